"""Lists of names: each person on the lists that are theirs, nobody on another, with what was given."""

from typing import Any

import pytest

from simpul.base import ids
from simpul.care.tests.stories import Village
from simpul.exchange.reporting.lists import list_table, lists
from simpul.exchange.reporting.month import parse_month
from simpul.exchange.reporting.places import post_by_code
from simpul.exchange.reporting.tables import Table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]
MONTH = "2026-02"


def listed(village: Village, name: str, month: str = MONTH) -> Table:
    return list_table(name, [post_by_code(village.here)], parse_month(month))


def names(table: Table) -> list[str]:
    return [str(row[2]) for row in table.rows]


def told(table: Table) -> dict[str, tuple[Any, ...]]:
    """Name → the cells that are the list's own."""
    return {str(row[2]): tuple(row[12:]) for row in table.rows}


def person(village: Village, name: str, born: str, sex: str = "P", **over: Any) -> str:
    return village.child(name=name, birth_date=born, sex=sex, **over)


def dose(village: Village, who: str, product: str, day: str, number: int | None = None, **over: Any) -> None:
    village.write("dose.given", who, {"product": product, "number": number, "date": day} | over)


def test_everybody_is_on_the_list_of_their_age(village: Village) -> None:
    ages = {
        "bayi": "2025-03-01",
        "balita": "2025-02-28",
        "prasekolah": "2021-02-28",
        "sekolah": "2020-02-28",
        "remaja": "2011-02-28",
        "dewasa": "2007-02-28",
        "lansia": "1966-02-28",
    }
    for group, born in ages.items():
        person(village, group, born, sex="L")
    person(village, "besok", "2026-03-01")
    for group in ages:
        assert names(listed(village, f"sasaran-{group}")) == [group]
    person(village, "ibu", "1995-05-05")
    assert names(listed(village, "sasaran-wus")) == ["ibu"]


def test_mothers_are_listed_by_their_state_and_not_by_age(village: Village) -> None:
    expecting, nursing = person(village, "Sari", "1998-01-01"), person(village, "Dewi", "1997-01-01")
    for who, lmp in ((expecting, "2025-11-01"), (nursing, "2025-03-01")):
        pregnancy = str(ids.uuid7())
        village.write("pregnancy.opened", pregnancy, {"person": who, "lmp": lmp})
        if who == nursing:
            village.write("pregnancy.closed", pregnancy, {"outcome": "birth", "date": "2025-12-06"})
    assert names(listed(village, "sasaran-ibu-hamil")) == ["Sari"]
    assert names(listed(village, "sasaran-nifas-menyusui")) == ["Dewi"]


def test_vitamin_a_says_which_capsule_and_when(village: Village) -> None:
    small, big = person(village, "Kecil", "2025-08-20"), person(village, "Besar", "2024-01-05")
    person(village, "Terlalu kecil", "2025-09-10")
    dose(village, big, "VITA-MERAH", "2026-02-11")
    dose(village, small, "VITA-BIRU", "2026-03-02")
    february = told(listed(village, "vitamin-a"))
    assert set(february) == {"Kecil", "Besar"}
    assert "biru" in february["Kecil"][0] and february["Kecil"][1] is None
    assert "merah" in february["Besar"][0] and str(february["Besar"][1]) == "2026-02-11"


def test_vitamin_a_outside_its_round_says_so_and_a_sweep_shows_who_still_lacks_it(village: Village) -> None:
    had = person(village, "Sudah", "2024-01-05")
    person(village, "Belum", "2024-01-06")
    dose(village, had, "VITA-MERAH", "2026-02-11")
    sweep, after = listed(village, "vitamin-a", "2026-03"), listed(village, "vitamin-a", "2026-04")
    assert names(sweep) == ["Belum"] and "sweeping" in sweep.notes[0]
    assert str(told(after)["Sudah"][1]) == "2026-02-11" and told(after)["Belum"][1] is None
    assert "Bukan bulan vitamin A" in after.notes[0] and "Februari 2026" in after.notes[0]
    assert not listed(village, "vitamin-a").notes
    assert str(listed(village, "vitamin-a", "2026-01").notes[0]).count("Agustus 2025") == 1


def test_the_first_column_is_a_number_and_not_a_no(village: Village) -> None:
    person(village, "Bima", "2024-06-01")
    table = listed(village, "sasaran-balita")
    assert (table.heads[0].label, table.rows[0][0]) == ("Nomor", 1)


def test_zero_dose_and_drop_out(village: Village) -> None:
    person(village, "Belum", "2024-06-01")
    person(village, "Dipantau", "2025-08-01")
    person(village, "Terlalu muda", "2026-01-01")
    dropped, complete = person(village, "Putus", "2024-06-01"), person(village, "Lengkap", "2024-06-01")
    for who, days in ((dropped, ["2024-08-01"]), (complete, ["2024-08-01", "2024-09-01", "2024-10-01"])):
        for number, day in enumerate(days, start=1):
            dose(village, who, "DPT-HB-Hib", day, number)
    zero = told(listed(village, "zero-dose"))
    assert {name: cells[0] for name, cells in zero.items()} == {
        "Belum": "zero-dose",
        "Dipantau": "terlambat, belum zero-dose",
    }
    gone = told(listed(village, "drop-out"))
    assert set(gone) == {"Putus"} and gone["Putus"][0] == "DPT" and "DPT 3×" in gone["Putus"][1]


def test_iron_in_pregnancy_counts_each_day_once_and_this_pregnancy_only(village: Village) -> None:
    who = person(village, "Sari", "1998-01-01")
    village.write("pregnancy.opened", str(ids.uuid7()), {"person": who, "lmp": "2025-11-02"})
    dose(village, who, "TTD", "2025-06-01", quantity=30)
    dose(village, who, "TTD", "2026-01-10", quantity=30)
    for day, tablets in (("2026-01-10", 30), ("2026-02-07", 20)):
        data = {"visit": ids.visit_id(village.here, who, day), "date": day, "card": "hamil", "step": 4}
        village.write("visit.recorded", who, data | {"values": {"ttd_given": tablets}})
    assert told(listed(village, "ttd-bumil")) == {"Sari": (16, 50, 40)}


def test_girls_by_month_and_year(village: Village) -> None:
    who = person(village, "Rani", "2012-05-05")
    person(village, "Rano", "2012-05-05", sex="L")
    for day, count in (("2025-12-20", 4), ("2026-01-05", 4), ("2026-02-05", 4)):
        dose(village, who, "TTD", day, quantity=count)
    assert told(listed(village, "ttd-remaja")) == {"Rani": (4, 8)}


def test_a_merged_record_is_not_a_second_child(village: Village) -> None:
    kept, gone = person(village, "Bima", "2024-06-01"), person(village, "Bima P", "2024-06-01")
    dose(village, gone, "DPT-HB-Hib", "2024-08-01", 1)
    village.write("person.merged", kept, {"gone": gone})
    assert names(listed(village, "zero-dose")) == []
    assert names(listed(village, "sasaran-balita")) == ["Bima"]


def test_every_list_can_be_made_and_names_whom_it_shows(village: Village) -> None:
    who = person(village, "Aisyah", "2025-01-01")
    for name in lists():
        table = listed(village, name)
        assert all(len(row) == len(table.heads) for row in table.rows)
        assert dict(table.persons) == ({village.here: [who]} if table.rows else {})


def test_an_unknown_list_says_which_there_are(village: Village) -> None:
    with pytest.raises(ValueError, match="vitamin-a"):
        listed(village, "vitamin-b")
