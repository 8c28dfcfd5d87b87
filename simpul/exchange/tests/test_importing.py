"""A sheet comes in: children and measurements appear, what is there stays, what is wrong comes back."""

from datetime import date

import pytest

from simpul.care.growth import score_persons
from simpul.care.models import Dose, Growth, Visit
from simpul.care.tests.stories import Village
from simpul.exchange import problem_list
from simpul.exchange.models import Import
from simpul.exchange.tests import kit
from simpul.journal.actions.verify import verify
from simpul.journal.models import Entry
from simpul.people.models import Person
from simpul.people.queries import suspects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]


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


def test_growth_after_a_sheet_is_that_of_the_whole_curve(village: Village) -> None:
    """Children with several new weighings, with one between others, with one that is the latest."""
    kit.bring(village, kit.xlsx("identity", [kit.child(n) for n in (1, 2, 3)]))
    kit.bring(village, kit.xlsx("measurement", [kit.weighing(2, "2025-11-12"), kit.weighing(2, BERAT=9)]))
    lines = [kit.weighing(1, day) for day in ("2025-11-10", "2025-12-10", "2026-01-10")]
    kit.bring(village, kit.csv("measurement", [*lines, kit.weighing(2, "2025-12-12", BERAT="8,6"), kit.weighing(3)]))
    kept = list(Growth.objects.order_by("visit").values())
    assert len(kept) == 7 and {row["mark"] for row in kept} != {None}
    Growth.objects.all().delete()
    score_persons({str(pk) for pk in Person.objects.values_list("pk", flat=True)})
    assert kept == list(Growth.objects.order_by("visit").values())
