"""What an officer types about a path, with the words of the content."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.base.words import say
from simpul.care.paths.figures import SIZES, Figure, asked, refused
from simpul.knowledge.growth.plausibility import Measurement
from simpul.knowledge.growth_path import content
from simpul.people.models import Person

NOTE = forms.Textarea(attrs={"rows": 2})
PRIVATE = _("Hanya dibaca tim yang merawat, tidak dikirim ke HP kader.")


class DayForm(forms.Form):
    """A day that has come, and a note for the treating team."""

    day = forms.DateField(label=_("Tanggal"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(label=_("Catatan klinis"), required=False, max_length=2000, widget=NOTE, help_text=PRIVATE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Today, unless another day is typed."""
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = clock.today

    def clean_day(self) -> Any:
        """Raises ValidationError for a day that has not come."""
        day = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        return day


class SizesForm(DayForm):
    """A day on which the child was measured; what looks unlikely is asked about once, `sure` answers."""

    sure = forms.BooleanField(
        label=_("Yakin: sudah diukur dan dibaca sekali lagi, angkanya benar"),
        required=False,
        widget=forms.CheckboxInput,
    )

    def __init__(self, child: Person, *args: Any, **kwargs: Any) -> None:
        """Without the question, until the figures raise one."""
        super().__init__(*args, **kwargs)
        self.child = child
        if not self.is_bound:
            del self.fields["sure"]

    def clean(self) -> dict[str, Any]:
        """Raises for what no child has; asks for what is unlikely, or says otherwise than the reasons chosen."""
        data = super().clean() or {}
        day = data.get("day")
        if day is None or not any(data.get(name) for name in SIZES):
            del self.fields["sure"]
            return data
        now = Measurement(day, **{name: data.get(name) for name in SIZES}, oedema=bool(data.get("oedema")))
        wrong = refused(self.child, now)
        doubts = [] if wrong or self.errors else asked(self.child, now, data.get("reasons"))
        for field, why in wrong.items():
            self.add_error(field, why)
        if not doubts:
            del self.fields["sure"]
        elif not data.get("sure"):
            for field, question in doubts:
                self.add_error(field if field in self.fields else None, question)
        return data


class MeasureForm(SizesForm):
    """What the officer measured again; the reasons follow from it and can be changed."""

    weight_kg = Figure("weight_kg", label=_("Berat (kg)"))
    length_height_cm = Figure("length_height_cm", label=_("Panjang atau tinggi (cm)"), required=False)
    oedema = forms.BooleanField(label=_("Bengkak di kedua punggung kaki"), required=False)
    reasons = forms.MultipleChoiceField(label=_("Yang dipastikan"), widget=forms.CheckboxSelectMultiple)

    field_order = ("day", "weight_kg", "length_height_cm", "oedema", "reasons", "sure", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Reasons in the words of the content."""
        super().__init__(*args, **kwargs)
        reasons: Any = self.fields["reasons"]
        reasons.choices = [(one["code"], say(one["word"])) for one in content()["reasons"]]

    def values(self) -> dict[str, Any]:
        """The figures as the entry holds them."""
        found: dict[str, Any] = {name: self.cleaned_data[name] for name in SIZES if self.cleaned_data[name]}
        return found | ({"oedema": True} if self.cleaned_data["oedema"] else {})


class StepForm(SizesForm):
    """One step of the path with what it asks for."""

    result = forms.ChoiceField(label=_("Hasil"), required=False, widget=forms.RadioSelect)
    days = forms.IntegerField(label=_("Untuk berapa hari"), required=False, min_value=1, max_value=400)
    portions = forms.IntegerField(label=_("Porsi"), required=False, min_value=1, max_value=100)
    weight_kg = Figure("weight_kg", label=_("Berat (kg)"), required=False)
    length_height_cm = Figure("length_height_cm", label=_("Panjang atau tinggi (cm)"), required=False)
    oedema = forms.BooleanField(label=_("Bengkak di kedua punggung kaki"), required=False)

    field_order = ("day", "result", "days", "portions", "weight_kg", "length_height_cm", "oedema", "sure", "note")
    _needed = ("weight_kg", "portions")

    def __init__(self, step: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        """Only the fields of the step."""
        super().__init__(*args, **kwargs)
        self.step = step
        result: Any = self.fields["result"]
        result.choices = [(one["code"], say(one["word"])) for one in step["results"]]
        result.required = bool(step["results"])
        if not step["results"]:
            del self.fields["result"]
        for name in ("days", "portions", "weight_kg", "length_height_cm", "oedema"):
            if name not in step["values"]:
                del self.fields[name]
            elif name in self._needed:
                self.fields[name].required = True

    def values(self) -> dict[str, Any]:
        """The figures as the entry holds them."""
        return {name: self.cleaned_data[name] for name in self.step["values"] if self.cleaned_data.get(name)}


class CloseForm(DayForm):
    """How the path ends."""

    outcome = forms.ChoiceField(label=_("Alasan ditutup"), widget=forms.RadioSelect)

    field_order = ("day", "outcome", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Outcomes in the words of the content."""
        super().__init__(*args, **kwargs)
        outcome: Any = self.fields["outcome"]
        known = (one for one in content()["outcomes"] if one["code"] != "not_confirmed")
        outcome.choices = [(one["code"], say(one["word"])) for one in known]
