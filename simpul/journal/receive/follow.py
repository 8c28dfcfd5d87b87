"""Following repairs: an entry that was set aside and answered by another is there when that other is."""

from collections.abc import Collection, Iterable, Mapping

from simpul.journal.models import Entry, Repair

Instead = Mapping[str, str]
"""Id of an entry that was set aside → id of the entry that answers it."""


def reached(names: Iterable[str], have: Collection[str], instead: Instead) -> bool:
    """Whether each of the entries, or what answered it, has a place."""
    return all(_end(name, have, instead) in have for name in names)


def _end(name: str, have: Collection[str], instead: Instead) -> str:
    seen: set[str] = set()
    while name not in have and name in instead and name not in seen:
        seen.add(name)
        name = instead[name]
    return name


def chain(names: Iterable[str], instead: Instead) -> list[str]:
    """Whatever answered the entries, and what answered the answers."""
    found: dict[str, None] = {}
    for name in names:
        while name in instead and instead[name] not in found:
            name = instead[name]
            found[name] = None
    return list(found)


def answered(names: Collection[str]) -> tuple[dict[str, str], set[str]]:
    """What answered any of the entries, step by step, and which of the answers have a place."""
    instead: dict[str, str] = {}
    queue = set(names)
    while queue:
        rows = Repair.objects.filter(id__in=queue, by__isnull=False).values_list("id", "by")
        found = {str(target): str(by) for target, by in rows}
        instead |= found
        queue = set(found.values()) - instead.keys()
    if not instead:
        return {}, set()
    placed = Entry.objects.filter(id__in=set(instead.values())).values_list("id", flat=True)
    return instead, {str(pk) for pk in placed}
