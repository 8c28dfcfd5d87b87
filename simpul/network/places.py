"""In which roles, and at which of a request's places, somebody stands today. Every step of every request asks this."""

from collections.abc import Callable
from functools import partial

from simpul.base import clock
from simpul.network import workflow
from simpul.network.flow import Actor
from simpul.network.models import Request
from simpul.registry.access import assignments_of
from simpul.registry.functions.holding import with_treats
from simpul.registry.models import Account, Assignment, Unit
from simpul.registry.names import puskesmas_of_post
from simpul.registry.server_account import is_server

Role = Assignment.Role
POST, HOME, ASKED, SERVER = "post", "puskesmas", "to_unit", "server"
WORKING = tuple(role for role in Role.values if role not in (Role.KADER, Role.OPERATOR))
"""Roles that answer requests; a kader takes steps of the own post only, an operator none."""


def home_of(post: object) -> str:
    """The unit that answers for a journal: the post's puskesmas, or the unit itself."""
    return puskesmas_of_post(post) or str(post)


def asked_unit(post: object, to_unit: object | None) -> str:
    """The unit that owes the answer: the one that was asked, by default the one that answers for the journal."""
    return str(to_unit) if to_unit else home_of(post)


def standing(actor: Account, request: Request) -> frozenset[Actor]:
    """The actor's roles at the places of the request, as of today.

    Officers who do not treat stand nowhere where the matter is the treating team's, or confidential.
    """
    return standings(actor)(request)


def standings(actor: Account) -> Callable[[Request], frozenset[Actor]]:
    """`standing` for many requests of a page: what the actor does where is read once."""
    if is_server(actor):
        return lambda _: frozenset({Actor(SERVER, SERVER)})
    return partial(_standing, held_by(actor) if actor.is_active else [])


def held_by(actor: Account) -> list[tuple[Assignment, bool]]:
    """What the actor does at which unit today, and whether that is of the treating team. One query, once for a page."""
    mine = assignments_of(actor, *Role.values).filter(unit__isnull=False)
    return with_treats(mine, clock.today())


def _standing(mine: list[tuple[Assignment, bool]], request: Request) -> frozenset[Actor]:
    asked, home = asked_unit(request.post_id, request.to_unit_id), home_of(request.post_id)
    quiet = request.confidentiality != "K1" or workflow.load(request.workflow).treating_only
    held: set[Actor] = set()
    for one, treats in mine:
        if quiet and one.role == Role.OFFICER and not treats:
            continue
        held |= {Actor(one.role, at) for at in _at(one, str(request.post_id), home, asked)}
    return frozenset(held)


def _at(one: Assignment, post: str, home: str, asked: str) -> set[str]:
    unit = str(one.unit_id)
    if one.role == Role.KADER:
        return {POST} if unit == post else set()
    if one.role not in WORKING:
        return set()
    return ({HOME} if unit in (home, post) else set()) | ({ASKED} if unit == asked else set())


def works_for(actor: Account, unit: Unit) -> bool:
    """Whether the actor writes requests in the journal of this unit: works there, or at its puskesmas."""
    held = assignments_of(actor, *WORKING).filter(unit__in=[unit.pk, home_of(unit.pk)])
    return actor.is_active and held.exists()
