"""What a psychologist fills in: weekly hours, and time away."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.network.calendars.content import appointments
from simpul.network.calendars.models import Channel
from simpul.network.calendars.week import absence_words
from simpul.registry.models import Unit

FARTHEST_YEARS = 5
CHANNELS = [(Channel.VISIT.value, _("Datang ke tempat")), (Channel.ONLINE.value, _("Daring, lewat HP"))]


def _day(label: Any, **more: Any) -> forms.DateField:
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=box, validators=[_of_our_time], **more)


def _of_our_time(day: date) -> None:
    """A year that was typed by halves comes as `0026`, and its first hours have no moment that could be kept."""
    if abs(day.year - clock.today().year) > FARTHEST_YEARS:
        raise forms.ValidationError(_("Periksa tahunnya."))


def _time(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **more)


class HoursForm(forms.Form):
    """Weekly hours at one of the units."""

    unit = forms.ModelChoiceField(label=_("Tempat"), queryset=Unit.objects.none(), empty_label=None)
    weekday = forms.TypedChoiceField(label=_("Hari"), coerce=int, choices=[(n + 1, WEEKDAYS[n]) for n in range(7)])
    opens = _time(_("Mulai"))
    closes = _time(_("Selesai"))
    slot_minutes = forms.TypedChoiceField(label=_("Lama satu janji"), coerce=int)
    channel = forms.ChoiceField(label=_("Cara bertemu"), choices=CHANNELS)
    from_day = _day(_("Berlaku mulai"))
    to_day = _day(_("Sampai"), required=False, help_text=_("Kosongkan bila seterusnya."))

    def __init__(self, units: Any, today: date, *args: Any, **kwargs: Any) -> None:
        """`units` are the psychologist's own."""
        rules = appointments()
        kwargs.setdefault("initial", {"from_day": today, "slot_minutes": rules.usual_minutes})
        kwargs.setdefault("prefix", "jam")
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = units
        minutes: Any = self.fields["slot_minutes"]
        minutes.choices = [(n, _("%(n)s menit") % {"n": n}) for n in rules.slot_minutes]


class AbsenceForm(forms.Form):
    """From a day and time until another; whole days without times."""

    first_day = _day(_("Dari hari"))
    first_time = _time(_("Jam"), required=False, help_text=_("Kosongkan bila sehari penuh."))
    last_day = _day(_("Sampai hari"))
    last_time = _time(_("Jam"), required=False)
    reason = forms.ChoiceField(label=_("Alasan"))

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        """The first day is today unless told otherwise."""
        kwargs.setdefault("initial", {"first_day": today, "last_day": today})
        kwargs.setdefault("prefix", "libur")
        super().__init__(*args, **kwargs)
        reason: Any = self.fields["reason"]
        reason.choices = absence_words()

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The moments it means at a place. The form is valid."""
        said = self.cleaned_data
        start = datetime.combine(said["first_day"], said["first_time"] or datetime.min.time(), zone)
        end = datetime.combine(said["last_day"], said["last_time"] or datetime.max.time(), zone)
        return start, end
