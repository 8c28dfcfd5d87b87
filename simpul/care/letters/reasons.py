"""What a place reads of why somebody comes: what the cards found, and what was measured that led to it.

The sentence of a card is spoken to the family and stays with it; whoever treats reads the finding.
"""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.care.findings import finding_of, led_to
from simpul.care.inbox_lines import why
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.network.links.rules import rules
from simpul.network.models import Request
from simpul.network.places import asked_unit
from simpul.registry.models import Unit


def reasons(request: Request) -> list[str]:
    """In the order of the inbox: dangers, then the finding with the day it was measured, then the rest."""
    if not _treats(request):
        return why(request, "")
    visit = led_to(request, timedelta(days=int(rules()["finding_days"])))
    words = finding_of(visit) if visit is not None else ""
    if visit is None or not words:
        return why(request, "", _found)
    measured = _("diukur %(day)s") % {"day": date_format(visit.date, "j F Y")}
    return why(request, f"{words} ({measured})", _found)


@cache
def findings() -> Mapping[str, Mapping[str, str]]:
    """By the id of a card's rule, what it found; the file is read once."""
    found: Mapping[str, Mapping[str, str]] = read_json(CONTENT_DIR / "programme" / "referral-findings.json")["findings"]
    return found


def _found(reason: Mapping[str, Any]) -> str:
    """What the rule found; what was said where no card speaks."""
    return say(findings().get(str(reason.get("rule")))) or str(reason.get("text", ""))


def _treats(request: Request) -> bool:
    """Whether a place of health is asked: to any other a measure of the body says more than it needs."""
    asked = Unit.objects.filter(pk=asked_unit(request.post_id, request.to_unit_id))
    return asked.filter(kind__in=rules()["findings_to"]).exists()
