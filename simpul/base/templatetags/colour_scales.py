"""How a level of a colour scale stands on a page: scale, colour and words together, never the colour alone."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from simpul.base.words import language
from simpul.knowledge.colour_scales import Level

register = template.Library()


@register.simple_tag
def colour_level(level: Level) -> SafeString:
    """The level with the name of its scale, its colour's word and its meaning. The twin: `web/ui/colour-level.tsx`."""
    shown = level.shown(language())
    return format_html(
        '<span class="colour-level"><span class="colour-scale">{}</span> '
        '<span class="pill pill-{}">{}: {}</span></span>',
        shown.scale,
        shown.token,
        shown.colour,
        shown.word,
    )
