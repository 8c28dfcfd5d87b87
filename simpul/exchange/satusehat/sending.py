"""The outbox at work: claim a parcel, send its transaction, remember what the server gave it.

Between claim and answer nothing of the database is held. A worker that dies leaves a claim that runs out; what it had
sent is found again by its identifiers, so nothing is made twice.
"""

import logging
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from simpul.base import clock
from simpul.exchange.satusehat import content, identities
from simpul.exchange.satusehat.answers import Later, NoRight, Refused
from simpul.exchange.satusehat.bundle import Built
from simpul.exchange.satusehat.client import Client
from simpul.exchange.satusehat.connections import Connection
from simpul.exchange.satusehat.models import FhirParcel, FhirPlace, FhirSwitch
from simpul.exchange.satusehat.parcels import Contents, Held, contents
from simpul.exchange.satusehat.waiting import wait_s

log = logging.getLogger(__name__)
State = FhirParcel.State
Chance = Callable[[], float]


def send_due(
    connections: dict[str, Connection], most: int, seconds: float = float("inf"), chance: Chance = random.random
) -> int:
    """Send what is due, at most so many and no longer than so; returns how many parcels were dealt with."""
    clients = {puskesmas: Client(one) for puskesmas, one in connections.items()}
    until, done = clock.now().timestamp() + seconds, 0
    while done < most and clock.now().timestamp() < until and (parcel := _claim([*clients])) is not None:
        _deal_with(parcel, clients[str(parcel.puskesmas_id)], chance)
        done += 1
    return done


def _claim(puskesmas: list[str]) -> FhirParcel | None:
    """The next parcel that is due, and whose line is open; or one whose worker has died."""
    now = clock.now()
    shut = FhirSwitch.objects.filter(Q(paused_at__isnull=False) | Q(hold_until__gt=now)).values("puskesmas")
    due = Q(state=State.WAITING, due_at__lte=now) | Q(state=State.SENDING, claimed_until__lte=now)
    with transaction.atomic():
        waiting = FhirParcel.objects.filter(due, puskesmas__in=puskesmas).exclude(puskesmas__in=shut)
        found = waiting.order_by("due_at", "subject").select_for_update(skip_locked=True, of=("self",)).first()
        if found is None:
            return None
        found.state, found.attempts = State.SENDING, found.attempts + 1
        found.claimed_until = now + timedelta(seconds=content.policy().limits.claim_s)
        found.save(update_fields=["state", "attempts", "claimed_until"])
        return found


def _deal_with(parcel: FhirParcel, client: Client, chance: Chance) -> None:
    try:
        _send(parcel, client)
    except Held as held:
        _end(parcel, State.HELD, reason=held.code)
    except Refused as refused:
        _refused(parcel, client, refused)
    except Later as later:
        _line_waits(parcel, chance(), later)
    except NoRight:
        _line_waits(parcel, chance(), Later(), trouble="credentials")
    except Exception as error:
        # Of a kind that nobody foresaw: its words may hold what was sent, its type does not.
        log.error("A parcel for SATUSEHAT could not be made: %s", type(error).__name__)
        _end(parcel, State.DEAD, reason="refused", detail=type(error).__name__)
    else:
        _line_is_open(parcel)


def _send(parcel: FhirParcel, client: Client) -> None:
    what = contents(parcel, client.connection)
    if what is None:
        _gone(parcel)
        return
    what = what.of(identities.known(client, what.place, what.who))
    mark, built = what.fingerprint(), what.built()
    if not built.entries:
        _end(parcel, State.SENT, fingerprint=mark) if parcel.remote else _drop(parcel)
    elif mark == parcel.fingerprint:
        _end(parcel, State.SENT)
    else:
        answer = client.transact(built.bundle)
        _taken(parcel, what, built, _entries(answer.body, len(built.entries)), mark)


def _entries(body: Any, expected: int) -> list[dict[str, Any]]:
    """The answers of a transaction, one for each entry in order. Raises Refused when they are not that."""
    found = body.get("entry") if isinstance(body, dict) else None
    if not isinstance(found, list) or len(found) != expected:
        raise Refused("refused", "transaction-response")
    return [one.get("response") or {} if isinstance(one, dict) else {} for one in found]


