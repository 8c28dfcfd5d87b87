"""Outbox files that an officer puts on the page: kept sealed until placed, then placed whole."""

from collections import Counter

from django.db import transaction

from simpul.base import audit, clock
from simpul.journal.actions.deposit import COUNTS, Brought, deposit, moment
from simpul.journal.actions.push import with_retry
from simpul.journal.carried import NoOutbox, envelope_of
from simpul.journal.escrow.caps import MOST_ITEMS
from simpul.journal.models import DepositFile, Device
from simpul.journal.problems import ApiProblem
from simpul.journal.receive.arrived import UUID, printable
from simpul.registry.models import Account


def put(actor: Account, name: str, body: bytes) -> DepositFile:
    """Keep an uploaded file, unread. What is no outbox file is listed with its problem and without its bytes."""
    file = DepositFile(uploaded_by=actor, name=printable(name, 120), body=b"")
    try:
        cover = envelope_of(body)
    except NoOutbox as refused:
        file.problem, file.placed_at = refused.code, clock.now()
    else:
        known = UUID.fullmatch(cover.device)
        file.device = Device.objects.filter(pk=cover.device).first() if known else None
        file.made_at, file.items, file.body = moment(cover.made_at), len(cover.items), body
    with audit.acting(actor):
        file.save(force_insert=True)
        audit.note(actor, "outbox_file", str(file.pk), {"items": file.items})
    return file


def place_file(actor: Account, file: DepositFile) -> DepositFile:
    """Place the whole file, or nothing of it; `problem` says why not. Done twice it changes nothing."""
    try:
        return with_retry(lambda: _place(actor, file))
    except ApiProblem as refused:
        file.problem = refused.problem.code
        file.save(update_fields=["problem"])
        return file


def _place(actor: Account, file: DepositFile) -> DepositFile:
    with transaction.atomic(), audit.acting(actor):
        held = DepositFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        if held.placed_at is not None:
            return held
        cover = envelope_of(bytes(held.body))
        items = [bytes(raw) for raw in cover.items]
        sums: Counter[str] = Counter()
        for start in range(0, len(items), MOST_ITEMS):
            run = items[start : start + MOST_ITEMS]
            size = sum(map(len, run))
            done = deposit(Brought(cover.device, cover.made_at, run, size, uploaded_by=actor))
            sums.update({name: getattr(done.record, name) for name in COUNTS})
        held.placed_at, held.counts, held.body, held.problem = clock.now(), dict(sums), b"", ""
        held.save(update_fields=["placed_at", "counts", "body", "problem"])
    return held


def drop(actor: Account, file: DepositFile) -> None:
    """Take a file off the list that was not placed."""
    with audit.acting(actor):
        DepositFile.objects.filter(pk=file.pk, placed_at=None).delete()
