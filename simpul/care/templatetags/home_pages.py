"""Words for visits at home and for measuring."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template

from simpul.base.words import say
from simpul.care.homevisits.queries import findings_of
from simpul.knowledge.homevisits import load_plan

register = template.Library()


@register.inclusion_tag("care/parts/home_findings.html")
def home_findings(records: Iterable[str]) -> dict[str, Any]:
    """What visits at home found of a person, and what was done about it. The page has written down who reads it."""
    plan = load_plan()
    words = {name: say(label) for name, label in plan.categories.items()}
    actions = {name: say(label) for name, label in plan.actions.items()}
    return {"findings": findings_of(records), "words": words, "action_words": actions}


@register.filter
def spoken(words: Mapping[str, str]) -> str:
    """A sentence of the content in the language of the page."""
    return say(words)


@register.filter
def day(text: str) -> date | None:
    """A day written `YYYY-MM-DD`; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@register.filter
def percent(share: float) -> str:
    """A share as whole per cent."""
    return f"{share * 100:.0f} %"