def _taken(parcel: FhirParcel, what: Contents, built: Built, answers: list[dict[str, Any]], mark: str) -> None:
    """Remember the ids. What the server had already may hold older words: it goes again, under its id."""
    remote, again = dict(parcel.remote), False
    for entry, said in zip(built.entries, answers, strict=True):
        kind, id = _address(said, entry.request.url)
        name = entry.full_url.removeprefix("urn:uuid:")
        if built.what[name] == "l":
            FhirPlace.objects.update_or_create(
                post_id=what.place.post, organization=what.place.organization or "", defaults={"location": id}
            )
            continue
        remote[name] = [kind, id, built.what[name]]
        again |= entry.request.method == "POST" and str(said.get("status", "")).startswith("200")
    if again and parcel.attempts <= content.policy().limits.attempts:
        _end(parcel, State.WAITING, remote=remote)
    else:
        _end(parcel, State.SENT, remote=remote, fingerprint=mark, sent_at=clock.now(), attempts=0)


def _address(said: dict[str, Any], asked: str) -> tuple[str, str]:
    """Type and id of an answer (`Encounter/<id>/_history/1`, absolute or not). Raises Refused when it names none."""
    kind = asked.partition("/")[0]
    parts = str(said.get("location") or asked).split("/")
    if kind in parts[:-1]:
        return kind, parts[parts.index(kind) + 1]
    raise Refused("refused", "transaction-response")


def _refused(parcel: FhirParcel, client: Client, refused: Refused) -> None:
    if refused.code == "duplicate" and parcel.attempts <= content.policy().limits.attempts:
        try:
            found = _held_there(parcel, client)
        except (Refused, Later, NoRight, Held):
            found = {}
        if found:
            _end(parcel, State.WAITING, remote=parcel.remote | found)
            return
    state = State.HELD if refused.code == "not_found" else State.DEAD
    _end(parcel, state, reason=refused.code, detail=refused.detail)


def _held_there(parcel: FhirParcel, client: Client) -> dict[str, list[str]]:
    """Ids of what the server says it has, by the identifiers under which we sent it."""
    what = contents(parcel, client.connection)
    if what is None:
        return {}
    built = what.of(identities.known(client, what.place, what.who)).built()
    found: dict[str, list[str]] = {}
    for entry in built.entries:
        mine, name = entry.resource.identifier[0], entry.full_url.removeprefix("urn:uuid:")
        if entry.request.method == "POST" and built.what[name] != "l":
            there = client.find(entry.request.url, identifier=f"{mine.system}|{mine.value}")
            if there:
                found[name] = [entry.request.url, str(there[0]["id"]), built.what[name]]
    return found


def _gone(parcel: FhirParcel) -> None:
    """Its rows are no longer here. What was sent stays on the list until somebody has asked for it back."""
    if parcel.remote:
        _end(parcel, State.DEAD, reason="erased", person=None)
    else:
        _drop(parcel)


def _drop(parcel: FhirParcel) -> None:
    """Never sent, and nothing to send: unless something came in meanwhile."""
    if not FhirParcel.objects.filter(pk=parcel.pk, version=parcel.version).delete()[0]:
        _end(parcel, State.WAITING)


def _end(parcel: FhirParcel, state: str, **values: Any) -> None:
    """Let go of the parcel. When what it speaks of has changed since it was claimed, it goes again."""
    values = {"reason": "", "detail": "", "due_at": clock.now(), "claimed_until": None} | values
    mine = FhirParcel.objects.filter(pk=parcel.pk)
    if mine.filter(version=parcel.version).update(state=state, **values):
        return
    if state != State.SENT:
        values |= {"reason": "", "detail": ""}
    mine.update(state=State.WAITING, **values)


def _line_waits(parcel: FhirParcel, chance: float, later: Later, trouble: str = "") -> None:
    """The line is shut for a while. A parcel that the server stumbled over goes behind the others, a few times."""
    now = clock.now()
    with transaction.atomic():
        line, _made = FhirSwitch.objects.select_for_update().get_or_create(puskesmas_id=parcel.puskesmas_id)
        line.failures += 1
        line.hold_until = now + timedelta(seconds=wait_s(line.failures, chance, later.wait))
        line.trouble = trouble
        line.save(update_fields=["failures", "hold_until", "trouble"])
    if not later.of_this:
        _end(parcel, State.WAITING, attempts=parcel.attempts - 1)
    elif parcel.attempts < content.policy().limits.attempts:
        _end(parcel, State.WAITING, due_at=now + timedelta(seconds=wait_s(parcel.attempts + 1, chance)))
    else:
        _end(parcel, State.DEAD, reason="too_many_tries")


def _line_is_open(parcel: FhirParcel) -> None:
    line = FhirSwitch.objects.filter(puskesmas=parcel.puskesmas_id)
    values = {"failures": 0, "trouble": "", "hold_until": None, "answered_at": clock.now()}
    if not line.update(**values):
        FhirSwitch.objects.get_or_create(puskesmas_id=parcel.puskesmas_id, defaults=values)
