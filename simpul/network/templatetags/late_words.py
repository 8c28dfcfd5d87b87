"""What stands on a request's page while it is late."""

from typing import Any

from django import template

from simpul.network.escalation.queries import line_of
from simpul.network.escalation.subject import code_of
from simpul.network.models import Request

register = template.Library()


@register.inclusion_tag("network/late_beside.html", takes_context=True)
def late_beside(context: dict[str, Any], request: Request, may_take: bool) -> dict[str, Any]:
    """How far a late request has climbed, who deals with it, and the button for who wants to; nothing in time."""
    return {"line": line_of(request), "may_take": may_take, "csrf_token": context.get("csrf_token")}


@register.filter
def request_code(request: Request) -> str:
    """The code by which a list names a request that it does not name otherwise."""
    return code_of(request)
