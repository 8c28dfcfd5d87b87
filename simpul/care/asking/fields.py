"""The fields of a workflow's form as fields of a page, and what was filled in as the data of an entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.base.words import say
from simpul.care.asking.choices import Offered
from simpul.network.flow import PAYLOAD, Field
from simpul.network.moments import asked_moment

APPOINTMENT = "appointment_at"
SHORT, LONG, CLINICAL = 120, 500, 2000
"""Letters of a line, a message, a clinical note."""


@dataclass(frozen=True)
class Drawn:
    """A field of the workflow with the bound fields of the page that ask for it."""

    field: Field
    bound: list[Any]
    units: list[Any]


class ContentForm(forms.Form):
    """A form whose fields a workflow's content names."""

    def __init__(self, asked: Iterable[Field], zone: ZoneInfo, offered: Offered, *args: Any, **kwargs: Any) -> None:
        """`zone` is the post's, in which day and time are meant; `offered` what may be chosen."""
        super().__init__(*args, **kwargs)
        self.zone, self.offered = zone, offered
        # Of wishes the phone asks; an officer books a time of the calendar.
        self.asked = [one for one in asked if one.type != "wish" and (one.type != "slot" or offered.slots)]
        has_slots = any(one.type == "slot" for one in self.asked)
        for one in self.asked:
            # A time that is chosen from the calendar need not be typed too.
            required = one.required and not (has_slots and one.id == APPOINTMENT)
            self.fields |= page_fields(one, required, offered)

    def groups(self) -> list[Drawn]:
        """The fields in order of the content, each with what the page draws for it."""
        return [
            Drawn(one, [self[name] for name in names_of(one)], self.offered.units if one.type == "unit" else [])
            for one in self.asked
        ]

    def clean(self) -> dict[str, Any]:
        """A moment lies ahead, within a year."""
        data = super().clean() or {}
        for one in self.asked:
            if one.type == "moment":
                self._clean_moment(one, data)
        return data

    def _clean_moment(self, one: Field, data: dict[str, Any]) -> None:
        day, time = (data.get(name) for name in names_of(one))
        if day and time:
            try:
                may_be_past = one.id != APPOINTMENT
                data[one.id] = clock.iso(asked_moment(day, time, self.zone, may_be_past=may_be_past))
            except forms.ValidationError as wrong:
                self.add_error(names_of(one)[0], wrong)
        elif one.required and not data.get("slot") and not self.errors.get(names_of(one)[0]):
            self.add_error(names_of(one)[0], _("Pilih waktu yang tersedia, atau isi tanggal dan jam."))

    def filled(self) -> dict[str, Any]:
        """What was filled in, by the ids of the content; what stayed empty is left out."""
        return {one.id: self.cleaned_data[one.id] for one in self.asked if self.cleaned_data.get(one.id)}


def names_of(one: Field) -> list[str]:
    """Names of the page's fields that ask for a field of the content."""
    if one.type != "moment":
        return [one.id]
    return ["day", "time"] if one.id == APPOINTMENT else [f"{one.id}_day", f"{one.id}_time"]


def page_fields(one: Field, required: bool, offered: Offered) -> dict[str, forms.Field]:
    """The page's fields for a field of the content."""
    said: dict[str, Any] = {
        "label": say(one.label),
        "help_text": say(one.help) if one.help else "",
        "required": required,
    }
    if one.type == "moment":
        day, time = names_of(one)
        date = forms.DateField(label=_("Tanggal"), required=required, widget=_typed(forms.DateInput, "date"))
        return {
            day: date,
            time: forms.TimeField(label=_("Jam"), required=required, widget=_typed(forms.TimeInput, "time")),
        }
    if one.type == "choice":
        choices = [(name, say(words)) for name, words in one.choices.items()]
        return {one.id: forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **said)}
    if one.type == "unit":
        places = [(u.id, u.name) for u in offered.units]
        return {one.id: forms.ChoiceField(choices=places, widget=forms.RadioSelect, **said)}
    if one.type == "slot":
        return {one.id: forms.ChoiceField(choices=[("", "–"), *offered.slots], **said)}
    return {one.id: forms.CharField(max_length=_longest(one), widget=_box(one), **said)}


def _typed(widget: Any, kind: str) -> Any:
    return widget(attrs={"type": kind})


def _longest(one: Field) -> int:
    return CLINICAL if one.id == "clinical_note" else LONG if one.long else SHORT


def _box(one: Field) -> forms.Widget:
    return forms.Textarea(attrs={"rows": 3 if one.id == "clinical_note" else 2}) if one.long else forms.TextInput()


def apart(filled: Mapping[str, Any]) -> dict[str, Any]:
    """What every step knows, and under `values` what the workflow's own fields say."""
    own = {name: value for name, value in filled.items() if name not in PAYLOAD}
    known = {name: value for name, value in filled.items() if name in PAYLOAD}
    return known | ({"values": own} if own else {})
