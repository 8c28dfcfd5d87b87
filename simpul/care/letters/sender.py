"""Who sends a letter: the officer who prints it, and where the place that receives it may ask."""

from dataclasses import dataclass

from simpul.base import clock
from simpul.base.words import say
from simpul.network.links.facts import Facts
from simpul.network.places import WORKING
from simpul.registry.access import assignments_of
from simpul.registry.functions.content import functions
from simpul.registry.functions.models import Function
from simpul.registry.models import Account


@dataclass(frozen=True)
class Sender:
    """What stands under the letter. What is empty is a line to be filled by hand."""

    unit: str
    phone: str
    name: str
    function: str


def sender(actor: Account, facts: Facts) -> Sender:
    """Of a quiet matter neither name nor function is printed: they would tell what it is about ("psikolog")."""
    unit = facts.ask.name if facts.ask else facts.post
    phone = facts.ask.phone if facts.ask else ""
    if facts.is_quiet:
        return Sender(unit, phone, "", "")
    return Sender(unit, phone, actor.name, _function(actor))


def _function(actor: Account) -> str:
    """As the assignment is titled, else the function that it holds; empty where neither is known."""
    held = assignments_of(actor, *WORKING).order_by("starts_on", "pk")
    title = next((one.title for one in held if one.title), "")
    named = Function.objects.active(clock.today()).filter(assignment__in=[one.pk for one in held]).order_by("name")
    return title or ", ".join(say(functions()[one.name].words) for one in named if one.name in functions())
