"""A sheet comes in: children and measurements appear, what is there stays, what is wrong comes back."""

from datetime import date
from typing import Any

import pytest

from simpul.care.models import Dose, Growth, Visit
from simpul.care.tests.stories import Village, at
from simpul.exchange import problem_list, worker
from simpul.exchange.actions import confirm
from simpul.exchange.models import Import, Written
from simpul.exchange.tests import kit
from simpul.journal.actions.append import append
from simpul.journal.actions.verify import verify
from simpul.journal.models import Entry
from simpul.people.models import Family, Person
from simpul.people.queries import suspects

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Village:
    return Village()


@pytest.fixture(autouse=True)
def day() -> object:
    with at("2026-02-10T08:00") as moment:
        yield moment


def codes(job: Import) -> dict[int, list[str]]:
    return {row: [one.code for one in found] for row, found in problem_list.unpack(bytes(job.problems)).items()}


def test_identities_become_children_with_their_families(village: Village) -> None:
    job = kit.bring(village, kit.xls("identity", [kit.child(1), kit.child(2)]))
    assert job.state == "done"
    assert job.result["counts"]["children_new"] == 2
    person = Person.objects.get(nik="3174015201250001")
    assert (person.name, person.sex, str(person.birth_date)) == ("Bagas Hartono", "P", "2025-02-11")
    assert person.birth_weight_kg == 3.1 and person.birth_length_cm == 49 and person.gestational_age_weeks == 39
    assert person.extra["eppgbm"] == {"early_breastfeeding": True}
    assert person.family is not None and person.family.kk_number == "3174010101200001"
    assert person.family.head_name == "Ibu Siregar" and person.family.rt == "004"


def test_measurements_reach_the_curve(village: Village) -> None:
    kit.bring(village, kit.xlsx("identity", [kit.child(1)]))
    job = kit.bring(
        village, kit.csv("measurement", [kit.weighing(1, vita="Ya"), kit.weighing(1, "2025-12-10", BERAT=8)])
    )
    assert (job.result["counts"]["visits_new"], job.result["counts"]["doses_new"]) == (2, 1)
    visits = list(Visit.objects.order_by("date"))
    assert [v.values["weight_kg"] for v in visits] == [8.0, 8.4]
    assert visits[1].values == {
        "weight_kg": 8.4, "length_height_cm": 71.5, "muac_cm": 14.2, "measured": "l", "oedema": False,
    }  # fmt: skip
    assert visits[1].results["source"]["id"] == "eppgbm"
    assert Growth.objects.count() == 2
    assert Dose.objects.get().product == "VITA-BIRU"


def test_a_download_brings_child_and_measurements_at_once(village: Village) -> None:
    line = {
        "NIK": "3174015201250009", "Nama": "Zahra", "JK": "P", "Tgl Lahir": "11/02/2025", "BB Lahir": "3100",
        "Nama Ortu": "Siti", "Posyandu": "POSYANDU MELATI-1", "RT": "4", "Tanggal Pengukuran": "10-06-2025",
        "Berat": "6.2", "Tinggi": "61", "Cara Ukur": "Telentang", "LiLA": "0", "ZS BB/U": "-0.4",
    }  # fmt: skip
    job = kit.bring(village, kit.xls("export", [line, line | {"Tanggal Pengukuran": "12-07-2025", "Berat": "6.9"}]))
    assert codes(job) == {}
    assert Person.objects.get().birth_weight_kg == 3.1
    assert [v.values["weight_kg"] for v in Visit.objects.order_by("date")] == [6.2, 6.9]
    assert all("muac_cm" not in v.values for v in Visit.objects.all())


def test_a_child_whom_a_kader_registered_is_known_by_nik_and_by_likeness(village: Village) -> None:
    one = village.child(village.family(), name="Bagas Hartono", nik="3174015201250001", birth_date="2025-02-11")
    two = village.child(
        village.family(), name="Kirana Hartono", birth_date="2025-03-12", sex="L", mother_name="Ibu Nasution"
    )
    job = kit.bring(village, kit.csv("identity", [kit.child(1), kit.child(2)]))
    assert {str(pk) for pk in Person.objects.values_list("pk", flat=True)} == {one, two}
    assert job.result["counts"]["children_new"] == 0
    assert job.result["counts"]["duplicates_sure"] == 1
    kit.bring(village, kit.csv("measurement", [kit.weighing(1), kit.weighing(2)]))
    assert {str(pk) for pk in Visit.objects.values_list("person", flat=True)} == {one, two}


