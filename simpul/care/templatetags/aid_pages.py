"""First aid on the pages of a puskesmas: how somebody was is for the treating team alone."""

from collections.abc import Iterable
from typing import Any

from django import template

from simpul.care.firstaid.queries import of_person, of_request
from simpul.care.screenings.access import is_of_mind, may_answer, treated_posts, treats
from simpul.network.models import Request
from simpul.people.models import Person

register = template.Library()


@register.inclusion_tag("care/parts/first_aid.html", takes_context=True)
def first_aid(context: dict[str, Any], person: Person, records: Iterable[str]) -> dict[str, Any]:
    """What kaders did for a person. The page has written down who reads it."""
    return {"aids": of_person(records), "treats": treats(context["request"].user, person)}


@register.inclusion_tag("care/parts/first_aid.html", takes_context=True)
def first_aid_beside(context: dict[str, Any], request: Request) -> dict[str, Any]:
    """What the kader did beside a request, whether or not somebody was named."""
    actor = context["request"].user
    here = treated_posts(actor).filter(pk=request.post_id).exists()
    return {
        "aids": of_request(str(request.pk)),
        "treats": here or (is_of_mind(request) and may_answer(actor, request)),
    }
