"""SIP of the small post: the months counted by hand, and who stands in which register."""

from uuid import UUID

import pytest

from simpul.care.tests.stories import at
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.places import post_by_code
from simpul.exchange.reporting.sip.formats import format_of, formats
from simpul.exchange.reporting.sip.making import sip_table
from simpul.exchange.reporting.tables import Cell, Table
from simpul.exchange.reporting.tests.small_post import LATER, SmallPost

MARCH = Month(2026, 3)
RESULTS = {
    "targets_bumil": 3, "came_bumil": 2, "td_pregnant": 0, "targets_nifas": 2, "vitamin_a_yes": 1,
    "kb_kondom": 0, "kb_pil": 0, "kb_suntik": 0, "S": 8, "K": 5, "D": 5, "N": 1, "BGM": 1,
    "vitamin_a": 1, "pmt": 1, "given_HB0": 0, "given_BCG": 0, "given_DPT_1": 1, "given_DPT_2": 0, "given_MR_1": 0,
    "given_TD_1": 0, "diarrhoea": 1, "oralit": None, "remarks": None,
}  # fmt: skip
"""HB0 was copied from a book: it was not given here."""
VISITORS = {
    "came_bayi": 1, "came_balita": 4, "came_wus": 5, "came_pus": None, "came_bumil": 2, "came_nifas": 1,
    "kaders": 0, "medics": None, "born_l": 0, "born_p": 0, "died_l": 0, "died_p": 0,
}  # fmt: skip
"""Women of 15 to 49: Mira, Nani, Putri, Umi and Wati."""


def lines(table: Table) -> list[dict[str, Cell]]:
    """Rows by the names of their columns."""
    names = [column["from"] for column in format_of(table.id)["columns"]]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


@pytest.mark.django_db(transaction=True)
def test_the_formats_of_the_small_post() -> None:
    small = SmallPost()
    with at(LATER):
        here = [post_by_code(small.village.here)]
        tables = {number: lines(sip_table(number, here, MARCH)) for number in range(1, 8)}
        named = sip_table(2, here, MARCH).persons
    assert [line["month"] for line in tables[7]] == [Month(2026, 1), Month(2026, 2), MARCH]
    assert {name: tables[7][2][name] for name in RESULTS} == RESULTS
    assert {name: tables[6][2][name] for name in VISITORS} == VISITORS
    assert [line["name"] for line in tables[2]] == ["Aisyah", "Fajar"]
    assert [line["name"] for line in tables[3]] == ["Bagas", "Citra", "Eka", "Hadi", "Ilham", "Jihan"]
    assert [line["mother"] for line in tables[5]] == ["Rina", "Putri", "Mira", "Nani", "Oki"]
    assert tables[2][0]["weight_2"] == "5,0 B" and tables[2][0]["weight_3"] == "5,9 N"
    assert str(tables[2][0]["dose_DPT_1"]) == "2026-03-10" and str(tables[2][0]["dose_HB0"]) == "2026-03-02"
    assert tables[3][4]["died"] is not None and tables[3][0]["died"] is None
    born = tables[1][1]
    assert (born["mother"], born["outcome"], str(born["end_date"])) == ("Putri", "lahir hidup", "2026-03-05")
    thin = tables[5][3]
    assert (thin["mother"], thin["muac"], thin["pmt"], thin["weeks"]) == ("Nani", 22.0, "ya", 14)
    assert {UUID(post) for post in named} == {here[0].id} and len(named[small.village.here]) == 2


def test_the_results_have_their_thirty_five_columns() -> None:
    assert len(format_of("sip-7")["columns"]) == 35
    assert [one["id"] for one in formats()] == [f"sip-{number}" for number in range(1, 8)]
