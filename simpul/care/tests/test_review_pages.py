"""Two values, a set-aside entry, twins: decided by an officer, told to the phones, invisible next door."""

from typing import Any

import pytest
from django.test import Client

from simpul.base import clock, ids
from simpul.care.models import Visit
from simpul.care.tests.stories import Village
from simpul.journal.models import Entry, Flag, Quarantine, Repair, Review
from simpul.journal.testing import Phone
from simpul.people.models import Person
from simpul.people.queries import suspects_of
from simpul.registry.models import Assignment
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
QUARANTINE = "/puskesmas/perbaiki/"


def phone(village: Village, n: int = 0) -> Phone:
    where = village.where
    made = Phone(post=where.posts[0])
    if n:
        Assignment.objects.create(account=where.kaders[n], role="kader", unit_id=where.posts[0], starts_on="2020-01-01")
    return made.enrol(where.officer, where.kaders[n])


def conflict(village: Village) -> tuple[str, Review]:
    """Two kader give the same child another birth date without having seen each other's."""
    child = village.child()
    seq = Person.objects.get(pk=child).seq
    for n, day in enumerate(("2025-09-11", "2025-09-12")):
        one = phone(village, n)
        one.push([one.change(child, {"identity": seq}, birth_date=day)])
    return child, Review.objects.get()


def set_aside(village: Village, **values: Any) -> Quarantine:
    """A visit whose step is no number."""
    one = phone(village)
    child = village.child(name="Dimas Prasetyo")
    data = {
        "visit": ids.visit_id(village.here, child, "2026-03-01"),
        "date": "2026-03-01",
        "card": "balita",
        "step": "dua",
        "values": {"weight_kg": 7.5} | values,
    }
    (receipt,) = one.push([one.entry("visit.recorded", child, data)])
    assert receipt.outcome == "quarantined"
    return Quarantine.objects.get()


