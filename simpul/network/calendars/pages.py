"""The psychologist's own calendar: the week, the day's list, hours, time away. Names shown leave an audit row."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from simpul.base import clock
from simpul.base.access import NotYours, only, staff
from simpul.journal.kinds import Refused
from simpul.network.actions.move import move
from simpul.network.calendars.actions.keep_hours import add_hours, be_away, be_back, end_hours
from simpul.network.calendars.forms import AbsenceForm, HoursForm
from simpul.network.calendars.ical import file_of
from simpul.network.calendars.models import Absence, Availability, Booking
from simpul.network.calendars.queries import midnight
from simpul.network.calendars.slots import DAY
from simpul.network.calendars.week import (
    Day,
    Meeting,
    audit_meetings,
    kept_together,
    meetings,
    monday_of,
    week,
    week_name,
    zone_of,
)
from simpul.registry.access import assignments_of
from simpul.registry.models import Account, Assignment, Unit

PSYCHOLOGIST = Assignment.Role.PSYCHOLOGIST
ICS_BACK, ICS_AHEAD = timedelta(days=7), timedelta(days=90)
CAME = {"datang": "arrive", "tidak": "no_show"}


@staff(PSYCHOLOGIST)
@require_GET
def calendar_page(request: HttpRequest) -> HttpResponse:
    """The week with today's list above it."""
    actor: Any = request.user
    return _page(request, actor)


def _page(request: HttpRequest, actor: Account, **forms: Any) -> HttpResponse:
    zone = zone_of(actor)
    today = clock.today(zone)
    monday = monday_of(request.GET.get("minggu", ""), today)
    days = week(actor, monday, zone)
    here = meetings(actor, midnight(today, zone), midnight(today + DAY, zone))
    audit_meetings(actor, [*here, *_met(days)])
    context = {
        "zone": zone.key,
        "today": today,
        "here": here,
        "now": clock.now(),
        "days": days,
        "monday": monday,
        "this_week": week_name(monday),
        "before": week_name(monday - 7 * DAY),
        "after": week_name(monday + 7 * DAY),
        "hours": kept_together(_hours(actor, today)),
        "absences": Absence.objects.filter(psychologist=actor, lifted_at=None, ends_at__gt=clock.now()),
        "hours_form": HoursForm(_units(actor), today),
        "absence_form": AbsenceForm(today),
    }
    status = 422 if forms else 200
    return render(request, "network/calendar.html", context | forms, status=status)


@staff(PSYCHOLOGIST)
@require_GET
def day_list(request: HttpRequest) -> HttpResponse:
    """Today's list for the wall of one's own room: times, and names as far as the class of the matter allows."""
    actor: Any = request.user
    zone = zone_of(actor)
    today = clock.today(zone)
    here = meetings(actor, midnight(today, zone), midnight(today + DAY, zone))
    audit_meetings(actor, here)
    return render(request, "network/calendar_day.html", {"here": here, "today": today, "zone": zone.key})


@staff(PSYCHOLOGIST)
@require_GET
def calendar_file(request: HttpRequest) -> HttpResponse:
    """The weeks around today as an iCalendar file without any name."""
    actor: Any = request.user
    now = clock.now()
    rows = Booking.objects.filter(
        psychologist=actor, released_at=None, starts_at__gte=now - ICS_BACK, starts_at__lt=now + ICS_AHEAD
    )
    body = file_of(rows.select_related("unit").order_by("starts_at"), now, "Simpul")
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="simpul.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


@staff(PSYCHOLOGIST)
@require_POST
def hours_add(request: HttpRequest) -> HttpResponse:
    """New weekly hours; what does not fit comes back with what was typed."""
    actor: Any = request.user
    form = HoursForm(_units(actor), clock.today(), request.POST)
    if not _fits(form, lambda said: add_hours(actor, **said)):
        return _page(request, actor, hours_form=form)
    messages.success(request, _("Jam tersimpan. Waktu kosongnya sudah bisa dipilih."))
    return redirect("calendar")


@staff(PSYCHOLOGIST)
@require_POST
def hours_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """These hours are kept today for the last time; what is promised stays promised."""
    actor: Any = request.user
    end_hours(actor, str(pk), clock.today(zone_of(actor)))
    messages.success(request, _("Jam itu tidak ditawarkan lagi. Janji yang sudah ada tetap berlaku."))
    return redirect("calendar")


@staff(PSYCHOLOGIST)
@require_POST
def absence_add(request: HttpRequest) -> HttpResponse:
    """Time away; who is promised something in it is named, so that somebody moves it."""
    actor: Any = request.user
    form = AbsenceForm(clock.today(), request.POST)
    zone = zone_of(actor)
    if not _fits(form, lambda said: be_away(actor, *form.span(zone), said["reason"])):
        return _page(request, actor, absence_form=form)
    return _away(request, meetings(actor, *form.span(zone)))


def _fits(form: Form, save: Callable[[dict[str, Any]], object]) -> bool:
    """Whether it is saved; why not stands in the form."""
    if not form.is_valid():
        return False
    try:
        save(form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.said)
        return False
    return True


@staff(PSYCHOLOGIST)
@require_POST
def absence_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Back after all."""
    actor: Any = request.user
    be_back(actor, pk)
    messages.success(request, _("Dicabut. Waktunya ditawarkan lagi."))
    return redirect("calendar")


@staff(PSYCHOLOGIST)
@require_POST
def attended(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody came, or did not: a step of the request, with its clock and whoever is asked next."""
    actor: Any = request.user
    booking = only(Booking.objects.filter(pk=pk, psychologist=actor, released_at=None))
    action = CAME.get(request.POST.get("hasil", ""))
    (met,) = meetings(actor, booking.starts_at, booking.ends_at)[:1] or (None,)
    if action is None or met is None or met.request is None:
        raise NotYours
    try:
        move(actor, met.request, {"action": action}, met.request.seq)
    except Refused as refusal:
        messages.error(request, refusal.said)
    else:
        messages.success(request, _("Tersimpan. Posyandu melihatnya saat sinkron berikutnya."))
    return redirect("calendar")


def _away(request: HttpRequest, promised: list[Meeting]) -> HttpResponse:
    """Said and done; whoever is promised something in it is moved next."""
    messages.success(request, _("Tersimpan. Waktu itu tidak ditawarkan."))
    if not promised:
        return redirect("calendar")
    messages.warning(request, _("%(n)s janji sudah ada di waktu itu. Pindahkan satu per satu.") % {"n": len(promised)})
    return redirect("moving")


def _hours(actor: Account, today: Any) -> list[Availability]:
    rows = Availability.objects.filter(psychologist=actor).select_related("unit").order_by("weekday", "opens")
    return [row for row in rows if row.to_day is None or row.to_day >= today]


def _units(actor: Account) -> Any:
    held = assignments_of(actor, PSYCHOLOGIST).values("unit")
    return Unit.objects.filter(pk__in=held).exclude(kind=Unit.Kind.POST).order_by("name")


def _met(days: list[Day]) -> list[Meeting]:
    return [cell.meeting for day in days for cell in day.cells if cell.meeting is not None]
