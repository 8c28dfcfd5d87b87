"""What a post claims by a filled checklist: a declaration in the register that nobody verified yet.

The journal's rows may be built again at any time; the register never is. So claims are settled beside the projection:
each entry once, whoever runs `settle`, however often. A withdrawn entry takes its claim back, unless somebody of the
puskesmas stands behind it since.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from simpul.base import clock
from simpul.care.checklists.models import ChecklistClaim, ChecklistRecord
from simpul.knowledge.checklists import Checklist, checklists, evidence_of, judge
from simpul.registry.capabilities.declare import Declaration, declare_many, retract
from simpul.registry.capabilities.models import Capability
from simpul.registry.capabilities.standing import in_force
from simpul.registry.models import Account

MOST = 500
"""Entries settled in one go; the next tick takes up the rest."""


def settle(posts: Collection[UUID] | None = None) -> int:
    """Bring the register in line with the checklists (of these posts); returns how many entries were settled."""
    rows = ChecklistRecord.objects.all() if posts is None else ChecklistRecord.objects.filter(post__in=posts)
    known = ChecklistClaim.objects.values("entry")
    fresh = list(rows.filter(status="ok").exclude(pk__in=known).order_by("date", "seq")[:MOST])
    gone = ChecklistClaim.objects.filter(withdrawn=False, entry__in=rows.exclude(status="ok").values("pk"))
    withdrawn = list(gone.select_related("capability")[:MOST])
    return sum(_claim(row) for row in fresh) + sum(_withdraw(claim) for claim in withdrawn)


@transaction.atomic
def _claim(row: ChecklistRecord) -> bool:
    claim, is_new = ChecklistClaim.objects.get_or_create(entry=row.pk, defaults={"post_id": row.post_id})
    if not is_new:
        return False
    one = checklists().get(row.checklist)
    if one is not None and _is_latest(row) and not _is_verified(one, row):
        (claim.capability,) = declare_many([_declaration(one, row)], _author(row))
        claim.save(update_fields=["capability"])
    return True


def _declaration(one: Checklist, row: ChecklistRecord) -> Declaration:
    is_ready = judge(one, row.answers).state == "ready"
    return Declaration(
        row.post_id,
        one.service,
        Capability.Status.ABLE if is_ready else Capability.Status.NOT_ABLE,
        min(row.date, clock.today()),
        source=source_of(one),
        evidence=evidence_of(one, row.answers),
    )


def source_of(one: Checklist) -> str:
    """How the register names a claim by this list. One language: it is data, not a page."""
    return f"Daftar periksa posyandu: {one.title['id']}, edisi {one.edition}"


def _is_latest(row: ChecklistRecord) -> bool:
    later = ChecklistRecord.objects.filter(list=row.list, status="ok", date__gte=row.date).exclude(pk=row.pk)
    return not any((other.date, other.seq) > (row.date, row.seq) for other in later)


def _is_verified(one: Checklist, row: ChecklistRecord) -> bool:
    """Whether somebody stands behind another answer for that day: then the claim waits for the puskesmas."""
    verified = in_force(one.service, row.date).filter(unit=row.post_id, verified_on__isnull=False)
    return verified.exists()


@transaction.atomic
def _withdraw(claim: ChecklistClaim) -> bool:
    claim.withdrawn = True
    claim.save(update_fields=["withdrawn"])
    held = claim.capability
    if held is not None and held.retracted_at is None:
        retract(held, _author(ChecklistRecord.objects.get(pk=claim.entry)))
    return True


def _author(row: ChecklistRecord) -> Account:
    return Account.objects.get(pk=row.author)


def latest_of(posts: Collection[UUID]) -> dict[tuple[UUID, str], ChecklistRecord]:
    """(post, checklist) → what the post said last."""
    rows = ChecklistRecord.objects.filter(post__in=posts, status="ok").order_by("date", "seq")
    return {(row.post_id, row.checklist): row for row in rows}
