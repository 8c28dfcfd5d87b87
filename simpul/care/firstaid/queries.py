"""First aid in words for the office. That it was given is for all who may read the person; how somebody was, and to
whom they were handed, is for the treating team (`templatetags/aid_pages.py`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from simpul.base.words import language, say
from simpul.care.dossier import account_names
from simpul.care.firstaid.models import FirstAid
from simpul.knowledge import first_aid
from simpul.knowledge.colour_scales import P3lp, Shown


@dataclass(frozen=True)
class Line:
    """One path in words. `zone` None where none was seen; `handed` to whom; `by` the kader's name."""

    row: FirstAid
    zone: Shown | None
    actions: list[str]
    handed: str
    by: str


def of_person(records: Iterable[str]) -> list[Line]:
    """What was done for a person (all records of the same person), the latest first."""
    return _lines(FirstAid.objects.filter(person__in=list(records), status="ok").order_by("-date", "-seq"))


def of_request(request: str) -> list[Line]:
    """What the kader had done when the request was opened, and since."""
    return _lines(FirstAid.objects.filter(request=request, status="ok").order_by("-date", "-seq"))


def _lines(rows: Iterable[FirstAid]) -> list[Line]:
    found = list(rows)
    names = account_names(row.author for row in found)
    return [_line(row, names.get(str(row.author), "")) for row in found]


def _line(row: FirstAid, by: str) -> Line:
    zone = P3lp(row.zone).shown(language()) if row.zone else None
    actions = [say(first_aid.words("actions", code)) for code in row.actions]
    handed = say(first_aid.words("handovers", row.handed_to)) if row.handed_to else ""
    return Line(row, zone, actions, handed, by)
