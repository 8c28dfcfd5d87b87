"""An officer brings a kader and a phone into service, and takes it out again; others see nothing of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client

from simpul.base import clock
from simpul.journal.actions import enrol
from simpul.journal.models import Device, Enrolment
from simpul.journal.sign import jwk_of, point_of
from simpul.journal.wire import Enrol, EnrolStatus
from simpul.registry.models import Account, Assignment
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
TEAM = "/puskesmas/kader/"


def claim(code: str) -> Any:
    key = jwk_of(point_of(ec.generate_private_key(ec.SECP256R1())))
    asked = Enrol(code=code, public_key=dict(key), name="HP merah", app_version="1.0")
    return enrol.claim(asked, None, b"a" * 32)


def shown_code(page: Any) -> str:
    found = re.search(r'class="enrol-code"[^>]*>([A-Z0-9]{4}) ([A-Z0-9]{4})<', page.content.decode())
    assert found
    return found[1] + found[2]


def test_from_name_to_phone_in_service(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.officer)
    new = {"name": "Sri Rahayu", "phone": "0812", "post": str(world.post.pk), "starts_on": clock.today().isoformat()}
    sri = Account.objects.get(pk=client.post(TEAM, new)["Location"].strip("/").split("/")[-1])
    assert not sri.has_usable_password()
    assert sri.roles_on(clock.today()) == {"kader"}
    page = client.post(f"{TEAM}{sri.pk}/kode/")
    assert b"<svg" in page.content
    answer = claim(shown_code(page))
    enrolment = Enrolment.objects.get(pk=answer.enrolment)
    fragment = client.get(f"{TEAM}menunggu/").content.decode()
    assert all(word in fragment for word in enrolment.words)
    client.post(f"/puskesmas/pendaftaran/{enrolment.pk}/", {"answer": "same"})
    result = enrol.status(EnrolStatus(enrolment=answer.enrolment, secret=answer.secret))
    assert result.state == "confirmed"
    assert "HP merah" in client.get("/puskesmas/hp/").content.decode()
    device = Device.objects.get()
    client.post(f"/puskesmas/hp/{device.pk}/cabut/", {"reason": ""})
    device.refresh_from_db()
    assert device.revoked_at is None
    client.post(f"/puskesmas/hp/{device.pk}/cabut/", {"reason": "hilang"})
    device.refresh_from_db()
    assert device.revoked_at is not None


def test_other_words_refuse_the_phone(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.officer)
    answer = claim(shown_code(client.post(f"{TEAM}{world.kader.pk}/kode/")))
    client.post(f"/puskesmas/pendaftaran/{answer.enrolment}/", {"answer": "other"})
    assert enrol.status(EnrolStatus(enrolment=answer.enrolment, secret=answer.secret)).state == "refused"
    late = client.post(f"/puskesmas/pendaftaran/{answer.enrolment}/", {"answer": "same"}, follow=True)
    assert "sudah diputuskan" in late.content.decode()
    assert not Device.objects.exists()


def test_the_next_puskesmas_finds_none_of_it(client: Client) -> None:
    world = kit.world()
    owner = kit.sign_in(Client(), world.officer)
    answer = claim(shown_code(owner.post(f"{TEAM}{world.kader.pk}/kode/")))
    kit.sign_in(client, world.other_officer)
    nothing = "00000000-0000-4000-8000-000000000000"
    for path in (f"{TEAM}%s/", f"{TEAM}%s/kode/", "/puskesmas/pendaftaran/%s/"):
        real = client.post(path % (answer.enrolment if "pendaftaran" in path else world.kader.pk))
        none = client.post(path % nothing)
        assert real.status_code == none.status_code in (404, 405)
    assert world.kader.name not in client.get(TEAM).content.decode()
    assert "HP merah" not in client.get(f"{TEAM}menunggu/").content.decode()
    assert Enrolment.objects.get().state == "pending"


def test_an_officer_cannot_make_a_code_for_staff(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.officer)
    for who in (world.officer, world.operator, world.other_officer):
        assert client.post(f"{TEAM}{who.pk}/kode/").status_code == 404


def test_assignments_add_and_end_and_overlaps_are_said(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.officer)
    add = f"{TEAM}{world.kader.pk}/tugas/"
    today = clock.today()
    same = {"post": str(world.post.pk), "starts_on": today.isoformat()}
    refused = client.post(add, same)
    assert refused.status_code == 422
    assert "sudah bertugas" in refused.content.decode()
    turned = {"post": str(world.next_post.pk), "starts_on": today.isoformat()}
    assert client.post(add, turned | {"ends_on": (today - timedelta(days=1)).isoformat()}).status_code == 422
    assert client.post(add, turned).status_code == 302
    held = Assignment.objects.get(account=world.kader, unit=world.next_post)
    client.post(f"{add}{held.pk}/akhiri/", {"ends_on": today.isoformat()})
    held.refresh_from_db()
    assert held.ends_on == today
    elsewhere = {"post": str(world.other_post.pk), "starts_on": today.isoformat()}
    assert client.post(add, elsewhere).status_code == 422


def test_a_phone_that_has_not_spoken_makes_its_post_silent(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.officer)
    answer = claim(shown_code(client.post(f"{TEAM}{world.kader.pk}/kode/")))
    client.post(f"/puskesmas/pendaftaran/{answer.enrolment}/", {"answer": "same"})
    now = clock.now()
    Device.objects.update(
        last_push_at=now - timedelta(days=3),
        last_pull_at=now - timedelta(days=2),
        pending=4,
        oldest_pending_age_s=3 * 86400,
        clock_offset_ms=-600_000,
    )
    page = client.get("/puskesmas/hp/").content.decode()
    assert "3 hari" in page
    assert "lebih lambat 10 menit" in page
    assert page.count("terdengar") >= 1
    Device.objects.update(last_push_at=now - timedelta(days=40), last_pull_at=now - timedelta(days=40))
    later = client.get("/puskesmas/hp/").content.decode()
    assert "sunyi" in re.sub(r"<p class=\"muted\">.*?</p>", "", later)


def test_a_bidan_with_posts_gets_a_phone_and_keeps_the_posts_that_the_operator_gave(client: Client) -> None:
    world = kit.world()
    bidan = Account.objects.create_user("kartini", None, name="Bidan Kartini")
    held = Assignment.objects.create(
        account=bidan, role=Assignment.Role.OFFICER, unit=world.post, starts_on=clock.today()
    )
    kit.sign_in(client, world.officer)
    assert "Bidan Kartini" in client.get(TEAM).content.decode()
    page = client.get(f"{TEAM}{bidan.pk}/").content.decode()
    assert world.post.name in page
    assert "diatur oleh operator" in page
    answer = claim(shown_code(client.post(f"{TEAM}{bidan.pk}/kode/")))
    client.post(f"/puskesmas/pendaftaran/{answer.enrolment}/", {"answer": "same"})
    assert enrol.status(EnrolStatus(enrolment=answer.enrolment, secret=answer.secret)).state == "confirmed"
    ended = client.post(f"{TEAM}{bidan.pk}/tugas/{held.pk}/akhiri/", {"ends_on": clock.today().isoformat()})
    further = client.post(f"{TEAM}{bidan.pk}/tugas/", {"post": str(world.post.pk)})
    assert (ended.status_code, further.status_code) == (404, 404)


def test_nobody_enrols_a_phone_for_oneself_or_for_staff_without_posts(client: Client) -> None:
    world = kit.world()
    colleague = Account.objects.create_user("rina", None, name="Bidan Rina")
    Assignment.objects.create(
        account=colleague, role=Assignment.Role.OFFICER, unit=world.post.post.puskesmas, starts_on=clock.today()
    )
    Assignment.objects.create(
        account=world.officer, role=Assignment.Role.OFFICER, unit=world.post, starts_on=clock.today()
    )
    kit.sign_in(client, world.officer)
    codes = [client.post(f"{TEAM}{who.pk}/kode/").status_code for who in (world.officer, colleague)]
    assert codes == [404, 404]
