"""Who has opened a person's record, from the audit of reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from simpul.base.models import AuditRow
from simpul.care.dossier import account_names
from simpul.care.parents.doors import ACTOR as PARENT
from simpul.journal.rows import is_uuid


@dataclass(frozen=True)
class Reader:
    """Someone who has opened the person's record. `at_us` microseconds since 1970."""

    who: str
    at_us: int
    purpose: str


def readers(ids: Iterable[str], posts: Iterable[Any], limit: int = 50) -> list[Reader]:
    """Who has opened one of these records, the latest first."""
    chains = [f"read:{post}" for post in posts]
    rows = AuditRow.objects.filter(chain__in=chains, action="read")
    wanted = rows.filter(detail__ids__has_any_keys=list(ids)).order_by("-at_us")[:limit]
    found = list(wanted.values_list("actor", "at_us", "detail"))
    names = account_names(actor for actor, _at, _detail in found)
    return [
        Reader(names.get(actor) or _without_account(actor), at, str(detail.get("purpose", "")))
        for actor, at, detail in found
    ]


def _without_account(actor: str) -> str:
    """A parent, a phone (its own id) or a job (its own name)."""
    if actor == PARENT:
        return _("orang tua (halaman anak)")
    return _("HP kader") if is_uuid(actor) else actor
