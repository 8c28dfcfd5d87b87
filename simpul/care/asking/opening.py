"""The form with which an office opens a request, or asks another agency for a part of one."""

import json
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.base import ids
from simpul.base.words import say
from simpul.care.asking.choices import Offered
from simpul.care.asking.fields import ContentForm, apart
from simpul.care.asking.telling import BASES, CHANNELS, CLASSES, COMPANIONS
from simpul.journal.kinds import Refused
from simpul.knowledge.services import all_services
from simpul.network import workflow
from simpul.network.flow import Workflow

URGENCIES = {"biasa": _("Biasa"), "segera": _("Segera"), "darurat": _("Darurat")}
GROUNDED = ("vital-interest", "law")


def services() -> list[tuple[str, str]]:
    """What may be asked for: every service to which people are sent, and every service that a workflow names."""
    known = {one.id: say(one.name) for one in all_services() if one.takes_requests}
    named = {name: say(flow.title) for flow in workflow.all_flows() for name in flow.services if name != "*"}
    told = {name for one in all_services() for name in (one.id, *one.also)}
    own = {name: words for name, words in named.items() if name not in told}
    return sorted((known | own).items(), key=lambda one: one[1])


class OpenForm(ContentForm):
    """What every request says, and what its workflow asks beyond that."""

    form = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
    to_unit = forms.ChoiceField(label=_("Kepada"), widget=forms.RadioSelect)
    urgency = forms.ChoiceField(label=_("Seberapa cepat"), choices=list(URGENCIES.items()), widget=forms.RadioSelect)
    message = forms.CharField(
        label=_("Apa yang diminta"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Singkat saja."),
    )
    basis = forms.ChoiceField(
        label=_("Apakah orangnya setuju datanya dibagi?"), choices=list(BASES.items()), widget=forms.RadioSelect
    )
    basis_note = forms.CharField(
        label=_("Alasannya"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib bila belum ada persetujuan. Tidak dikirim ke HP kader."),
    )
    confidentiality = forms.ChoiceField(
        label=_("Siapa yang boleh tahu"), choices=list(CLASSES.items()), widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(label=_("Cara bertemu"), choices=list(CHANNELS.items()), widget=forms.RadioSelect)
    companion = forms.ChoiceField(
        label=_("Ditemani siapa"), required=False, choices=[("", _("Sendiri atau belum tahu")), *COMPANIONS.items()]
    )
    may_know = forms.BooleanField(label=_("Yang menemani boleh tahu keperluannya"), required=False)

    def __init__(self, flow: Workflow, zone: ZoneInfo, offered: Offered, *args: Any, **kwargs: Any) -> None:
        """`flow` names the fields beyond those of every request."""
        super().__init__(flow.opening, zone, offered, *args, **kwargs)
        units: Any = self.fields["to_unit"]
        units.choices = [(one.id, one.name) for one in offered.units]

    def clean(self) -> dict[str, Any]:
        """A ground other than consent is explained."""
        data = super().clean()
        if data.get("basis") in GROUNDED and not data.get("basis_note", "").strip():
            self.add_error("basis_note", _("Tulis alasannya."))
        return data

    def refuse(self, refusal: Refused) -> None:
        """Say why it was refused, beside the field that it is about."""
        name = refusal.reason.field
        self.add_error(name if name in self.fields else None, refusal.said)

    def name_of(self, actor: str, data: dict[str, Any]) -> str:
        """The request's id: the same form with the same words, sent twice by one person, is one request.

        Whoever goes back in the browser and writes something else in the same form asks for something else.
        """
        form, said = self.cleaned_data["form"] or uuid.uuid4(), json.dumps(data, sort_keys=True)
        return str(uuid.uuid5(ids.NAMESPACE, f"request|{actor}|{form}|{said}"))

    def payload(self, service: str, person: str | None, parent: str | None) -> dict[str, Any]:
        """The data of a `request.opened` entry."""
        data = self.cleaned_data
        plain = ("to_unit", "urgency", "message", "basis", "basis_note", "confidentiality", "channel")
        who = {"who": data["companion"], "may_know": data["may_know"]} if data["companion"] else None
        said = {name: data[name] for name in plain} | apart(self.filled())
        return said | {"service": service, "person": person, "part_of": parent, "companion": who}
