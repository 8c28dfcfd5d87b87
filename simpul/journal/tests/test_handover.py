"""Who shares the hand-over secret of a post, and what ends it."""

from datetime import datetime

import pytest

from simpul.base import clock
from simpul.journal.actions.revoke import remove_account, revoke_device
from simpul.journal.models import Device, DeviceAccount
from simpul.journal.testing import Phone, Place, place
from simpul.journal.wire import Handover, Scope
from simpul.registry.models import Post, Unit

pytestmark = pytest.mark.django_db


def phone(where: Place, post: int = 0) -> Phone:
    return Phone(post=where.posts[post]).enrol(where.officer, where.kaders[post])


def shared(scope: Scope) -> Handover:
    (one,) = scope.handover
    return one


def test_two_phones_of_a_post_share_secret_and_keys() -> None:
    where = place(posts=2)
    a, b, other = phone(where), phone(where), phone(where, 1)
    first, second = shared(a.scope()), shared(b.scope())
    assert first.secrets == second.secrets and len(first.secrets[0].secret) == 43
    assert {one.id for one in first.devices} == {a.device, b.device}
    elsewhere = shared(other.scope())
    assert not {s.secret for s in elsewhere.secrets} & {s.secret for s in first.secrets}
    assert {one.id for one in elsewhere.devices} == {other.device}


def test_the_officers_phone_belongs_to_every_post_of_the_puskesmas() -> None:
    where = place(posts=2)
    officer = Phone(post=where.posts[0]).enrol(where.officer, where.officer)
    assert officer.device in {one.id for one in shared(phone(where, 1).scope()).devices}
    assert len(officer.scope().handover) == 2


def test_a_phone_that_joins_changes_the_scope_of_the_others() -> None:
    where = place()
    a = phone(where)
    version = a.pull().scope_version
    phone(where)
    assert a.pull().scope_version != version


def test_a_revoked_phone_ends_the_secret_and_its_signature() -> None:
    where = place()
    a, lost = phone(where), phone(where)
    before, version = shared(a.scope()), a.pull().scope_version
    revoke_device(where.officer, Device.objects.get(pk=lost.device), "hilang")
    after = shared(a.scope())
    assert after.secrets[0].generation == before.secrets[0].generation + 1
    assert after.secrets[0].secret not in {one.secret for one in before.secrets}
    assert before.secrets[0].secret in {one.secret for one in after.secrets}
    assert {one.id for one in after.devices} == {a.device}
    assert a.pull().scope_version != version


def test_after_two_renewals_the_first_secret_is_gone() -> None:
    where = place()
    a = phone(where)
    first = shared(a.scope()).secrets[0].secret
    for _ in range(2):
        revoke_device(where.officer, Device.objects.get(pk=phone(where).device), "hilang")
    assert first not in {one.secret for one in shared(a.scope()).secrets}


def test_an_account_taken_off_a_phone_ends_the_secret() -> None:
    where = place()
    a, b = phone(where), phone(where)
    before = shared(a.scope()).secrets[0].generation
    remove_account(where.officer, DeviceAccount.objects.get(device=b.device))
    after = shared(a.scope())
    assert after.secrets[0].generation == before + 1
    assert {one.id for one in after.devices} == {a.device}


def test_phones_agree_across_the_end_of_a_month() -> None:
    where = place()
    with clock.frozen(datetime(2026, 12, 31, 23, tzinfo=clock.JAKARTA)):
        before = shared(phone(where).scope())
    with clock.frozen(datetime(2027, 1, 1, 1, tzinfo=clock.JAKARTA)):
        after = shared(phone(where).scope())
    assert [one.month for one in before.secrets] == ["2026-12", "2027-01"]
    assert before.secrets[1].secret == after.secrets[0].secret


def test_neighbours_are_the_open_posts_of_the_district() -> None:
    where = place(posts=2)
    place(code="31.74.09.1001")
    closed = Unit.objects.get(pk=where.posts[1])
    near = phone(where).scope().neighbours
    assert [one.name for one in near] == ["Melati 1", "Melati 2"]
    Unit.objects.filter(pk=closed.pk).update(closed_on="2026-01-01")
    assert [one.name for one in phone(where).scope().neighbours] == ["Melati 1"]


def test_neighbours_of_one_name_in_one_village_come_with_what_tells_them_apart() -> None:
    where = place(posts=2)
    for pk, rw in zip(where.posts, ("03", "07"), strict=True):
        Unit.objects.filter(pk=pk).update(name="Melati", address=f"Balai RW {rw}")
        Post.objects.filter(pk=pk).update(rw=rw, nrp=f"3174091001{rw}")
    near = phone(where).scope().neighbours
    assert [(one.name, one.rw, one.address, one.nrp) for one in near] == [
        ("Melati", "03", "Balai RW 03", "317409100103"),
        ("Melati", "07", "Balai RW 07", "317409100107"),
    ]
