"""What somebody leaves who wants a call: little, each field said why."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.base.outbox.recipient import BadRecipient, phone
from simpul.care.contacts.contact import Contact
from simpul.care.contacts.content import safe_times
from simpul.care.selfcheck.hours import Calling, calling
from simpul.care.selfcheck.places import District, answers_in, named
from simpul.knowledge.colour_scales import EJiwa


def grouped(found: list[District]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Kecamatan for a select, by city."""
    cities: dict[str, list[tuple[str, str]]] = {}
    for one in found:
        cities.setdefault(one.city, []).append((one.code, one.name))
    return list(cities.items())


class ContactForm(forms.Form):
    """`form` names this form, so that it is asked once however often it is sent."""

    form = forms.UUIDField(widget=forms.HiddenInput)
    level = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Nama panggilan (boleh samaran)"),
        max_length=40,
        error_messages={"required": _("Tulis nama panggilan. Boleh bukan nama asli.")},
    )
    phone = forms.CharField(
        label=_("Nomor yang boleh ditelepon"),
        max_length=25,
        error_messages={"required": _("Tulis nomor yang aman ditelepon. Contoh: 0812 3456 7890.")},
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    times = forms.MultipleChoiceField(
        label=_("Kapan aman ditelepon?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu waktu yang aman.")},
    )
    message = forms.ChoiceField(
        label=_("Bila tidak terangkat, boleh meninggalkan pesan singkat?"),
        help_text=_("Pesannya hanya “tolong telepon kembali”, tanpa keterangan lain."),
        choices=[("tidak", _("Jangan")), ("boleh", _("Boleh"))],
        initial="tidak",
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih jangan atau boleh.")},
    )
    district = forms.ChoiceField(
        label=_("Kecamatan"),
        error_messages={"required": _("Pilih kecamatan, supaya puskesmas yang dekat yang menelepon.")},
    )
    village = forms.CharField(label=_("Kelurahan (boleh dikosongkan)"), max_length=60, required=False)
    agreed = forms.BooleanField(
        label=_("Saya setuju petugas puskesmas memakai nama dan nomor ini untuk menelepon saya."),
        error_messages={"required": _("Beri tanda setuju supaya petugas boleh menelepon.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Choices come from the content and the register."""
        super().__init__(*args, **kwargs)
        answers = answers_in()
        self.calling = {code: calling(unit) for code, unit in answers.items()}
        times: Any = self.fields["times"]
        kept = {name for one in self.calling.values() for name in one.times}
        times.choices = [(name, words) for name, words in safe_times().items() if name in kept]
        district: Any = self.fields["district"]
        here = grouped(named(answers.values()))
        self.anybody_answers = bool(here)
        district.choices = [("", _("Pilih kecamatan")), *here]
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    @classmethod
    def fresh(cls, level: EJiwa | None = None) -> "ContactForm":
        """An empty form with a name of its own."""
        return cls(initial={"form": uuid.uuid4(), "level": level.value if level else ""})

    @property
    def hours(self) -> dict[str, dict[str, Any]]:
        """For the browser: by kecamatan who calls when, and the parts of the day in which they can."""
        return {code: {"said": one.said, "times": one.times} for code, one in self.calling.items()}

    @property
    def plain(self) -> list[forms.BoundField]:
        """Fields with one box."""
        return [self[name] for name in ("name", "phone", "district", "village")]

    @property
    def chosen(self) -> list[forms.BoundField]:
        """Fields with choices."""
        return [self["times"], self["message"]]

    def clean_phone(self) -> str:
        """The number in one form; the words never repeat what was typed."""
        try:
            return phone(self.cleaned_data["phone"])
        except BadRecipient:
            raise forms.ValidationError(_("Nomor ini belum lengkap. Contoh: 0812 3456 7890.")) from None

    def clean_level(self) -> EJiwa | None:
        """The level that the result showed; None for none or one that is not of this scale."""
        try:
            return EJiwa(self.cleaned_data["level"])
        except ValueError:
            return None

    def clean(self) -> dict[str, Any]:
        """A call is asked for hours in which somebody of that puskesmas can call."""
        data: dict[str, Any] = super().clean() or {}
        here: Calling | None = self.calling.get(data.get("district", ""))
        if here and data.get("times") and not set(data["times"]) & set(here.times):
            ask = _("Pilih waktu di antaranya. Kalau hanya aman di luar jam itu, telepon nomor di halaman ini.")
            self.add_error("times", f"{here.said} {ask}")
        return data

    def contact(self) -> Contact:
        """What is kept."""
        data = self.cleaned_data
        place = data["village"].strip()
        return Contact(data["name"].strip(), data["phone"], tuple(data["times"]), data["message"] == "boleh", place)


class StatusForm(forms.Form):
    """Number and PIN of the receipt."""

    number = forms.CharField(
        label=_("Nomor"), max_length=20, error_messages={"required": _("Tulis nomor yang tertera bersama PIN.")}
    )
    pin = forms.CharField(
        label=_("PIN"), max_length=12, error_messages={"required": _("Tulis PIN yang tertera bersama nomornya.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Neither is remembered by the browser."""
        super().__init__(*args, **kwargs)
        for field, mode in ((self.fields["number"], "text"), (self.fields["pin"], "numeric")):
            field.widget.attrs.update({"autocomplete": "off", "inputmode": mode, "spellcheck": "false"})
