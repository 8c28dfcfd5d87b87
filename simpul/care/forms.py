"""The answers to a request: what each step needs, said where it is missing."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.network.workflow import Transition

LONGEST_AHEAD = timedelta(days=366)


class AnswerForm(forms.Form):
    """Fields of a transition. `seen` is the seq of the row that the officer had before them."""

    day = forms.DateField(label=_("Tanggal"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("Jam"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    outcome = forms.ChoiceField(label=_("Hasil"), required=False, widget=forms.RadioSelect)
    follow_up = forms.CharField(
        label=_("Tindak lanjut untuk kader"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    note = forms.CharField(
        label=_("Pesan untuk posyandu"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kader membaca pesan ini. Jangan tulis rahasia medis di sini."),
    )
    clinical_note = forms.CharField(
        label=_("Catatan klinis"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hanya dibaca tim yang merawat, tidak dikirim ke HP kader."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, step: Transition, choices: list[tuple[str, str]], zone: ZoneInfo, *args: Any, **kwargs: Any
    ) -> None:
        """`choices` are the outcomes of the step; `zone` the post's, in which day and time are meant."""
        super().__init__(*args, **kwargs)
        self.step, self.zone = step, zone
        outcome: Any = self.fields["outcome"]
        outcome.choices = choices
        for name in self._unused():
            del self.fields[name]
        for name in ("note", "outcome"):
            if name in self.fields:
                self.fields[name].required = name in step.requires
        if "day" in self.fields:
            self.fields["day"].required = self.fields["time"].required = True

    def _unused(self) -> list[str]:
        unused = [] if "appointment_at" in self.step.requires else ["day", "time"]
        if not self.step.outcomes:
            unused += ["outcome", "follow_up", "clinical_note"]
        return unused

    def clean(self) -> dict[str, Any]:
        """The appointment lies ahead, within a year."""
        data = super().clean() or {}
        if data.get("day") and data.get("time"):
            at = datetime.combine(data["day"], data["time"], self.zone).astimezone(UTC)
            if at < clock.now() - timedelta(minutes=5):
                self.add_error("day", _("Waktu ini sudah lewat. Pilih waktu yang akan datang."))
            elif at > clock.now() + LONGEST_AHEAD:
                self.add_error("day", _("Lebih dari setahun lagi. Periksa tahunnya."))
            data["appointment_at"] = clock.iso(at)
        return data

    def payload(self) -> dict[str, Any]:
        """The data of a `request.moved` entry."""
        data = self.cleaned_data
        return {
            "action": self.step.action,
            "note": data.get("note", ""),
            "appointment_at": data.get("appointment_at"),
            "outcome": data.get("outcome") or None,
            "follow_up": data.get("follow_up", ""),
            "clinical_note": data.get("clinical_note", ""),
        }
