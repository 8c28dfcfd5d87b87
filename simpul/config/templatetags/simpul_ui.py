"""Icons, form controls and words for templates."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from simpul.base import clock
from simpul.base.problems import Problem, problems
from simpul.base.spans import span
from simpul.base.words import say

register = template.Library()
SPRITE = "ui/generated/icons.svg"


@register.simple_tag
def icon(name: str) -> SafeString:
    """A lucide icon from the sprite. It always stands beside its word, so screen readers skip it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static(SPRITE),
        name,
    )


@register.filter
def as_input(field: BoundField) -> SafeString:
    """A form control with the look of the house; Django ties it to its help and its errors."""
    return field.as_widget(attrs={"class": "input"})


@register.simple_tag(takes_context=True)
def problems_here(context: template.Context) -> list[Problem]:
    """What is wrong in the forms of this page: for its title and for the list above everything else."""
    return problems(context.flatten())


@register.inclusion_tag("parts/print_head.html", takes_context=True)
def print_head(context: template.Context, title: str, area: str = "") -> dict[str, object]:
    """What each printed page of an office begins with: its title, of where, who printed it by role, and when.

    A person's name is not asked for here: a sheet that lies about tells whose desk it is from, and no more.
    """
    place = context["shell"]["place"] if "shell" in context else ""
    return {"title": title, "area": area, "who": place or _("tamu"), "at": clock.now()}


@register.filter
def since(moment: datetime | None) -> str:
    """How long ago, in the largest fitting unit: "5 menit lalu"; "belum pernah" for None."""
    if moment is None:
        return _("belum pernah")
    passed = clock.now() - moment
    return _("baru saja") if passed < timedelta(minutes=1) else _("%(span)s lalu") % {"span": span(passed)}


register.filter("span", span)
register.filter("say", say)


@register.filter
def percent(share: float) -> str:
    """A share of 1 as whole percent: "7%"."""
    return f"{round(share * 100)}%"


@register.filter
def at(mapping: Mapping[str, object], key: str) -> object:
    """The value of a key; empty when it is not there."""
    return mapping.get(key, "")
