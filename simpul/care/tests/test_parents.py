"""A parent's page: a code opens it once, for one browser, for one child; nothing that is not the parent's is shown."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from simpul.base import clock, ids
from simpul.base.models import AuditRow
from simpul.care.models import ParentCode, ParentDoor
from simpul.care.parents.codes import ALPHABET, code_hash, limits, new_code, tidy
from simpul.care.tests.stories import Village, at
from simpul.journal import replay
from simpul.journal.kinds import Refused
from simpul.journal.models import EnrolmentTry
from simpul.knowledge.vectors import vectors
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "Aisyah Putri"


def given(village: Village, child: str, code: str = "ABCDE-23456", **over: Any) -> Any:
    data = {"hash": code_hash(code), "expires_on": (clock.today() + timedelta(days=14)).isoformat()}
    return village.write("parent.code", child, data | over)


def enter(client: Client, code: str = "abcde 23456") -> Any:
    return client.post("/anak/buka/", {"kode": code})


@pytest.mark.parametrize("case", vectors("parent-code", "cases"), ids=lambda case: case["name"])
def test_codes_are_tidied_and_hashed_as_on_the_phone(case: dict[str, str]) -> None:
    assert (tidy(case["typed"]), code_hash(case["typed"])) == (case["tidy"], case["hash"])


def test_a_fresh_code_is_its_own_tidy_form() -> None:
    assert all(tidy(code) == code for code in (new_code() for _ in range(50)))


def test_a_code_opens_the_page_once(client: Client) -> None:
    village = Village()
    child = village.child()
    village.weigh(child, "2026-01-10", 6.0, length_height_cm=62.0, measured="l")
    given(village, child)
    assert NAME not in client.get("/anak/").content.decode()
    answer = enter(client)
    assert (
        answer.status_code == 302 and answer.cookies["anak"]["httponly"] and answer.cookies["anak"]["path"] == "/anak/"
    )
    page = client.get("/anak/")
    html = page.content.decode()
    assert NAME in html and "6 kg" in html and '<svg class="chart-svg"' in html
    assert NAME not in html[html.index("<title>") : html.index("</title>")]
    assert page["Cache-Control"] == "private, no-store" and "noindex" in page["X-Robots-Tag"]
    other = Client()
    assert enter(other).status_code == 403 and NAME not in other.get("/anak/").content.decode()
    assert AuditRow.objects.filter(action="read", actor="orang tua").exists()


def test_whatever_is_wrong_with_a_code_the_words_are_the_same(client: Client) -> None:
    village = Village()
    child, adult = village.child(), village.child(name="Siti", birth_date="1990-01-01")
    given(village, adult, "AAAAA-AAAAA")
    late = given(village, child, "BBBBB-BBBBB")
    village.write("entry.voided", child, {"target": late.id, "reason": "salah"})
    given(village, child, "CCCCC-CCCCC", expires_on=(clock.today() - timedelta(days=1)).isoformat())
    wrong = ("AAAAA-AAAAA", "BBBBB-BBBBB", "CCCCC-CCCCC", "DDDDD-DDDDD", "?")
    token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
    said = {token.sub(b"", enter(client, code).content) for code in wrong}
    assert len(said) == 1 and not ParentDoor.objects.exists()


def test_who_tries_too_often_is_refused_even_with_a_right_code(client: Client) -> None:
    village = Village()
    given(village, village.child())
    for _ in range(int(limits()["tries"])):
        assert enter(client, "DDDDD-DDDDD").status_code == 403
    assert enter(client).status_code == 403 and not ParentDoor.objects.exists()
    EnrolmentTry.objects.update(at=clock.now() - timedelta(minutes=int(limits()["try_window_minutes"]) + 1))
    assert enter(client).status_code == 302


def test_a_code_that_was_used_or_never_given_is_not_tried_on_from_many_addresses(client: Client) -> None:
    """A stolen code that was used says the same as none; after some tries it is not even looked up, from anywhere."""
    village = Village()
    child = village.child()
    given(village, child)
    assert enter(client).status_code == 302
    others = [Client(REMOTE_ADDR=f"198.51.100.{number}") for number in range(1, int(limits()["tries"]) + 3)]
    token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
    for code in ("abcde 23456", "ZZZZZ-ZZZZZ"):
        told = [enter(other, code) for other in others]
        assert {answer.status_code for answer in told} == {403}
        assert len({token.sub(b"", answer.content) for answer in told}) == 1
        assert NAME not in told[0].content.decode() and "anak" not in told[0].cookies
    given(village, child, "ZZZZZ-ZZZZZ")
    assert enter(Client(REMOTE_ADDR="203.0.113.9"), "ZZZZZ-ZZZZZ").status_code == 403
    given(village, child, "FGHJK-23456")
    assert enter(Client(REMOTE_ADDR="203.0.113.9"), "FGHJK-23456").status_code == 302


def test_the_addresses_of_one_ipv6_line_count_as_one() -> None:
    village = Village()
    given(village, village.child())
    for number in range(int(limits()["tries"])):
        other = Client(REMOTE_ADDR=f"2001:db8:0:7::{number + 1:x}")
        assert enter(other, f"DDDDD-DDDD{ALPHABET[number]}").status_code == 403
    assert enter(Client(REMOTE_ADDR="2001:db8:0:7:ffff::1")).status_code == 403
    assert enter(Client(REMOTE_ADDR="2001:db8:0:8::1")).status_code == 302


def test_the_browser_that_used_a_code_may_tap_it_again(client: Client) -> None:
    village = Village()
    given(village, village.child())
    enter(client)
    key = client.cookies["anak"].value
    assert enter(client).status_code == 302 and client.cookies["anak"].value == key
    assert NAME in client.get("/anak/").content.decode() and not EnrolmentTry.objects.exists()
    client.post("/anak/keluar/")
    client.cookies["anak"] = key
    assert enter(client).status_code == 403


def test_the_quick_exit_of_a_page_without_its_script_shuts_it_too() -> None:
    village = Village()
    given(village, village.child())
    client = Client(enforce_csrf_checks=True)
    token = client.get("/anak/").cookies["csrftoken"].value
    client.post("/anak/buka/", {"kode": "abcde 23456", "csrfmiddlewaretoken": token})
    assert 'ping="/anak/keluar/"' in client.get("/anak/").content.decode()
    key = client.cookies["anak"].value
    assert client.cookies["anak"]["samesite"] == "Strict"
    client.post("/anak/keluar/", "PING", content_type="text/ping")
    thief = Client()
    thief.cookies["anak"] = key
    assert NAME not in thief.get("/anak/").content.decode()


def test_withdrawing_the_code_shuts_the_page_and_leaving_does_too(client: Client) -> None:
    village = Village()
    child = village.child()
    first = given(village, child)
    enter(client)
    village.write("entry.voided", child, {"target": first.id, "reason": "HP hilang"})
    assert NAME not in client.get("/anak/").content.decode()
    given(village, child, "FGHJK-23456")
    enter(client, "FGHJK-23456")
    assert NAME in client.get("/anak/").content.decode()
    key = client.cookies["anak"].value
    client.post("/anak/keluar/")
    thief = Client()
    thief.cookies["anak"] = key
    assert NAME not in thief.get("/anak/").content.decode()


def test_a_key_ends_by_itself(client: Client) -> None:
    village = Village()
    given(village, village.child())
    enter(client)
    ParentDoor.objects.update(opened_at=clock.now() - timedelta(days=int(limits()["session_days"]) + 1))
    assert NAME not in client.get("/anak/").content.decode()


def test_an_adolescents_page_holds_dates_alone(client: Client) -> None:
    village = Village()
    with at("2026-03-10T09:00"):
        born = date(2026 - int(limits()["private_from_years"]), 3, 9)
        child = village.child(birth_date=born.isoformat())
        village.weigh(child, "2026-03-10", 41.0)
        village.refer(child)
        given(village, child)
        enter(client)
        page = client.get("/anak/")
        assert page.context["p"].is_private
        html = page.content.decode()
        assert "milik anak sendiri" in html and "41" not in html and "Rujukan ke puskesmas" not in html


def test_other_services_and_words_of_the_team_are_not_shown(client: Client) -> None:
    village = Village()
    child = village.child()
    village.refer(child, reasons=[{"rule": "RJ-A1.bgm", "text": "RAHASIA-ALASAN"}], message="RAHASIA-PESAN")
    path = str(ids.uuid7())
    opened = {"person": child, "date": clock.today().isoformat(), "reasons": ["wasting"], "note": "RAHASIA-TIM"}
    village.write("path.opened", path, opened)
    given(village, child)
    enter(client)
    page = client.get("/anak/")
    html = page.content.decode()
    assert "RAHASIA" not in html and "Gizi kurang" not in html and "Wasting" not in html
    assert page.context["p"].path_next


def test_the_page_follows_the_child_to_another_post_and_to_the_record_kept(client: Client) -> None:
    village = Village()
    family = village.family()
    child = village.child(family)
    given(village, child)
    enter(client)
    village.move(family)
    assert str(ParentCode.objects.get().post_id) == village.there
    assert NAME in client.get("/anak/").content.decode()
    kept = village.child(village.family(post=village.there), name="Aisyah P.", post=village.there)
    village.write("person.merged", kept, {"gone": child}, village.there)
    assert "Aisyah P." in client.get("/anak/").content.decode()
    with replay.scratch():
        replay.replay()
        assert not replay.differences()


def test_a_code_that_would_live_too_long_or_is_of_nobody_is_refused() -> None:
    village = Village()
    child = village.child()
    for data in ({"expires_on": "2099-01-01"}, {"hash": "ABCDE-23456"}, {"expires_on": "besok"}):
        with pytest.raises(Refused):
            given(village, child, **data)
    with pytest.raises(Refused):
        given(village, str(ids.uuid7()))


def test_the_office_gives_a_code_that_opens_and_withdraws_it(client: Client) -> None:
    village = Village()
    child = village.child()
    office = Client()
    kit.sign_in(office, village.where.officer)
    address = f"/puskesmas/warga/{child}/kode-orang-tua/"
    code = office.post(address, follow=True).context["code"]
    again = office.get(address, follow=True)
    assert "hanya ditampilkan sekali" in again.content.decode() and ParentCode.objects.count() == 1
    assert tidy(code) not in repr(ParentCode.objects.values())
    assert enter(client, code).status_code == 302
    office.post(address, {"do": "withdraw"})
    assert NAME not in client.get("/anak/").content.decode()


@pytest.mark.parametrize("how", ["married", "pregnant", "mother"])
def test_nobody_with_a_household_of_their_own_has_a_parents_page(client: Client, how: str) -> None:
    village = Village()
    with at("2026-03-10T09:00"):
        young = village.child(birth_date="2009-01-05", **({"marital_status": "kawin"} if how == "married" else {}))
        given(village, young)
        if how == "pregnant":
            opened = {"person": young, "lmp": "2026-01-05"}
            village.write("pregnancy.opened", str(ids.uuid7()), opened)
        if how == "mother":
            village.child(name="Bayi", birth_date="2026-03-01", mother=young)
        assert enter(client).status_code == 403
        kit.sign_in(client, village.where.officer)
        page = client.get(f"/puskesmas/warga/{young}/")
        assert page.status_code == 200 and not page.context["may_have_code"]


def test_danger_signs_fit_the_age(client: Client) -> None:
    village = Village()
    with at("2026-03-10T09:00"):
        for born, small in (("2020-03-11", True), ("2020-03-10", False), ("2011-03-10", False)):
            given(village, village.child(birth_date=born), code := new_code())
            browser = Client()
            assert enter(browser, code).status_code == 302
            html = browser.get("/anak/").content.decode()
            assert ("menyusu" in html) is small and ("menyakiti diri" in html) is not small


@pytest.mark.parametrize(("kg", "cm", "worry"), [(7.0, 62.0, True), (7.0, 65.0, False)])
def test_one_voice_speaks_the_curves_green_is_its_own(client: Client, kg: float, cm: float, worry: bool) -> None:
    village = Village()
    with at("2026-03-10T09:00"):
        child = village.child()
        village.weigh(child, "2026-03-10", kg, length_height_cm=cm, measured="l")
        given(village, child)
        enter(client)
        html = client.get("/anak/").content.decode()
    assert ("mendahului tingginya" in html) is worry
    assert ("Hijau: sesuai umurnya" in html) is not worry and ("Berat menurut umur: hijau" in html) is worry
