"""Guests as the officer's page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from simpul.care.guests.delivery import asked_of
from simpul.care.models import Guest, Visit
from simpul.people.nik import mask_nik
from simpul.people.queries import PersonLine, search
from simpul.people.recognise import alike
from simpul.registry.names import unit_name


@dataclass(frozen=True)
class GuestLine:
    """A guest with what was seen, and who it may be. `candidates` are of the officer's own posts, likeliest first."""

    guest: Guest
    nik: str
    served_at: str
    home: str
    days: list[date]
    candidates: list[PersonLine]


def waiting_lines(guests: Iterable[Guest], posts: set[str], asked: str, text: str, today: date) -> list[GuestLine]:
    """Waiting guests; for the guest with id `asked` the officer has searched `text`."""
    waiting = list(guests)
    likely = alike([asked_of(guest) for guest in waiting], posts, today)
    sought = {one.pk: search(posts, text, today) for one in waiting if text and str(one.pk) == asked}
    days = _days(waiting)
    return [_line(one, days, sought.get(one.pk, found)) for one, found in zip(waiting, likely, strict=True)]


def delivered_lines(guests: Iterable[Guest]) -> list[GuestLine]:
    """Guests who have arrived."""
    arrived = list(guests)
    days = _days(arrived)
    return [_line(guest, days, []) for guest in arrived]


def _days(guests: list[Guest]) -> dict[tuple[object, object], list[date]]:
    """The days on which guests were seen, by post and guest."""
    seen = Visit.objects.filter(person__in=[one.pk for one in guests], status="ok").order_by("date")
    found: dict[tuple[object, object], list[date]] = {}
    for post, guest, day in seen.values_list("post", "person", "date"):
        found.setdefault((post, guest), []).append(day)
    return found


def _line(guest: Guest, days: dict[tuple[object, object], list[date]], candidates: list[PersonLine]) -> GuestLine:
    return GuestLine(
        guest,
        mask_nik(guest.nik),
        unit_name(guest.post_id),
        unit_name(guest.to_post_id or guest.home_post_id),
        days.get((guest.post_id, guest.pk), []),
        candidates,
    )
