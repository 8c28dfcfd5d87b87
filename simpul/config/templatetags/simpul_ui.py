"""Icons, form controls and words for templates."""

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

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
