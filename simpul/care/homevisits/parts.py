"""The parts of visits at home: what phones hold of them, and what moves along with a family."""

from typing import Any

from simpul.care.homevisits.folding import lay_check, lay_visit
from simpul.care.homevisits.kinds import KINDS
from simpul.care.homevisits.models import HomeCheck, HomePlan, HomeVisit
from simpul.care.homevisits.wire import HomeCheckRow, HomePlanRow, HomeVisitRow
from simpul.journal.kinds import Part, register, register_part
from simpul.journal.models import Projected
from simpul.people.hooks import Carrier, carry
from simpul.people.moving import of_persons
from simpul.people.records import as_row

SENSITIVE = {"values.mental_illness": "K2"}
"""Answers about the house that stay at the puskesmas."""


def of_family(model: type[Projected]) -> Any:
    """A carrier's `of`: rows of the post about the family itself."""

    def rows(post: str, family: str, persons: list[str]) -> list[Any]:
        return list(model._default_manager.filter(post_id=post, subject=family).order_by("id"))

    return rows


def _arrived_visit(visit: HomeVisit) -> None:
    lay_visit(visit, visit.given)


def _arrived_check(check: HomeCheck) -> None:
    lay_check(check, check.given)


def register_all() -> None:
    """Tell the journal of the kinds and parts, and the people room of what moves along."""
    for kind in KINDS:
        register(kind)
    register_part(Part("homevisits", HomeVisit, lambda row: as_row(row, HomeVisitRow), classes=SENSITIVE))
    register_part(Part("homechecks", HomeCheck, lambda row: as_row(row, HomeCheckRow)))
    register_part(Part("homeplans", HomePlan, lambda row: as_row(row, HomePlanRow)))
    carry(Carrier("homevisits", HomeVisit, HomeVisitRow, of_family(HomeVisit), also=("given",), arrived=_arrived_visit))
    held = ("given", "fired")
    persons = of_persons(HomeCheck, "person")
    carry(Carrier("homechecks", HomeCheck, HomeCheckRow, persons, also=held, arrived=_arrived_check))
    carry(Carrier("homeplans", HomePlan, HomePlanRow, of_family(HomePlan)))