def test_a_likely_twin_is_registered_and_shown_among_the_twins_never_merged(village: Village) -> None:
    known = village.child(village.family(), name="Kirana Hartono", birth_date="2025-03-12", sex="L")
    job = kit.bring(village, kit.csv("identity", [kit.child(2, nama_ortu="", NIK="")]))
    assert job.preview["counts"]["duplicates_likely"] == 1
    assert Person.objects.filter(merged_into=None).count() == 2
    pairs = suspects({village.here}, date(2026, 2, 10))
    assert [{known} & {pair.a.id, pair.b.id} for pair in pairs] == [{known}]


def test_the_same_sheet_twice_writes_nothing_twice(village: Village) -> None:
    sheet = kit.xlsx("identity", [kit.child(n) for n in range(5)])
    kit.bring(village, sheet)
    entries = Entry.objects.count()
    again = kit.bring(village, sheet)
    assert again.result["counts"]["children_known"] == 5
    assert Entry.objects.count() == entries


def test_what_contradicts_the_register_comes_back_and_changes_nothing(village: Village) -> None:
    kit.bring(village, kit.xlsx("identity", [kit.child(1)]))
    kit.bring(village, kit.xlsx("measurement", [kit.weighing(1)]))
    job = kit.bring(village, kit.xlsx("measurement", [kit.weighing(1, BERAT="9,9", lingkar_kepala=44)]))
    assert codes(job) == {2: ["differs"]}
    assert Visit.objects.get().values["weight_kg"] == 8.4
    kit.bring(village, kit.xlsx("measurement", [kit.weighing(1, lingkar_kepala=44)]))
    assert Visit.objects.get().values["head_cm"] == 44


def test_rows_that_contradict_each_other_come_back_together(village: Village) -> None:
    kit.bring(village, kit.xlsx("identity", [kit.child(1)]))
    job = kit.bring(village, kit.xlsx("measurement", [kit.weighing(1), kit.weighing(1, BERAT="8,5")]))
    assert codes(job) == {2: ["sheet_conflict"], 3: ["sheet_conflict"]}
    assert Visit.objects.count() == 0


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"BERAT": "84"}, "range"),
        ({"BERAT": "delapan"}, "number"),
        ({"TANGGALUKUR": "2027-01-01"}, "date_in_future"),
        ({"TANGGALUKUR": "2024-01-01"}, "before_birth"),
        ({"TANGGALUKUR": "31/02/2025"}, "date"),
        ({"nama_posyandu": "Kamboja"}, "post_unknown"),
        ({"NIK": "", "nama_anak": "Siapa Ini"}, "child_unknown"),
        ({"NIK": "123"}, "nik_length"),
        ({"NIK": "3,17402E+15"}, "nik_as_number"),
        ({"BERAT": "", "TINGGI": "", "LILA": "-"}, "nothing_measured"),
        ({"CARAUKUR": "miring"}, "measured"),
    ],
)
def test_a_bad_row_says_what_and_how_to_repair(village: Village, over: dict[str, str], code: str) -> None:
    kit.bring(village, kit.xlsx("identity", [kit.child(1), kit.child(2)]))
    job = kit.bring(village, kit.csv("measurement", [kit.weighing(1) | over, kit.weighing(2)]))
    assert codes(job) == {2: [code]}
    [problem] = problem_list.unpack(bytes(job.problems))[2]
    assert "{" not in problem.what + problem.repair and problem.what and problem.repair
    assert Visit.objects.count() == 1


def test_a_nik_of_another_child_is_not_that_child(village: Village) -> None:
    village.child(village.family(), name="Sekar Ayu", nik="3174015201250001", birth_date="2024-05-05")
    job = kit.bring(village, kit.csv("identity", [kit.child(1)]))
    assert codes(job) == {2: ["nik_of_other"]}
    job = kit.bring(village, kit.csv("measurement", [kit.weighing(1)]))
    assert codes(job) == {2: ["nik_of_other"]}


def test_undoing_takes_everything_back_and_the_sheet_can_come_again(village: Village) -> None:
    village.weigh(village.child(village.family()), "2026-01-10", 7.0)
    before = kit.picture()
    first = kit.bring(village, kit.xlsx("identity", [kit.child(n) for n in range(4)]))
    second = kit.bring(village, kit.xlsx("measurement", [kit.weighing(n, vita="Ya") for n in range(4)]))
    full = kit.picture()
    assert kit.take_back(village, second).state == "undone"
    assert kit.take_back(village, first).state == "undone"
    assert kit.picture() == before
    kit.bring(village, kit.xlsx("identity", [kit.child(n) for n in range(4)]))
    kit.bring(village, kit.xlsx("measurement", [kit.weighing(n, vita="Ya") for n in range(4)]))
    assert kit.picture() == full
    assert verify().sound


