"""Icons, form controls and words for templates."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.base import clock

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


@register.filter
def span(length: timedelta | None) -> str:
    """A length of time in the largest fitting unit, rounded down: "3 jam", "2 hari"."""
    if length is None:
        return ""
    seconds = abs(int(length.total_seconds()))
    days, hours, minutes = seconds // 86400, seconds // 3600, seconds // 60
    if days:
        return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": days}
    if hours:
        return ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": hours}
    if minutes:
        return ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": minutes}
    return ngettext("%(n)s detik", "%(n)s detik", seconds) % {"n": seconds}


@register.filter
def percent(share: float) -> str:
    """A share of 1 as whole percent: "7%"."""
    return f"{round(share * 100)}%"


@register.filter
def at(mapping: Mapping[str, object], key: str) -> object:
    """The value of a key; empty when it is not there."""
    return mapping.get(key, "")
