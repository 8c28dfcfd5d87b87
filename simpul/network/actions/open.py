"""Open a request from a unit's page, or by the server itself."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from simpul.base import ids
from simpul.base.access import NotYours
from simpul.journal.actions.append import Draft, append
from simpul.network.access import access_request
from simpul.network.models import Request
from simpul.network.places import works_for
from simpul.people.access import access_person
from simpul.registry.models import Account, Unit
from simpul.registry.server_account import server_account


def open_request(actor: Account | None, at: Unit, data: Mapping[str, Any], *, id: str | None = None) -> Request:
    """Write `request.opened` with `data` (RequestOpened) in the journal of the unit `at`; returns the request.

    `actor` None: the server itself. `id` is given when it must be opened once only. Raises NotYours when the actor
    does not work for `at`, may not open the person, or not the request of which this is a part; Refused with words
    for what does not fit.
    """
    name = id or str(ids.uuid7())
    with transaction.atomic():
        if actor is not None:
            _check(actor, at, data)
        append(at.pk, [Draft("request.opened", name, dict(data), id=id)], actor or server_account(), trusted=True)
        return Request.objects.get(pk=name)


def _check(actor: Account, at: Unit, data: Mapping[str, Any]) -> None:
    if not works_for(actor, at):
        raise NotYours
    if data.get("part_of"):
        parent = access_request(actor, data["part_of"])
        if data.get("person") and str(parent.person_id) == data["person"]:
            return
    if data.get("person"):
        access_person(actor, data["person"])
