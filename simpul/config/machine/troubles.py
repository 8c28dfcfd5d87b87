"""Open alerts in numbers: by kind, by puskesmas, and the silent posts by name of post."""

from dataclasses import dataclass

from django.db.models import Count
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
    found = queries.visible_to(actor)
    silent = found.filter(code="post_silent").select_related("post__post__puskesmas").order_by("began_at")
    kinds_open = dict(found.order_by().values_list("code").annotate(n=Count("pk")))
    houses = found.filter(post__isnull=False).order_by().values_list("post__post__puskesmas__name")
    return Troubles(
        [(code, kind.short, kinds_open[code]) for code, kind in kinds.KINDS.items() if code in kinds_open],
        [
            (str(name or "–"), int(n))
            for name, n in houses.annotate(n=Count("pk")).order_by("-n", "post__post__puskesmas__name")
        ],
        list(silent[:SILENT_SHOWN]),
        kinds_open.get("post_silent", 0),
        queries.lines(queries.ordered(found.filter(post=None))),
    )
