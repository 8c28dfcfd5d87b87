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
from simpul.base.spans import span

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
    """A form control with the look of the house, tied to its help and its errors."""
    attrs: dict[str, str | bool] = {"class": "input"}
    if field.errors:
        attrs["aria-invalid"] = "true"
        attrs["aria-describedby"] = f"{field.auto_id}_error"
    return field.as_widget(attrs=attrs)


@register.filter
def since(moment: datetime | None) -> str:
    """How long ago, in the largest fitting unit: "5 menit lalu"; "belum pernah" for None."""
    if moment is None:
        return _("belum pernah")
    passed = clock.now() - moment
    return _("baru saja") if passed < timedelta(minutes=1) else _("%(span)s lalu") % {"span": span(passed)}


register.filter("span", span)


@register.filter
def percent(share: float) -> str:
    """A share of 1 as whole percent: "7%"."""
    return f"{round(share * 100)}%"


@register.filter
def at(mapping: Mapping[str, object], key: str) -> object:
    """The value of a key; empty when it is not there."""
    return mapping.get(key, "")
