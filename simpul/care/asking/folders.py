"""The folders of an inbox: what waits for whom, as seen from the places where the actor works."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from simpul.network import workflow
from simpul.network.models import Request
from simpul.network.places import WORKING, held_by
from simpul.registry.models import Account

FOLDERS = (
    ("answer", _("Perlu dikerjakan")),
    ("scheduled", _("Terjadwal")),
    ("post", _("Di posyandu")),
    ("elsewhere", _("Di tempat lain")),
    ("done", _("Selesai")),
)
DONE_WITHIN = timedelta(days=60)
Units = list[UUID]


def folders_of(actor: Account, now: datetime) -> "Folders":
    """The folders of somebody who works where the actor does. One query."""
    units = [one.unit_id for one, _ in held_by(actor) if one.role in WORKING and one.unit_id is not None]
    return Folders(units, now)


class Folders:
    """Which requests lie in which folder, as seen from these units."""

    def __init__(self, mine: Units, now: datetime) -> None:
        """`mine`: the units at which somebody works."""
        self._now = now
        here = Q(post__post__puskesmas__in=mine) | Q(post__in=mine)
        self._at = {
            "asked": Q(to_unit__in=mine) | ((Q(to_unit=None) | Q(to_unit=F("post__post__puskesmas"))) & here),
            "here": here,
            # Opened at a unit: whoever sent it is the unit itself.
            "of_unit": Q(post__post=None),
            "own": Q(post__post=None) & Q(post__in=mine),
        }

    def which(self, name: str) -> Q:
        """The requests of one folder."""
        asked, here, of_unit, own = self._at.values()
        unit, home, sender = _waiting("unit"), _waiting("puskesmas"), _waiting("post")
        return {
            "answer": (unit & asked) | (home & here) | (sender & own),
            "scheduled": _waiting("family"),
            "post": sender & ~of_unit,
            "elsewhere": (unit & ~asked) | (home & ~here) | (sender & of_unit & ~own),
            "done": _waiting(None) & Q(state_since__gte=self._now - DONE_WITHIN),
        }[name]

    def shown(self) -> Q:
        """Those that lie in any folder: open, or ended lately."""
        return Q(open=True) | Q(state_since__gte=self._now - DONE_WITHIN)

    def counts(self, requests: QuerySet[Request]) -> tuple[dict[str, int], int]:
        """How many lie in each folder, and how many of those to be answered are late.

        One row for each state and standing of the reader: conditions of five folders in one statement cost a quarter of
        the page to put together.
        """
        seen = {name: Case(When(which, then=True), default=False) for name, which in self._at.items()}
        rows = requests.filter(self.shown()).annotate(**seen).order_by().values("workflow", "state", *seen)
        counted = rows.annotate(many=Count("pk"), late=Count("pk", filter=Q(due_at__lt=self._now)))
        found, late = dict.fromkeys((name for name, _words in FOLDERS), 0), 0
        for row in counted:
            name = _folder_of(row)
            found[name] += row["many"]
            late += row["late"] if name == "answer" else 0
        return found, late


def _folder_of(row: Mapping[str, Any]) -> str:
    """The folder of a state, by whom it waits for and where the reader stands."""
    whom = workflow.load(row["workflow"]).states[row["state"]].waits_for
    if whom is None or whom == "family":
        return "done" if whom is None else "scheduled"
    if row[{"unit": "asked", "puskesmas": "here", "post": "own"}[whom]]:
        return "answer"
    return "post" if whom == "post" and not row["of_unit"] else "elsewhere"


def _waiting(whom: str | None) -> Q:
    """Requests that wait for `unit`, `puskesmas`, `post`, `family`; None: that have ended."""
    found = Q(pk__in=[])
    for flow in workflow.all_flows():
        states = [state.id for state in flow.states.values() if state.waits_for == whom]
        found |= Q(workflow=flow.id, state__in=states) if states else Q(pk__in=[])
    return found
