"""Open alerts in numbers: by kind, by puskesmas, and the silent posts by name of post."""

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import Promise

from simpul.journal.alerts import kinds, queries
from simpul.journal.models import Alert
from simpul.registry.models import Account

SILENT_SHOWN = 20


@dataclass(frozen=True)
class Troubles:
    """`by_kind` is code, words, count; `by_puskesmas` name and count, the most first."""

    by_kind: list[tuple[str, str | Promise, int]]
    by_puskesmas: list[tuple[str, int]]
    silent: list[Alert]
    silent_total: int
    machine: list[queries.Line]


def troubles(actor: Account) -> Troubles:
    """What the operator's area and machine have open now."""
    found = list(queries.visible_to(actor).select_related("post__post__puskesmas"))
    counted = Counter(one.code for one in found)
    houses = Counter(_house(one) for one in found if one.post)
    silent = sorted((one for one in found if one.code == "post_silent"), key=lambda one: one.began_at)
    return Troubles(
        [(code, kind.short, counted[code]) for code, kind in kinds.KINDS.items() if code in counted],
        sorted(houses.items(), key=lambda pair: (-pair[1], pair[0])),
        silent[:SILENT_SHOWN],
        len(silent),
        queries.lines(queries.visible_to(actor).filter(post=None)),
    )


def _house(one: Alert) -> str:
    house = one.post.post.puskesmas if one.post else None
    return house.name if house else "–"
