"""The demo is reproducible, looks like the country, and goes through the journal whole."""

from datetime import date, timedelta
from random import Random

import pytest
from django.test import Client

from simpul.base import clock
from simpul.care.models import AgreedContact, HomeCheck, HomeVisit, ParentCode, Screening
from simpul.care.parents.codes import code_hash
from simpul.care.scales.queries import scales
from simpul.config import demo_messages
from simpul.journal.actions.verify import verify
from simpul.journal.models import Entry, Flag, Quarantine, Review
from simpul.knowledge.growth.single import score_one
from simpul.network.calls.access import access_room
from simpul.network.calls.rooms import path_of, room_of
from simpul.network.models import Booking, Request
from simpul.registry import areas
from simpul.registry.models import Account, Unit
from simpul.seeds.demo import lately, paths, planting
from simpul.seeds.demo.citizens import online_from
from simpul.seeds.demo.deeds import Deed
from simpul.seeds.demo.growth import Trajectory
from simpul.seeds.demo.place import name_id

DAY = date(2026, 11, 22)
POST = "00000000-0000-7000-8000-000000000001"
KADER = ["00000000-0000-7000-8000-000000000002"]


def _deeds() -> list[Deed]:
    return planting._live(0, POST, KADER, DAY).diary.deeds


def test_the_same_day_gives_the_same_life() -> None:
    assert _deeds() == _deeds()
    assert [deed.data for deed in _deeds()] == [deed.data for deed in _deeds()]


def test_nothing_is_written_before_birth_or_after_today() -> None:
    born = {d.subject: d.data["birth_date"] for d in _deeds() if d.kind == "person.registered"}
    for deed in _deeds():
        assert deed.at.date() <= DAY
        if deed.kind == "visit.recorded":
            assert deed.data["date"] >= born[deed.subject]


def test_twins_and_a_newborn_without_nik_are_among_them() -> None:
    children = [d.data for d in _deeds() if d.kind == "person.registered" and d.data["relation"] == "anak"]
    births = [(child["mother"], child["birth_date"]) for child in children]
    assert len(births) > len(set(births))
    assert any(child["nik"] is None for child in children)


def test_growth_looks_like_the_country() -> None:
    random, short, light, n = Random(5), 0, 0, 2000
    for number in range(n):
        sex, age = 1 + number % 2, random.randint(0, 1820)
        m = Trajectory(random, sex).at(age)
        scored = score_one(
            sex,
            age_days=age,
            weight_kg=m.weight_kg,
            length_height_cm=m.length_cm,
            measured="l" if m.lying else "h",
        )
        short += scored.haz is not None and scored.haz < -2
        light += scored.waz is not None and scored.waz < -2
    assert 0.17 < short / n < 0.26
    assert 0.11 < light / n < 0.21


def _the_last_weeks_are_alive() -> None:
    """Visits at home in each group, questions with a neutral request, growth paths, one scale too long untested."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    assert {day >= monday for day in HomeVisit.objects.values_list("date", flat=True)} == {True, False}
    found = {name for check in HomeCheck.objects.all() for name in check.categories}
    assert found == {"layanan", "obat", "bahaya", "tbc"}
    assert HomeCheck.objects.filter(state="followed").exists()
    assert {"aks", "skilas", "kia-development", "srq-20"} == set(Screening.objects.values_list("instrument", flat=True))
    assert all(row.complete for row in Screening.objects.all())
    asked = Request.objects.get(service="kesehatan-jiwa", state="opened")
    assert [reason["text"] for reason in asked.reasons] == ["Hasil skrining di posyandu perlu ditindaklanjuti."]
    promised = Booking.objects.filter(released_at=None)
    assert promised.count() == 4 and all(one.starts_at > clock.now() for one in promised)
    _both_sides_of_a_consultation_open(promised.get(channel="daring", request__service="konsultasi-jiwa-daring"))
    waiting = Request.objects.get(service="cek-diri")
    assert (waiting.state, str(waiting.post_id)) == ("opened", str(name_id("Puskesmas Sukasari")))
    assert AgreedContact.objects.get(pk=waiting.pk).sealed
    overdue = [line for line in scales(Unit.objects.filter(kind=Unit.Kind.POST), today) if line.is_overdue]
    assert len(overdue) == 1
    assert ParentCode.objects.filter(expires_on__gte=today, hash=code_hash(lately.parents_code())).count() == 1


def _both_sides_of_a_consultation_open(booking: Booking) -> None:
    """The demo's messages lead to the citizen's door, and the psychologist enters the same room."""
    asked = Request.objects.get(pk=booking.request_id)
    room = path_of(room_of(asked))
    (link,) = {one.link for one in demo_messages.messages() if one.message.about == f"booking:{booking.pk}"}
    assert room in Client().get(link).content.decode()
    assert Client().get(room).status_code == 200
    assert access_room(Account.objects.get(pk=name_id("psikolog")), asked.pk) == asked


@pytest.mark.parametrize(
    ("at", "start"),
    [
        ("2026-11-22T00:31:20.000Z", "2026-11-22T08:35"),
        ("2026-11-22T07:03:00.000Z", "2026-11-22T15:05"),
        ("2026-11-22T14:52:00.000Z", "2026-11-22T22:55"),
        ("2026-11-22T14:55:00.000Z", None),
    ],
)
def test_the_consultation_is_so_soon_that_its_room_is_open(at: str, start: str | None) -> None:
    found = online_from(clock.parse_iso(at))
    assert (found and found.strftime("%Y-%m-%dT%H:%M")) == start


@pytest.mark.django_db
def test_it_is_planted_through_the_journal_and_every_referral_state_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planting, "FAMILIES", 9)
    areas.load_areas()
    planting.plant()
    codes = set(Quarantine.objects.values_list("code", flat=True))
    assert codes == {"invalid_data", "visit_of_other", "unknown_subject"}
    assert Review.objects.filter(status="open", field="weight_kg").count() == 3
    assert Flag.objects.filter(code="clock_ahead").count() == 1
    assert Entry.objects.count() > 1000
    states = set(Request.objects.values_list("state", flat=True))
    assert states == {"opened", "accepted", "scheduled", "returned", "missed", "completed", "cancelled"}
    _the_last_weeks_are_alive()
    report = verify()
    assert (report.gaps, report.hashes, report.rows) == ([], [], [])


@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2026, 11, 22), date(2027, 3, 1), date(2028, 2, 29)])
def test_growth_paths_are_in_every_step_on_any_day(day: date) -> None:
    life, done = planting._live(0, POST, KADER, day), dict[str, list[str]]()
    paths.help_children(life, Random(1), KADER[0], day, paths.STAGES)
    for deed in sorted(life.diary.deeds):
        if deed.kind.startswith("path."):
            assert deed.at.date() <= day
            done.setdefault(deed.subject, []).append(deed.data.get("step", deed.kind))
    assert sorted(steps[-1] for steps in done.values()) == ["fed", "path.closed", "path.opened", "weighed"]
