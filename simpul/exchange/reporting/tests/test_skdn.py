"""SKDN of the small post, counted by hand, and its picture."""

from uuid import UUID
from xml.etree import ElementTree

import pytest

from simpul.exchange.reporting.bars import skdn_svg
from simpul.exchange.reporting.month import Month, year_until
from simpul.exchange.reporting.skdn import Skdn, content, indicators, skdn, table
from simpul.exchange.reporting.tests.small_post import SmallPost

MARCH = Month(2026, 3)
BY_HAND = {
    "S": {"m0_5 P": 1, "m6_11 L": 1, "m12_23 L": 1, "m12_23 P": 2, "m24_59 L": 2, "m24_59 P": 1},
    "K": {"m0_5 P": 1, "m12_23 L": 1, "m12_23 P": 1, "m24_59 L": 1, "m24_59 P": 1},
    "D": {"m0_5 P": 1, "m12_23 L": 1, "m12_23 P": 1, "m24_59 L": 1, "m24_59 P": 1},
    "N": {"m0_5 P": 1},
    "T": {"m12_23 L": 1},
    "O": {},
    "B": {"m12_23 P": 1, "m24_59 L": 1, "m24_59 P": 1},
    "2T": {},
    "BGM": {"m24_59 P": 1},
}
"""Aisyah 3 months; Fajar 11; Bagas 23; Eka and Jihan 12; Hadi 26 and Ilham 31; Citra 49."""


@pytest.mark.django_db(transaction=True)
def test_each_number_of_the_small_post_is_what_was_counted_by_hand() -> None:
    here = UUID(SmallPost().village.here)
    found = skdn([here], MARCH)[here]
    for letter, numbers in BY_HAND.items():
        shown = {
            f"{age['id']} {sex}": number
            for age in content()["ages"]
            for sex in "LP"
            if (number := found.of(letter, age["id"], sex))
        }
        assert shown == numbers, letter
    said = {name: value for name, value, _words in indicators(found)}
    # One gained of the two who could be judged: five were weighed, three of them for the first time.
    assert (said["N/D"], said["D/S"], said["BGM/D"]) == ("50,0%", "62,5%", "20,0%")
    sheet = table(found, [])
    assert [row[-1] for row in sheet.rows] == [8, 5, 5, 1, 1, 0, 3, 0, 1]


def test_an_indicator_without_anybody_says_nothing() -> None:
    assert {value for _name, value, _words in indicators(Skdn(MARCH))} == {"–"}


def test_who_could_not_be_judged_is_not_held_against_the_success() -> None:
    found = Skdn(MARCH)
    found.counts.update({(letter, "m12_23", "L"): n for letter, n in {"D": 10, "N": 4, "O": 1, "B": 1}.items()})
    said = {name: value for name, value, _words in indicators(found)}
    assert said["N/D"] == "50,0%"


def test_the_bars_are_as_high_as_their_numbers_and_named() -> None:
    months = [Skdn(month) for month in year_until(MARCH)]
    months[-1].counts.update(
        {("S", "m0_5", "L"): 8, ("K", "m0_5", "L"): 6, ("D", "m0_5", "L"): 4, ("N", "m0_5", "L"): 2}
    )
    root = ElementTree.fromstring(skdn_svg(months))
    name = "{http://www.w3.org/2000/svg}"
    heights = [float(bar.get("height", 0)) for bar in root.iter(f"{name}rect")]
    assert len(heights) == 12 * 4
    assert [height / heights[-4] for height in heights[-4:]] == pytest.approx([1, 0.75, 0.5, 0.25], abs=0.01)
    said = root.findtext(f"{name}title") or ""
    assert "Maret 2026" in said and "ditimbang bulan ini 4" in said
