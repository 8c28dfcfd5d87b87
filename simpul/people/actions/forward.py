"""Write an entry that came too late into the journal of the post to which its family has moved."""

import logging

from simpul.base import clock
from simpul.journal import kinds
from simpul.journal.actions.append import Draft, append
from simpul.journal.kinds import Refused
from simpul.journal.merge import ALL
from simpul.journal.models import Entry, Flag, Projected
from simpul.people.late import ON_ITS_WAY, carried_id

log = logging.getLogger(__name__)
NOT_CARRIED = "not_carried"


def forward(entry_id: str, to_post: str) -> bool:
    """Write the same words, by the same author, in the other post's journal. Returns whether it applied there.

    Where it does not apply the original is flagged, so that the puskesmas sees it.
    """
    entry = Entry.objects.filter(pk=entry_id).first()
    if entry is None or entry.data is None:
        return False
    draft = Draft(
        entry.kind,
        str(entry.subject),
        entry.data,
        base=_base(entry),
        happened_at=clock.iso(entry.happened_at),
        id=carried_id(entry_id),
    )
    try:
        append(to_post, [draft], entry.author, trusted=True)
    except Refused:
        Flag.objects.get_or_create(entry=entry, code=NOT_CARRIED, defaults={"post_id": entry.post_id})
        return False
    return True


def forward_waiting(home: str | None = None) -> int:
    """Carry on what is on its way from the post (from any), in order of writing; returns how many applied there.

    Runs after each commit that wrote such an entry, and at the clock's tick for those that a crash left behind.
    """
    waiting = Flag.objects.filter(code__startswith=ON_ITS_WAY).order_by("entry__place")
    if home is not None:
        waiting = waiting.filter(post=home)
    return sum(_carry(flag) for flag in waiting)


def _carry(flag: Flag) -> bool:
    try:
        applied = forward(str(flag.entry_id), flag.code.removeprefix(ON_ITS_WAY))
    except Exception:
        # The others must not wait for it; the tick tries again.
        log.exception("The entry %s could not be carried on yet", flag.entry_id)
        return False
    flag.delete()
    return applied


def _base(entry: Entry) -> dict[str, int] | None:
    """What the author had seen, in the places of the new journal: everything that came with the family."""
    if not entry.base:
        return None
    parts = (kinds.part(name) for name in ("persons", "families", "pregnancies"))
    models: list[type[Projected]] = [part.model for part in parts if part]
    rows = (model._default_manager.filter(pk=entry.subject).first() for model in models)
    row = next((found for found in rows if found is not None), None)
    arrived = row.stamps.get(ALL) if row else None
    return dict.fromkeys(entry.base, arrived[0]) if arrived else None
