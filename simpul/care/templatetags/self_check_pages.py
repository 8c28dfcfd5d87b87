"""How somebody has agreed to be reached, beside the request on the page of the treating team."""

from typing import Any

from django import template

from simpul.care.contacts.desk import left_with
from simpul.care.selfcheck.desk import desk
from simpul.network.models import Request

register = template.Library()


@register.inclusion_tag("care/parts/follow_up.html", takes_context=True)
def follow_up_beside(context: dict[str, Any], asked: Request) -> dict[str, Any]:
    """Name, number and times, for whoever may reach them; nothing beside a request with which nothing was left."""
    actor = context["request"].user
    return {"left": left_with(actor, asked), "check": desk(actor, asked)}
