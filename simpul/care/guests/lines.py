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
    return [
        _line(guest, search(posts, text, today) if text and str(guest.pk) == asked else _alike(guest, posts, today))
        for guest in guests
    ]


def delivered_lines(guests: Iterable[Guest]) -> list[GuestLine]:
    """Guests who have arrived."""
    return [_line(guest, []) for guest in guests]


def _alike(guest: Guest, posts: set[str], today: date) -> list[PersonLine]:
    return alike(asked_of(guest), posts, today)


def _line(guest: Guest, candidates: list[PersonLine]) -> GuestLine:
    days = Visit.objects.filter(person=guest.pk, post=guest.post_id, status="ok").order_by("date")
    return GuestLine(
        guest,
        mask_nik(guest.nik),
        unit_name(guest.post_id),
        unit_name(guest.to_post_id or guest.home_post_id),
        list(days.values_list("date", flat=True)),
        candidates,
    )
