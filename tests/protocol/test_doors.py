"""Every route of the API, knocked on by phones that no longer belong, or that belong to the next post."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.test import Client

from simpul.base import clock, ids
from simpul.journal import openapi
from simpul.journal.actions.revoke import revoke_device
from simpul.journal.models import DepositRecord, Device, DeviceAccount, Entry, Quarantine
from simpul.journal.sign import jwk_of, point_of
from simpul.journal.testing import Phone, Place, rehash
from simpul.people.models import Person
from simpul.registry.models import Assignment
from simpul.registry.tests import kit
from tests.protocol.conftest import phone_of

SECRET = "Rahasia Namanya"
NONE = "01920000-0000-7000-8000-000000000000"
"""An id that nobody has."""


def bodies(phone: Phone, post: str, person: str) -> dict[str, Any]:
    """A right body for each operation, about a post and a person; None for those without one."""
    now = clock.iso(clock.now())
    said = {"device": phone.device, "epoch": phone.epoch, "device_time": now}
    return {
        "journal_push": phone.signed([phone.change(person, {"identity": 1}, name="Diganti", post=post)]),
        "journal_pull": {"device": phone.device, "token": phone.token, "device_time": now},
        "journal_snapshot": None,
        "journal_scope": None,
        "post_slots": None,
        "post_places": None,
        "journal_deposit": {"format": "simpul-outbox-1", "device": phone.device, "made_at": now, "items": []},
        "journal_offer": said | {"items": [{"id": person, "hash": "0" * 64}]},
        "device_enrol": {"code": "ZZZZZZZZ", "public_key": jwk_of(point_of(phone.key)), "name": "", "app_version": ""},
        "device_enrol_status": {"enrolment": NONE, "secret": "x"},
        "device_heartbeat": {"device_time": now, "heartbeat": {}},
    }


def knock(phone: Phone, post: str, person: str) -> dict[str, Any]:
    """What every operation answers to this phone."""
    right = bodies(phone, post, person)
    assert right.keys() == {one.name for one in openapi.OPERATIONS}, "Give the new operation a body here."
    client = Client()
    extra: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {phone.bearer}"}
    answers: dict[str, Any] = {}
    for one in openapi.OPERATIONS:
        path, body = "/api/v1/" + one.path.format(post=post), right[one.name]
        if body is None:
            answers[one.name] = client.get(path, **extra)
        else:
            raw = msgspec.json.encode(body)
            answers[one.name] = client.post(path, raw, content_type="application/json", **extra)
    return answers


def said(answers: dict[str, Any]) -> dict[str, tuple[int, str]]:
    """Status and code of each answer."""
    return {name: (one.status_code, _code(one)) for name, one in answers.items()}


def _code(answer: Any) -> str:
    return "" if answer.status_code == 200 else str(answer.json()["code"])


def child_of(phone: Phone) -> str:
    """A child whose name must not be seen by others."""
    entry = phone.person(SECRET)
    phone.push([entry])
    return entry.subject


def test_a_revoked_phone_may_hand_in_and_nothing_else(here: Place, phone: Phone) -> None:
    child = child_of(phone)
    revoke_device(here.officer, Device.objects.get(), "hilang")
    entries, refused = Entry.objects.count(), (403, "device_revoked")
    answers = knock(phone, phone.post, child)
    found = said(answers)
    assert found.pop("journal_deposit") == (200, "") and answers["journal_deposit"].json()["receipts"] == []
    assert found.pop("device_enrol_status") == (404, "enrolment_unknown")
    assert found == dict.fromkeys(found, refused)
    assert Entry.objects.count() == entries
    assert not any(SECRET in one.content.decode(errors="replace") for one in answers.values())


def _disable(here: Place) -> None:
    here.kaders[0].is_active = False
    here.kaders[0].save()


def _remove(here: Place) -> None:
    DeviceAccount.objects.update(removed_at=clock.now())


def _end(here: Place) -> None:
    Assignment.objects.filter(account=here.kaders[0]).update(ends_on=clock.today() - timedelta(days=1))


@pytest.mark.parametrize("leave", [_disable, _remove, _end], ids=["disabled", "removed", "assignment ended"])
def test_who_no_longer_serves_the_post_reads_nothing_of_it(
    here: Place, phone: Phone, leave: Callable[[Place], None]
) -> None:
    child = child_of(phone)
    phone.pull()
    colleague = phone_of(here)
    assert SECRET in str(colleague.snapshot(phone.post).rows)
    leave(here)
    answers = knock(phone, phone.post, child)
    assert not any(SECRET in one.content.decode(errors="replace") for one in answers.values())
    assert said(answers)["journal_snapshot"] == (404, "post_unknown")
    scope, pulled = answers["journal_scope"].json(), answers["journal_pull"].json()
    assert (scope["posts"], scope["handover"], scope["neighbours"]) == ([], [], [])
    assert (pulled["posts"], pulled["lost"]) == ([], [phone.post])


def test_the_next_post_learns_nothing_whether_it_exists_or_not(here: Place, phone: Phone) -> None:
    child = child_of(phone)
    nosy = phone_of(here, 1)
    real, none = knock(nosy, phone.post, child), knock(nosy, NONE, NONE)
    assert said(real) == said(none)
    assert real["journal_snapshot"].content == none["journal_snapshot"].content
    assert real["journal_offer"].json()["missing"] == [child]
    assert none["journal_offer"].json()["missing"] == [NONE]
    assert not any(SECRET in one.content.decode(errors="replace") for one in real.values())
    assert Person.objects.get(pk=child).name == SECRET


def test_the_scope_of_the_next_post_holds_names_of_neighbours_and_no_secret(here: Place, phone: Phone) -> None:
    mine, theirs = phone.scope(), phone_of(here, 1).scope()
    assert {one.post for one in mine.handover} == {here.posts[0]}
    assert {one.post for one in theirs.handover} == {here.posts[1]}
    secrets = {secret.secret for one in mine.handover for secret in one.secrets}
    assert secrets and not secrets & {secret.secret for one in theirs.handover for secret in one.secrets}
    for near in theirs.neighbours:
        assert set(msgspec.structs.asdict(near)) == {"id", "name", "area_name", "rw", "address", "nrp"}


KINDS: list[tuple[str, dict[str, Any]]] = [
    ("person.changed", {"fields": {"name": "Diganti"}}),
    ("person.left", {"status": "died", "date": "2026-11-01"}),
    ("visit.recorded", {"visit": "", "date": "2026-01-11", "card": "balita", "step": 2, "values": {"weight_kg": 7.0}}),
    ("dose.given", {"product": "BCG", "date": "2026-01-20"}),
]


@pytest.mark.parametrize(("kind", "data"), KINDS, ids=[kind for kind, _ in KINDS])
def test_an_entry_about_a_strangers_child_says_that_it_is_elsewhere_and_no_more(
    here: Place, phone: Phone, kind: str, data: dict[str, Any]
) -> None:
    """Whoever holds the random id of a child is told that another post serves it: not which, not whom."""
    nosy, child = phone_of(here, 1), child_of(phone)
    over = {"visit": ids.visit_id(nosy.post, child, "2026-01-11")} if "visit" in data else {}
    (receipt,) = nosy.push([nosy.entry(kind, child, data | over)])
    assert receipt.outcome == "quarantined" and receipt.reason is not None
    assert receipt.reason.code == "other_post"
    told = str(receipt)
    assert SECRET not in told and phone.post not in told and "Melati" not in told and child not in told
    assert Entry.objects.filter(post=here.posts[0]).count() == 1


def test_naming_a_strangers_entry_as_the_one_before_tells_nothing_of_it(here: Place, phone: Phone) -> None:
    first = phone.person(SECRET)
    phone.push([first])
    nosy = phone_of(here, 1)
    (receipt,) = nosy.push([rehash(msgspec.structs.replace(nosy.person(), after=[first.id]))])
    assert (receipt.outcome, receipt.seq, receipt.reason) == ("applied", 1, None)
    assert SECRET not in str(nosy.pull())


def test_a_pull_token_of_another_phone_opens_nothing_more(here: Place, phone: Phone) -> None:
    child_of(phone)
    mine = phone_of(here, 1)
    phone.pull()
    mine.token = phone.token
    answer = mine.pull()
    assert answer.posts == [] and SECRET not in str(answer)
    assert set(answer.gained) == {here.posts[1]}
    assert answer.lost == [here.posts[0]]


@pytest.mark.parametrize("where", ["query", "cookie", "form", "basic", "session"])
def test_a_token_counts_in_its_header_only(here: Place, phone: Phone, where: str) -> None:
    client, path = Client(), "/api/v1/journal/scope"
    extra: dict[str, Any] = {}
    if where == "query":
        path += f"?token={phone.bearer}&access_token={phone.bearer}&Authorization=Bearer%20{phone.bearer}"
    elif where == "cookie":
        client.cookies["Authorization"] = client.cookies["token"] = phone.bearer
    elif where == "basic":
        extra = {"Authorization": f"Basic {phone.bearer}"}
    elif where == "session":
        kit.sign_in(client, here.officer)
    if where == "form":
        answer: Any = client.post("/api/v1/journal/pull", {"access_token": phone.bearer})
    else:
        answer = client.get(path, **extra)
    assert (answer.status_code, answer.json()["code"]) == (401, "device_unknown")


def test_nothing_of_the_api_is_kept_between_or_given_to_other_sites(here: Place, phone: Phone) -> None:
    child = child_of(phone)
    for name, answer in {**knock(phone, phone.post, child), **knock(Phone(), phone.post, child)}.items():
        assert "no-store" in answer.get("Cache-Control", ""), name
        assert "ETag" not in answer and "Last-Modified" not in answer, name
        assert not [header for header in answer.headers if header.lower().startswith("access-control")], name


def test_a_snapshot_is_checked_again_even_if_the_browser_says_it_has_one(here: Place, phone: Phone) -> None:
    child_of(phone)
    phone.snapshot(phone.post)
    nosy = phone_of(here, 1)
    bearer = f"Bearer {nosy.bearer}"
    asked: dict[str, Any] = {"HTTP_AUTHORIZATION": bearer, "HTTP_IF_NONE_MATCH": "*", "HTTP_RANGE": "bytes=0-99"}
    answer = Client().get(f"/api/v1/journal/snapshot/{phone.post}", **asked)
    assert answer.status_code == 404


def test_a_deposit_in_the_name_of_a_stranger_tells_the_carrier_counts_only(here: Place, phone: Phone) -> None:
    child_of(phone)
    nosy = phone_of(here, 1)
    for device in (phone.device, NONE):
        body = {"format": "simpul-outbox-1", "device": device, "made_at": "", "items": [msgspec.Raw(b"{}")]}
        answer = msgspec.json.decode(nosy.send("POST", "journal/deposit", body).content)
        assert (answer["kept"], answer["refused"], answer["receipts"]) == (0, 1, [])
    assert DepositRecord.objects.count() == 2 and not Quarantine.objects.exists()
