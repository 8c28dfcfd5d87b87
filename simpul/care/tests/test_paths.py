"""The path of a child whose growth needs help: from a weighing to its end, withdrawn, moved, merged, erased."""

from pathlib import Path as File
from typing import Any

import pytest
from django.test import Client

from simpul.base import clock, ids
from simpul.care.models import Path
from simpul.care.paths.queries import open_paths, path_counts, paths_of, proposals
from simpul.care.tests.stories import Village, at
from simpul.journal import replay
from simpul.journal.kinds import Refused
from simpul.journal.models import Entry
from simpul.journal.testing import Phone
from simpul.people.models import Person
from simpul.registry.models import Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)
DAY = "2026-03-10"


def wasted(village: Village, family: str | None = None, **over: Any) -> str:
    """A girl of six months whose weight is low for her length."""
    child = village.child(family, **over)
    village.weigh(child, DAY, 5.3, length_height_cm=64.0, measured="l")
    return child


def opened(village: Village, child: str, on: str = "2026-03-12", kg: float = 5.35, post: str = "") -> str:
    subject = str(ids.uuid7())
    data = {"person": child, "date": on, "reasons": ["wasting"]}
    village.write("path.opened", subject, data | {"values": {"weight_kg": kg, "length_height_cm": 64.2}}, post)
    return subject


def step(village: Village, path: str, child: str, what: str, on: str, **more: Any) -> Any:
    return village.write("path.step", path, {"person": child, "step": what, "date": on} | more)


def posts(village: Village) -> list[Unit]:
    return list(Unit.objects.filter(pk=village.here))


def differences() -> list[replay.Difference]:
    with replay.scratch():
        replay.replay()
        return replay.differences()


def test_a_wasted_child_is_proposed_confirmed_fed_weighed_and_recovers() -> None:
    village = Village()
    child = wasted(village)
    with at("2026-03-12T09:00"):
        found = proposals(posts(village), clock.today())
        assert [(one.person.id, one.reasons[0]) for one in found] == [(child, "wasting")]
        path = opened(village, child)
        assert proposals(posts(village), clock.today()) == []
        (line,) = open_paths(posts(village), clock.today())
        assert [task.code for task in line.tasks] == ["doctor", "feeding", "weigh"]
        step(village, path, child, "doctor", "2026-03-12", result="outpatient", note="Tidak ada komplikasi")
        step(village, path, child, "feeding_started", "2026-03-12", result="pmt", values={"days": 28})
    with at("2026-03-20T09:00"):
        (line,) = open_paths(posts(village), clock.today())
        assert line.next is not None and (line.next.code, line.late_days) == ("weigh", 1)
        assert line.feeding is not None and (line.feeding.day, line.feeding.days) == (9, 28)
        step(village, path, child, "fed", "2026-03-20", result="all", values={"portions": 8})
        step(village, path, child, "weighed", "2026-03-20", values={"weight_kg": 6.4})
        (line,) = open_paths(posts(village), clock.today())
        assert line.recovered and "close" in [task.code for task in line.tasks]
        assert line.feeding is not None and line.feeding.portions == 8
        village.write("path.closed", path, {"person": child, "outcome": "recovered", "date": "2026-03-20"})
        assert open_paths(posts(village), clock.today()) == []
        counts = path_counts(posts(village), clock.today().replace(day=1), clock.today())
        assert {name: n for name, n in counts.items() if n} == {"opened": 1, "recovered": 1}
    assert not differences()


def test_what_the_treating_team_writes_never_travels_to_a_phone() -> None:
    village = Village()
    child = wasted(village)
    path = opened(village, child)
    step(village, path, child, "doctor", "2026-03-12", result="watch", note="Rahasia klinis")
    phone = Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])
    sent = repr(phone.snapshot(village.here))
    assert path in sent and "Rahasia klinis" not in sent


def test_a_kader_weighs_and_feeds_and_leaves_the_rest_to_the_officer() -> None:
    village = Village()
    child = wasted(village)
    path = opened(village, child)
    phone = Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])
    weighed = phone.entry("path.step", path, {"person": child, "step": "weighed", "date": "2026-03-19"})
    doctor = phone.entry(
        "path.step", path, {"person": child, "step": "doctor", "date": "2026-03-19", "result": "watch"}
    )
    closing = phone.entry("path.closed", path, {"person": child, "outcome": "recovered", "date": "2026-03-19"})
    unknown = phone.entry("path.step", path, {"person": child, "step": "dance", "date": "2026-03-19"})
    outcomes = [receipt.outcome for receipt in phone.push([weighed, doctor, closing, unknown])]
    assert outcomes == ["applied", "quarantined", "quarantined", "quarantined"]


