"""What a place answers through a link: the step's own fields, as the workflow says, and once who answers."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.base.words import say
from simpul.network import workflow
from simpul.network.flow import PAYLOAD, Field, Transition
from simpul.network.links.rules import askable
from simpul.network.models import Request
from simpul.network.moments import asked_moment

LABELS = {
    "note": _("Pesan untuk pengirim"),
    "follow_up": _("Yang perlu dilakukan posyandu atau puskesmas"),
    "clinical_note": _("Catatan untuk tim yang merawat"),
    "outcome": _("Hasil"),
}
HELP = {
    "note": _("Kader posyandu ikut membaca. Jangan tulis rahasia medis di sini."),
    "clinical_note": _("Hanya dibaca tim yang merawat di puskesmas, tidak dikirim ke kader."),
}
MOST_LETTERS = {"clinical_note": 2000}


class LinkAnswer(forms.Form):
    """Fields of one step. `seen` is the seq of the row that was read; `name` and `function` are asked once.

    An appointment is asked for as `day` and `time`, in the zone of the place that answers.
    """

    name = forms.CharField(label=_("Nama Anda"), max_length=80)
    function = forms.CharField(
        label=_("Tugas Anda"), max_length=60, help_text=_("Misalnya: perawat IGD, petugas pendaftaran.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        request: Request,
        step: Transition,
        zone: ZoneInfo,
        known: dict[str, str],
        data: Any,
        typed: dict[str, str] | None = None,
    ) -> None:
        """`known`: who answers, when it was said before; `typed`: the same as typed beside another answer."""
        super().__init__(data, auto_id=f"{step.action}_%s", initial={**(typed or {}), "seen": request.seq})
        self.step, self.zone, self.known = step, zone, known
        if known:
            del self.fields["name"], self.fields["function"]
        self.asked = [one for one in step.fields if askable(one)] if step.requires else []  # else one press will do
        for one in self.asked:
            self.fields |= _when(one.required) if one.id == "appointment_at" else {one.id: self._field(request, one)}

    def _field(self, request: Request, one: Field) -> forms.Field:
        said: dict[str, Any] = {
            "label": say(one.label) or LABELS.get(one.id, one.id),
            "help_text": say(one.help) or HELP.get(one.id, ""),
            "required": one.required,
        }
        if one.id == "outcome":
            words = workflow.load(request.workflow).outcomes
            return forms.ChoiceField(
                choices=[(name, say(words[name])) for name in self.step.outcomes], widget=forms.RadioSelect, **said
            )
        if one.type == "choice":
            return forms.ChoiceField(
                choices=[(name, say(words)) for name, words in one.choices.items()], widget=forms.RadioSelect, **said
            )
        box = forms.Textarea(attrs={"rows": 2})
        return forms.CharField(max_length=MOST_LETTERS.get(one.id, 500), widget=box, **said)

    def clean(self) -> dict[str, Any]:
        """The appointment lies ahead, within a year."""
        data = super().clean() or {}
        if data.get("day") and data.get("time"):
            try:
                data["appointment_at"] = clock.iso(asked_moment(data["day"], data["time"], self.zone))
            except forms.ValidationError as wrong:
                self.add_error("day", wrong)
        return data

    def answerer(self) -> dict[str, str]:
        """Who answers: name and function."""
        return self.known or {name: " ".join(self.cleaned_data[name].split()) for name in ("name", "function")}

    def payload(self) -> dict[str, Any]:
        """The data of a `request.moved` entry."""
        who = self.answerer()
        given = {one.id: self.cleaned_data.get(one.id) for one in self.asked if self.cleaned_data.get(one.id)}
        own = {name: value for name, value in given.items() if name not in PAYLOAD}
        known = {name: value for name, value in given.items() if name in PAYLOAD}
        said = {"action": self.step.action, "answered_by": f"{who['name']} ({who['function']})"} | known
        return said | ({"values": own} if own else {})


def _when(required: bool) -> dict[str, forms.Field]:
    day = forms.DateField(label=_("Tanggal"), required=required, widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TimeField(label=_("Jam"), required=required, widget=forms.TimeInput(attrs={"type": "time"}))
    return {"day": day, "time": hour}