def test_both_values_are_shown_and_the_chosen_one_counts(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    child, review = conflict(village)
    html = client.get("/puskesmas/tinjauan/").content.decode()
    assert "2025-09-11" in html
    assert "2025-09-12" in html
    assert all(k.name in html for k in village.where.kaders)
    decide = f"/puskesmas/tinjauan/{review.pk}/"
    for wrong in ("", "9", "-1", "x"):
        client.post(decide, {"option": wrong})
        assert Review.objects.get().status == "open"
    client.post(decide, {"option": "1"})
    assert str(Person.objects.get(pk=child).birth_date) == review.options[1]["value"]
    assert client.post(decide, {"option": "0"}).status_code == 404


def test_a_set_aside_entry_is_read_corrected_and_accepted(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    held = set_aside(village)
    assert "Dimas Prasetyo" in client.get(QUARANTINE).content.decode()
    page = client.get(f"{QUARANTINE}{held.pk}/")
    assert {leaf.path for leaf in page.context["leaves"]} >= {"step", "values.weight_kg"}
    still_wrong = client.post(f"{QUARANTINE}{held.pk}/", {"do": "repair", "step": "dua"})
    assert still_wrong.status_code == 422
    assert 'role="alert"' in still_wrong.content.decode()
    not_as_is = client.post(f"{QUARANTINE}{held.pk}/", {"do": "accept"})
    assert not_as_is.status_code == 422
    held.refresh_from_db()
    assert held.status == "open"
    assert not Entry.objects.filter(kind="visit.recorded").exists()


def test_a_corrected_number_keeps_the_childs_words_and_closes_the_entry(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    one, child = phone(village), village.child()
    wrong = one.entry("dose.given", child, {"product": "BCG", "number": 1, "date": "kemarin"})
    (receipt,) = one.push([wrong])
    assert receipt.outcome == "quarantined"
    held = Quarantine.objects.get()
    shown = client.get(f"{QUARANTINE}{held.pk}/").content.decode()
    assert "“Tanggal”" in shown and "“date”" not in shown, "people know fields by their label"
    assert shown.count('aria-invalid="true"') == 1 and "Ini yang perlu diisi ulang" in shown
    bad = client.post(f"{QUARANTINE}{held.pk}/", {"do": "repair", "date": "2026-03-01", "number": "satu"})
    assert bad.status_code == 422
    assert "tulis angka" in bad.content.decode()
    client.post(f"{QUARANTINE}{held.pk}/", {"do": "repair", "date": "2026-03-01", "number": "1"})
    held.refresh_from_db()
    assert held.status == "repaired"
    entry = Entry.objects.get(kind="dose.given")
    assert entry.data == {"product": "BCG", "number": 1, "date": "2026-03-01"}
    assert str(Repair.objects.get(pk=held.entry).by) == str(entry.pk)
    assert "BCG" in client.get(f"/puskesmas/warga/{child}/").content.decode()
    assert client.get(f"{QUARANTINE}{held.pk}/").status_code == 404


def test_closing_needs_a_reason_which_reaches_the_phone(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    held = set_aside(village)
    assert client.post(f"{QUARANTINE}{held.pk}/", {"do": "dismiss", "reason": " "}).status_code == 422
    client.post(f"{QUARANTINE}{held.pk}/", {"do": "dismiss", "reason": "Salah anak"})
    held.refresh_from_db()
    assert held.status == "dismissed"
    assert Repair.objects.get(pk=held.entry).reason == "Salah anak"


def test_what_is_no_json_is_still_shown_and_can_be_closed(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    held = set_aside(village)
    Quarantine.objects.update(body=b"\xff{")
    page = client.get(f"{QUARANTINE}{held.pk}/")
    assert page.status_code == 200
    assert client.post(f"{QUARANTINE}{held.pk}/", {"do": "accept"}).status_code == 422
    client.post(f"{QUARANTINE}{held.pk}/", {"do": "dismiss", "reason": "Tidak terbaca"})
    assert not Quarantine.objects.filter(status="open").exists()


def test_twins_are_merged_and_taken_apart_again(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    family = village.family()
    a = village.child(family, name="Aisyah Putri", mother_name="Siti", nik="3174015009250001")
    b = village.child(family, name="Aisyah Putri", mother_name="Siti", nik="3174015009250001")
    page = client.get("/puskesmas/tinjauan/kembar/")
    assert {page.context["found"][0].a.id, page.context["found"][0].b.id} == {a, b}
    client.post("/puskesmas/tinjauan/kembar/gabung/", {"kept": a, "gone": b})
    assert str(Person.objects.get(pk=b).merged_into_id) == a
    lately = client.get("/puskesmas/tinjauan/kembar/").context["lately"]
    assert [(str(kept.pk), str(row.pk)) for kept, row in lately] == [(a, b)]
    client.post("/puskesmas/tinjauan/kembar/gabung/", {"kept": a, "gone": b, "do": "undo"})
    assert Person.objects.get(pk=b).merged_into_id is None
    for wrong in (
        {"kept": a, "gone": a},
        {"kept": a, "gone": "x"},
        {"kept": "", "gone": b},
        {"kept": a, "gone": str(ids.uuid7())},
    ):
        assert client.post("/puskesmas/tinjauan/kembar/gabung/", wrong).status_code == 404


def test_a_flagged_entry_is_looked_at_once(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    one, child = phone(village), village.child()
    village.where.kaders[0].assignments.update(ends_on="2026-01-31")
    one.push([one.entry("dose.given", child, {"product": "BCG", "date": "2026-01-20"})])
    flag = Flag.objects.get()
    assert "tidak bertugas" in client.get(QUARANTINE).content.decode()
    client.post(f"{QUARANTINE}tanda/{flag.pk}/")
    flag.refresh_from_db()
    assert flag.seen_by == village.where.officer
    assert "tidak bertugas" not in client.get(QUARANTINE).content.decode()


def test_the_next_puskesmas_cannot_touch_any_of_it(client: Client) -> None:
    village, world = Village(), kit.world()
    kit.sign_in(client, world.other_officer)
    child, review = conflict(village)
    held = set_aside(village)
    assert client.post(f"/puskesmas/tinjauan/{review.pk}/", {"option": "0"}).status_code == 404
    assert client.get(f"{QUARANTINE}{held.pk}/").status_code == 404
    assert client.post(f"{QUARANTINE}{held.pk}/", {"do": "dismiss", "reason": "x"}).status_code == 404
    assert client.get(f"/puskesmas/warga/{child}/").status_code == 404
    for page in ("/puskesmas/tinjauan/", QUARANTINE, "/puskesmas/tinjauan/kembar/", "/puskesmas/warga/?q=dimas"):
        html = client.get(page).content.decode()
        assert "Dimas Prasetyo" not in html
        assert "Aisyah" not in html


def test_two_people_who_look_alike_are_told_apart_once_for_all(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    family = village.family()
    a, b = (village.child(family, mother_name="Siti", nik="3174015009250001") for _ in range(2))
    page = client.get("/puskesmas/tinjauan/kembar/")
    assert [{pair.a.id, pair.b.id} for pair in page.context["found"]] == [{a, b}]
    assert page.context["counts"][village.here] == 1
    client.post("/puskesmas/tinjauan/kembar/gabung/", {"kept": a, "gone": b, "do": "apart"})
    page = client.get("/puskesmas/tinjauan/kembar/")
    assert page.context["found"] == [] and page.context["counts"][village.here] == 0
    assert suspects_of(Person.objects.get(pk=b), clock.today()) == []


def test_a_correction_shows_both_values_on_the_persons_page(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    child = village.child()
    first = village.weigh(child, "2026-01-10", 69.0)
    visit = str(Visit.objects.get().pk)
    data = {"visit": visit, "corrects": first.id, "values": {"weight_kg": 6.9}, "reason": "Salah ketik"}
    village.write("visit.corrected", child, data)
    page = client.get(f"/puskesmas/warga/{child}/")
    (said,) = page.context["d"].visits[0].corrected
    assert said.startswith("Berat badan: 69,0 kg → 6,9 kg (") and "Salah ketik" in said
    assert said in page.content.decode()
