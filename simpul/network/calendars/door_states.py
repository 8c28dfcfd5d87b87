"""What an appointment's address tells whoever comes: how the promise stands, and whether they may choose again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from simpul.network import workflow
from simpul.network.calendars.content import appointments, by_appointment
from simpul.network.calendars.models import Booking
from simpul.network.calendars.queries import booking_of
from simpul.network.calendars.steps import RELEASE, last_action
from simpul.network.calendars.unkept import unkept
from simpul.network.models import Request

NO_SHOW = "no_show"


class Standing(StrEnum):
    """`ahead`; `now`: begun and not answered yet; `over`: met, or long past; `missed`; `free`: given back; `gone`."""

    AHEAD = "ahead"
    NOW = "now"
    OVER = "over"
    MISSED = "missed"
    FREE = "free"
    GONE = "gone"


@dataclass(frozen=True)
class Door:
    """A booking as its address shows it. `may_choose`: another time of the same place may be taken instead.

    `is_unsure`: as it stands, nobody is there to keep it.
    """

    booking: Booking
    asked: Request | None
    standing: Standing
    may_choose: bool
    is_unsure: bool

    @property
    def typed_at(self) -> datetime | None:
        """The time that somebody agreed with the family instead, where it has no address of its own."""
        if self.standing != Standing.GONE or self.asked is None or self.asked.state != "scheduled":
            return None
        return self.asked.appointment_at if booking_of(self.asked.pk) is None else None


def door_of(booking: Booking, now: datetime) -> Door:
    """How it stands at a moment."""
    asked = Request.objects.filter(pk=booking.request_id).first()
    standing = _standing(booking, asked, now)
    is_unsure = standing == Standing.AHEAD and unkept(now).filter(pk=booking.pk).exists()
    return Door(booking, asked, standing, _may_choose(booking, asked, standing), is_unsure)


def _standing(booking: Booking, asked: Request | None, now: datetime) -> Standing:
    last = last_action(asked) if asked is not None and asked.open else ""
    if booking.released_at is not None:
        latest = Booking.objects.filter(request=booking.request_id).order_by("-booked_at", "-pk").first()
        return Standing.FREE if last == RELEASE and latest == booking else Standing.GONE
    if booking.came is False:
        return Standing.MISSED if last == NO_SHOW else Standing.OVER
    if booking.came or booking.ends_at <= now:
        return Standing.OVER
    return Standing.AHEAD if booking.starts_at > now else Standing.NOW


def _may_choose(booking: Booking, asked: Request | None, standing: Standing) -> bool:
    """Whether the request may be given a time from this address: nobody else has given it one, and not too often."""
    if asked is None or standing not in (Standing.AHEAD, Standing.MISSED, Standing.FREE):
        return False
    held = booking_of(asked.pk)
    mine = held is None or held.pk == booking.pk
    often = Booking.objects.filter(request=asked.pk, booked_by=None).count() >= appointments().own_changes_most
    step = workflow.load(asked.workflow).step("schedule", asked.state)
    return mine and not often and step is not None and by_appointment(asked.service)