def test_withdrawing_a_step_a_closing_and_an_opening_takes_each_back() -> None:
    village = Village()
    child = wasted(village)
    path = opened(village, child)
    first = step(village, path, child, "weighed", "2026-03-19", values={"weight_kg": 54.0})
    closing = village.write("path.closed", path, {"person": child, "outcome": "died", "date": "2026-03-19"})
    village.write("entry.voided", path, {"target": first.id, "reason": "salah"})
    village.write("entry.voided", path, {"target": closing.id, "reason": "salah"})
    row = Path.objects.get(pk=path)
    assert (row.status, row.outcome, [s["step"] for s in row.steps]) == ("open", None, ["weighed"])
    assert row.steps[0]["values"]["weight_kg"] == 5.35
    village.write("entry.voided", path, {"target": str(Entry.objects.get(kind="path.opened").pk), "reason": "salah"})
    assert Path.objects.get(pk=path).status == "void"
    assert not differences()


def test_a_path_moves_with_its_family_and_what_is_written_late_follows() -> None:
    village = Village()
    family = village.family()
    child = wasted(village, family)
    path = opened(village, child)
    before = step(village, path, child, "weighed", "2026-03-19", values={"weight_kg": 5.4})
    village.move(family)
    late = step(village, path, child, "fed", "2026-03-19", result="all", values={"portions": 7})
    village.write("entry.voided", path, {"target": before.id, "reason": "salah"})
    row = Path.objects.get(pk=path)
    assert str(row.post_id) == village.there
    assert [s["step"] for s in row.steps] == ["weighed", "fed"]
    assert late.id not in [s["entry"] for s in row.steps]
    assert not differences()


def test_paths_of_two_records_that_are_one_child_are_read_together() -> None:
    village = Village()
    kept, gone = wasted(village), wasted(village, name="Aisyah P")
    path = opened(village, gone)
    village.write("person.merged", kept, {"gone": gone})
    with at("2026-03-13T09:00"):
        (line,) = open_paths(posts(village), clock.today())
        assert (line.person.id, str(line.path.pk)) == (kept, path)
        assert proposals(posts(village), clock.today()) == []
        assert [str(one.path.pk) for one in paths_of([kept, gone], clock.today())] == [path]


def test_a_relapse_opens_a_new_path() -> None:
    village = Village()
    child = wasted(village)
    path = opened(village, child)
    village.write("path.closed", path, {"person": child, "outcome": "recovered", "date": "2026-04-01"})
    village.weigh(child, "2026-04-20", 5.4, length_height_cm=66.0, measured="l")
    with at("2026-04-21T09:00"):
        assert [one.person.id for one in proposals(posts(village), clock.today())] == [child]
        opened(village, child, "2026-04-21")
        lines = paths_of([child], clock.today())
    assert [line.path.status for line in lines] == ["open", "closed"]


def test_a_path_of_another_child_is_refused() -> None:
    village = Village()
    child, other = wasted(village), village.child(name="Budi")
    path = opened(village, child)
    with pytest.raises(Refused):
        step(village, path, other, "weighed", "2026-03-19", values={"weight_kg": 5.4})


def test_the_pages_lead_from_the_weighing_to_the_end(client: Client) -> None:
    village = Village()
    child = wasted(village)
    kit.sign_in(client, village.where.officer)
    with at("2026-03-12T09:00"):
        page = client.get("/jalur-tumbuh/").content.decode()
        assert "Aisyah Putri" in page and "Gizi kurang" in page
        confirm = f"/jalur-tumbuh/pastikan/{child}/"
        assert client.post(confirm, {"day": "2026-03-12"}).status_code == 422
        typed = {"day": "2026-03-12", "weight_kg": "5.35", "length_height_cm": "64.2", "reasons": ["wasting"]}
        address = client.post(confirm, typed)["Location"]
        assert Path.objects.get().reasons == ["wasting"]
        client.post(f"{address}?langkah=doctor", {"day": "2026-03-12", "result": "outpatient", "note": "Baik"})
        assert client.post(f"{address}?langkah=weighed", {"day": "2026-03-13"}).status_code == 422
        page = client.get(address).content.decode()
        assert "Rawat jalan" in page and "Baik" in page and '<svg class="chart-svg"' in page
        client.post(f"{address}?langkah=tutup", {"day": "2026-03-12", "outcome": "referred"})
    assert Path.objects.get().outcome == "referred"


def test_a_child_who_grows_well_after_all_is_not_asked_about_again(client: Client) -> None:
    village = Village()
    child = wasted(village)
    kit.sign_in(client, village.where.officer)
    with at("2026-03-12T09:00"):
        client.post(f"/jalur-tumbuh/pastikan/{child}/", {"do": "well"})
        assert proposals(posts(village), clock.today()) == []
    assert Path.objects.get().status == "void"


def test_an_erased_child_leaves_no_path(tmp_path: File, monkeypatch: pytest.MonkeyPatch) -> None:
    from simpul.care.tests.test_erasing import ordered

    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))
    village = Village()
    child = wasted(village)
    opened(village, child)
    ordered(subjects=[child])
    assert not Path.objects.exists() and not Person.objects.filter(pk=child).exists()
    assert not differences()