def test_a_child_on_whom_was_built_since_stays(village: Village) -> None:
    job = kit.bring(village, kit.xlsx("identity", [kit.child(1), kit.child(2)]))
    kept = Person.objects.get(nik="3174015201250001")
    village.weigh(str(kept.pk), "2026-02-01", 8.0)
    done = kit.take_back(village, job)
    assert done.result["stays"] == 1
    assert [p.pk for p in Person.objects.filter(status="active")] == [kept.pk]


def test_an_import_that_stopped_goes_on_where_it_was(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PART", 2)
    job = kit.upload(village, kit.xlsx("identity", [kit.child(n) for n in range(6)]))
    confirm.confirm(village.where.officer, job)
    real = append
    calls: list[int] = []

    def dies(*args: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise ConnectionError("the machine went dark")
        return real(*args)

    monkeypatch.setattr(worker, "append", dies)
    assert worker.run_waiting() == 0
    part = Written.objects.count()
    assert part == 4 and Entry.objects.count() == 4
    assert worker.run_waiting() == 0, "a worker that was heard of a moment ago is not taken over"
    with at("2026-02-10T08:05"):
        assert worker.run_waiting() == 1
    job.refresh_from_db()
    assert job.state == "done" and job.result["counts"]["children_new"] == 6
    assert Person.objects.count() == 6 and Family.objects.count() == 6


def test_what_fails_again_and_again_stops_and_can_be_let_on(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*args: Any) -> Any:
        raise ConnectionError("no")

    job = kit.upload(village, kit.csv("identity", [kit.child(1)]))
    confirm.confirm(village.where.officer, job)
    with monkeypatch.context() as broken:
        broken.setattr(worker, "append", dies)
        for minute in range(0, 30, 3):
            with at(f"2026-02-10T08:{minute:02}"):
                worker.run_waiting()
    job.refresh_from_db()
    assert (job.state, Person.objects.count()) == ("failed", 0)
    with at("2026-02-10T09:00"):
        confirm.confirm(village.where.officer, job)
        worker.run_waiting()
    job.refresh_from_db()
    assert (job.state, Person.objects.count()) == ("done", 1)


def test_an_officer_who_was_taken_off_the_post_ends_the_import(village: Village) -> None:
    job = kit.upload(village, kit.csv("identity", [kit.child(1)]))
    confirm.confirm(village.where.officer, job)
    village.where.officer.assignments.update(ends_on="2026-02-09")
    worker.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.result["why"], Person.objects.count()) == ("failed", "not_assigned", 0)


def test_two_workers_never_do_the_same_import(village: Village) -> None:
    job = kit.upload(village, kit.csv("identity", [kit.child(1)]))
    confirm.confirm(village.where.officer, job)
    assert worker._claim() is not None
    assert worker._claim() is None


def test_an_import_is_taken_back_while_it_runs(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    """The part under way is kept whole, the next never begins, and what stands is withdrawn."""
    monkeypatch.setattr(worker, "PART", 2)
    job = kit.upload(village, kit.xlsx("identity", [kit.child(n) for n in range(6)]))
    confirm.confirm(village.where.officer, job)
    real = append
    calls: list[int] = []

    def is_stopped(*args: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            job.refresh_from_db()
            assert job.state == "running"
            confirm.undo(village.where.officer, job)
        return real(*args)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(worker, "append", is_stopped)
        assert worker.run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, len(calls)) == ("undone", 2)
    assert Person.objects.exists() and not Person.objects.filter(status="active").exists()
    again = kit.bring(village, kit.xlsx("identity", [kit.child(n) for n in range(6)]))
    assert again.state == "done" and Person.objects.filter(status="active").count() == 6


def test_an_end_does_not_overwrite_that_it_is_taken_back(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taken back after the last part was written and before the end was set down."""
    job = kit.upload(village, kit.csv("identity", [kit.child(1)]))
    confirm.confirm(village.where.officer, job)
    real = problem_list.pack

    def is_stopped(problems: Any) -> Any:
        job.refresh_from_db()
        confirm.undo(village.where.officer, job)
        return real(problems)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(problem_list, "pack", is_stopped)
        worker.run_waiting()
    job.refresh_from_db()
    assert job.state == "undone" and not Person.objects.filter(status="active").exists()
