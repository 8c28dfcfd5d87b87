"""What each entry about a guest becomes in the journal of the child's own post: same words, same author, derived ids.

The visit is the one that the child's own post would have written that day, so that both posts' words meet in one row.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from simpul.base import clock, ids
from simpul.care.models import Guest, Visit
from simpul.journal.actions.append import Draft
from simpul.journal.models import Entry, Review
from simpul.registry.names import unit_name

CARRIED = ("visit.recorded", "visit.corrected", "dose.given", "screening.recorded")


@dataclass(frozen=True)
class Link:
    """That a guest is a person: `id` the entry that says so, `post` the person's post when it was said."""

    id: str
    person: str
    post: str


class Copy(NamedTuple):
    """A draft for the person's journal, by the author of the entry it comes from."""

    draft: Draft
    author: str
    source: Entry


def link_of(guest: Guest) -> Link | None:
    """The link that holds; None while nobody knows the child."""
    if guest.link is None or guest.person is None or guest.to_post_id is None:
        return None
    return Link(str(guest.link), str(guest.person), str(guest.to_post_id))


def copy_id(link: str, entry: str) -> str:
    """The id of an entry's copy under a link: derived, so that it is written once; another link, another copy."""
    return str(uuid.uuid5(ids.NAMESPACE, f"guest|{link}|{entry}"))


def withdrawal_id(copy: str) -> str:
    """The id of the entry that takes a copy back."""
    return str(uuid.uuid5(ids.NAMESPACE, f"guest-withdrawn|{copy}"))


def told(guest: Guest) -> list[Entry]:
    """Every entry that says something about the guest, in order."""
    return list(Entry.objects.filter(post=guest.post_id, subject=guest.pk, redacted_at=None).order_by("seq"))


def copies(guest: Guest, link: Link, entries: list[Entry]) -> Iterator[Copy]:
    """The copies that should stand in the person's journal, in order."""
    days = dict(Visit.objects.filter(person=guest.pk).values_list("pk", "date"))
    about = _About(link, unit_name(guest.post_id), {str(pk): day.isoformat() for pk, day in days.items()})
    by_id = {str(entry.pk): entry for entry in entries}
    for entry in entries:
        kind, data = entry.kind, entry.data or {}
        if kind in CARRIED:
            yield Copy(about.draft(entry, kind, link.person, about.told(entry)), str(entry.author), entry)
        elif kind == "entry.voided" and (target := by_id.get(data["target"])) and target.kind in CARRIED:
            withdrawn = {**data, "target": copy_id(link.id, data["target"])}
            yield Copy(about.draft(entry, kind, link.person, withdrawn), str(entry.author), entry)
        elif kind == "review.resolved" and (decided := about.decided(data)) is not None:
            yield Copy(about.draft(entry, kind, link.person, decided), str(entry.author), entry)


@dataclass(frozen=True)
class _About:
    link: Link
    served_at: str
    days: dict[str, str]

    def draft(self, entry: Entry, kind: str, subject: str, data: dict[str, Any]) -> Draft:
        happened = clock.iso(entry.happened_at)
        return Draft(kind, subject, data, happened_at=happened, id=copy_id(self.link.id, str(entry.pk)))

    def told(self, entry: Entry) -> dict[str, Any]:
        data: dict[str, Any] = dict(entry.data or {})
        if entry.kind == "dose.given":
            visit = self.visit(data["visit"], data["date"]) if data.get("visit") else None
            return {**data, "visit": visit, "place": data.get("place") or self.served_at}
        if entry.kind == "screening.recorded":
            return {**data, "visit": self.visit(data["visit"], data["date"]) if data.get("visit") else None}
        if entry.kind == "visit.corrected":
            corrects = copy_id(self.link.id, data["corrects"])
            return {**data, "visit": self.visit(data["visit"], ""), "corrects": corrects}
        guest = {
            "post": str(entry.post_id),
            "name": self.served_at,
            "device": str(entry.device) if entry.device else None,
            "counter": entry.device_counter,
        }
        return {**data, "visit": self.visit(data["visit"], data["date"]), "session": None, "guest": guest}

    def visit(self, known: str, day: str) -> str:
        return ids.visit_id(self.link.post, self.link.person, self.days.get(known) or day)

    def decided(self, data: dict[str, Any]) -> dict[str, Any] | None:
        """The review that the copies of the same two entries opened at the person's post."""
        review = Review.objects.filter(pk=data["review"]).first()
        if review is None or review.part != "visits":
            return None
        newer = copy_id(self.link.id, review.options[-1]["entry"])
        there = ids.review_id(newer, review.field)
        return {**data, "review": there} if Review.objects.filter(pk=there).exists() else None
