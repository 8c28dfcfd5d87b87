"""What stands on a request's page about the letter and the message to a place without Simpul."""

from typing import Any

from django import template

from simpul.care.letters.untold import untold
from simpul.network.links.answer import unsure
from simpul.network.models import Request

register = template.Library()


@register.inclusion_tag("care/parts/letter_answer.html", takes_context=True)
def letter_beside(context: dict[str, Any], request: Request, may_answer: bool) -> dict[str, Any]:
    """Who answered, and the two buttons for who may answer; nothing where all is sure."""
    return {"link": unsure(request), "may_answer": may_answer, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("care/parts/untold.html")
def untold_beside(request: Request, may_answer: bool) -> dict[str, Any]:
    """That the place asked knows nothing yet, and how to tell it; nothing where it does."""
    return {"asked": request, "untold": untold(request), "may_answer": may_answer}
