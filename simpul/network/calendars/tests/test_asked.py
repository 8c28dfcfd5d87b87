"""What was asked for: the cases that the phone is held to as well, and that no moment is lost or made up."""

from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.base import clock
from simpul.knowledge.vectors import vectors
from simpul.network.calendars.asked import MOST_CHOSEN, asked_times, fit_of, is_part_of
from simpul.network.models import Request

JAKARTA = ZoneInfo("Asia/Jakarta")
HOURS = [f"2026-11-{day}T{hour:02}:00:00.000Z" for day in range(24, 29) for hour in range(1, 9)]

some_hours = st.lists(st.sampled_from(HOURS), unique=True, max_size=MOST_CHOSEN)
parts: st.SearchStrategy[Literal["pagi", "siang"]] = st.sampled_from(("pagi", "siang"))


def asked(wanted: list[str], wish: dict[str, Any] | None, at: str | None = None, by: str = "petugas") -> Request:
    agreed = clock.parse_iso(at) if at else None
    history = [{"action": "schedule", "by": by}] if at else []
    return Request(wanted=wanted, wish=wish, appointment_at=agreed, opened_by="kader", history=history)


@pytest.mark.parametrize("case", vectors("wishes", "cases"), ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    request = asked(case["wanted"], case["wish"], case["appointment_at"], case["by"])
    said = asked_times(request)
    assert [clock.iso(at) for at in said.chosen] == case["chosen"]
    assert (said.more, said.otherwise) == (case["more"], case["otherwise"])
    assert fit_of(request, JAKARTA) == case["fit"]


@given(picked=some_hours, part=parts, at=st.sampled_from(HOURS))
def test_whatever_stands_in_was_never_chosen(picked: list[str], part: Literal["pagi", "siang"], at: str) -> None:
    """As a phone writes it: named moments, then all of the part of the day."""
    stands_in = [one for one in HOURS if is_part_of(clock.parse_iso(one), part, JAKARTA) and one not in picked]
    request = asked([*picked, *stands_in], {"chosen": len(picked), "otherwise": part}, at)
    assert [clock.iso(one) for one in asked_times(request).chosen] == picked
    if at in picked:
        expected = "asked"
    elif at in stands_in:
        expected = "instead" if picked else "asked"
    else:
        expected = "other"
    assert fit_of(request, JAKARTA) == expected


@given(wanted=st.lists(st.sampled_from(HOURS), unique=True, min_size=1, max_size=40), at=st.sampled_from(HOURS))
def test_an_older_entry_reads_on_and_is_never_called_another_time_wrongly(wanted: list[str], at: str) -> None:
    said = asked_times(asked(wanted, None))
    assert len(said.chosen) + said.more == len(wanted)
    assert fit_of(asked(wanted, None, at), JAKARTA) == ("asked" if at in wanted else "other")
