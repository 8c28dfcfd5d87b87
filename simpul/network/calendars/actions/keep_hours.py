"""A psychologist says when they receive people, and when not."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from simpul.base import clock
from simpul.base.access import NotYours, only
from simpul.journal.kinds import Refused
from simpul.network.calendars.actions.book import lock
from simpul.network.calendars.content import appointments
from simpul.network.calendars.models import Absence, Availability, Channel
from simpul.network.calendars.queries import as_hours
from simpul.network.calendars.slots import overlap
from simpul.registry.access import assignments_of
from simpul.registry.models import Account, Assignment, Unit


def add_hours(
    actor: Account,
    unit: Unit,
    weekday: int,
    opens: time,
    closes: time,
    slot_minutes: int,
    channel: str,
    from_day: date,
    to_day: date | None = None,
) -> Availability:
    """Weekly hours of the actor at a unit of theirs. Raises NotYours elsewhere, Refused when they do not fit."""
    if not assignments_of(actor, Assignment.Role.PSYCHOLOGIST).filter(unit=unit).exists():
        raise NotYours
    row = Availability(psychologist=actor, unit=unit, weekday=weekday, opens=opens, closes=closes)
    row.slot_minutes, row.channel, row.from_day, row.to_day = slot_minutes, channel, from_day, to_day
    with transaction.atomic():
        lock(actor.pk)
        _check(row)
        row.save(force_insert=True)
    return row


def end_hours(actor: Account, hours: str, last_day: date) -> Availability:
    """The hours are kept for the last time on that day; what is promised after it stays promised. Raises NotYours."""
    row = only(Availability.objects.filter(pk=hours, psychologist=actor))
    row.to_day = max(last_day, row.from_day - timedelta(days=1))
    row.save(update_fields=["to_day"])
    return row


def be_away(actor: Account, starts_at: datetime, ends_at: datetime, reason: str) -> Absence:
    """No slot of the actor is offered in the time. Raises Refused for a time that ends before it starts."""
    if ends_at <= starts_at or reason not in appointments().absences:
        raise Refused(
            "value_misfit", "Waktu selesai harus sesudah waktu mulai.", "The end must lie after the beginning."
        )
    with transaction.atomic():
        lock(actor.pk)
        return Absence.objects.create(
            psychologist=actor, starts_at=starts_at, ends_at=ends_at, reason=reason, made_by=actor.pk
        )


def be_back(actor: Account, absence: int) -> Absence:
    """Take an absence back: its slots are offered again. Raises NotYours."""
    row = only(Absence.objects.filter(pk=absence, psychologist=actor, lifted_at=None))
    row.lifted_at = clock.now()
    row.save(update_fields=["lifted_at"])
    return row


def _check(row: Availability) -> None:
    minutes = (row.closes.hour - row.opens.hour) * 60 + row.closes.minute - row.opens.minute
    if row.channel not in Channel.values or not 1 <= row.weekday <= 7 or row.slot_minutes not in _lengths():
        raise Refused("value_misfit", "Pilihan ini tidak dikenal.", "This choice is not known.")
    if minutes < row.slot_minutes:
        raise Refused(
            "hours_too_short",
            "Waktu ini lebih pendek dari satu janji temu.",
            "These hours are shorter than one appointment.",
            field="closes",
        )
    if row.to_day is not None and row.to_day < row.from_day:
        raise Refused(
            "value_misfit", "Hari terakhir ada sebelum hari pertama.", "The last day lies before the first.", field="to"
        )
    others = Availability.objects.filter(psychologist=row.psychologist_id)
    if any(overlap(as_hours(row), as_hours(other)) for other in others):
        raise Refused(
            "hours_overlap",
            "Jam ini bertumpuk dengan jam yang sudah ada.",
            "These hours overlap with hours that are there.",
            field="opens",
        )


def _lengths() -> tuple[int, ...]:
    return appointments().slot_minutes
