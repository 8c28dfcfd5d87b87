"""Take a step with a request from the office; it travels to the post with the next pull."""

from typing import Any

from django.db import transaction

from simpul.base.access import NotYours
from simpul.journal.actions.append import Draft, append
from simpul.journal.kinds import Refused, StoredEntry
from simpul.journal.receive import store
from simpul.network import places, workflow
from simpul.network.access import requests_of
from simpul.network.checks import not_now, not_yours
from simpul.network.models import Request
from simpul.registry.models import Account
from simpul.registry.server_account import server_account


def move(actor: Account | None, request: Request, data: dict[str, Any], seen: int) -> StoredEntry:
    """Write `request.moved` with `data` (RequestMoved). `seen` is the row's seq that the actor had before them.

    `actor` None: the server itself, for the steps that the workflow gives it. What the actor may is asked anew under
    the journal's lock: rights or a state that were lost since the page was opened count. Raises NotYours when the
    request is not open to the actor; Refused when it has changed since, when its state does not offer the step, when
    the step is somebody else's, or when something is missing.
    """
    who = actor or server_account()
    with transaction.atomic():
        store.lock_counters([str(request.post_id)])
        opened = Request.objects if actor is None else requests_of(who)
        held = opened.filter(pk=request.pk).first()
        if held is None:
            raise NotYours
        _check(who, held, str(data.get("action", "")), seen)
        # Whoever is asked need not be assigned to the journal's unit; that they may answer was checked above.
        (entry,) = append(held.post_id, [Draft("request.moved", str(held.pk), data)], who, trusted=True)
    return entry


def _check(who: Account, held: Request, action: str, seen: int) -> None:
    if held.seq != seen:
        raise Refused(
            "changed_meanwhile",
            "Rujukan ini baru saja berubah. Lihat dulu perubahannya, lalu jawab lagi.",
            "This request has just changed. Look at the change, then answer again.",
        )
    flow = workflow.load(held.workflow)
    step = flow.step(action, held.state)
    if step is None:
        raise not_now(flow, held, action)
    if not step.is_open_to(places.standing(who, held)):
        raise not_yours()
