"""The form of one declaration: by an office, or by the unit itself through a link."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.base.words import say
from simpul.exchange.survey.content import Evidence, evidence_for, survey
from simpul.knowledge.services import shared
from simpul.registry.capabilities.models import Capability

LONGEST = 120
ABLE = [("able", _("Mampu")), ("not_able", _("Belum mampu"))]
YES_NO = [("", _("Belum diketahui")), ("yes", _("Ada")), ("no", _("Tidak ada"))]


class DeclareForm(forms.Form):
    """What is asked of a unit about one service. Evidence fields follow from the kind of unit (content)."""

    status = forms.ChoiceField(label=_("Apakah layanan ini bisa diberikan?"), choices=ABLE, widget=forms.RadioSelect)

    def __init__(self, kind: str, held: Capability | None, *args: Any, **kwargs: Any) -> None:
        """`held`: the answer so far; its evidence is offered again."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        for one in evidence_for(kind):
            self.fields[one.id] = _field(one)
        self.order_fields(["status", *(one.id for one in evidence_for(kind))])
        if held is not None:
            self.initial = {"status": held.status} | {k: _shown(v) for k, v in held.evidence.items()}

    def evidence(self) -> dict[str, Any]:
        """Evidence that was given; what nobody said is left out."""
        given = {one.id: _value(one, self.cleaned_data.get(one.id)) for one in evidence_for(self.kind)}
        return {name: value for name, value in given.items() if value is not None}


class OfficeForm(DeclareForm):
    """Beside it what an office knows: since when, who verified, limits, cost, source."""

    on = forms.DateField(label=_("Sejak tanggal"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    source = forms.ChoiceField(label=_("Sumber"))
    is_verified = forms.BooleanField(label=_("Saya sudah memastikannya sendiri"), required=False)
    cost = forms.ChoiceField(label=_("Biaya"), required=False)
    capacity_per_week = forms.IntegerField(
        label=_("Orang baru per minggu"), required=False, min_value=0, max_value=10_000
    )
    age_from = forms.IntegerField(label=_("Umur mulai (tahun)"), required=False, min_value=0, max_value=120)
    age_to = forms.IntegerField(label=_("Umur sampai (tahun)"), required=False, min_value=0, max_value=120)
    languages = forms.MultipleChoiceField(
        label=_("Bahasa selain Indonesia"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, kind: str, held: Capability | None, *args: Any, **kwargs: Any) -> None:
        """As above, with what the answer so far says of costs and limits."""
        super().__init__(kind, held, *args, **kwargs)
        sources: Any = self.fields["source"]
        sources.choices = [(one.id, say(one.label)) for one in survey().sources]
        costs: Any = self.fields["cost"]
        costs.choices = [("", _("Seperti biasanya layanan ini")), *Capability.Cost.choices]
        spoken: Any = self.fields["languages"]
        known = shared("languages")
        spoken.choices = [(code, say(name)) for code, name in known["languages"].items() if code != known["assumed"]]
        self.initial["on"] = clock.today()
        for name in ("cost", "capacity_per_week", "age_from", "age_to", "languages"):
            if held is not None:
                self.initial[name] = getattr(held, name)

    def clean_on(self) -> date:
        """No day to come: the register says what is."""
        day: date = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        return day

    def clean(self) -> dict[str, Any]:
        """Ages in order."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("age_from"), data.get("age_to")
        if first is not None and last is not None and last < first:
            self.add_error("age_to", _("Umur akhir mendahului umur mulai."))
        return data


class AnswerForm(DeclareForm):
    """By link: only the short survey, and the position of whoever answers."""

    answered_by = forms.CharField(
        label=_("Jabatan Anda"), max_length=LONGEST, help_text=_("Misalnya: kepala puskesmas, ketua kader.")
    )


def _field(one: Evidence) -> forms.Field:
    label = say(one.label)
    if one.type == "whole":
        return forms.IntegerField(label=label, required=False, min_value=0, max_value=999)
    if one.type == "yes_no":
        return forms.ChoiceField(label=label, required=False, choices=YES_NO)
    return forms.CharField(label=label, required=False, max_length=LONGEST)


def _value(one: Evidence, given: Any) -> Any:
    if given in (None, ""):
        return None
    return given == "yes" if one.type == "yes_no" else given


def _shown(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value
