"""The operator's form of a unit's profile: where it is, when it is open, how it is told."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.registry.capabilities.hours import ALWAYS, DAYS, parse_hours
from simpul.registry.capabilities.models import UnitProfile

NAMES = {
    "mon": _("Senin"),
    "tue": _("Selasa"),
    "wed": _("Rabu"),
    "thu": _("Kamis"),
    "fri": _("Jumat"),
    "sat": _("Sabtu"),
    "sun": _("Minggu"),
}
SPAN = re.compile(r"^(\d{1,2})[.:](\d{2})\s*(?:-|–|—|sampai|s/d|sd)\s*(\d{1,2})[.:](\d{2})$", re.IGNORECASE)
NUMBER = re.compile(r"^(?:\+?62|0)8\d{7,11}$")
SPACES = re.compile(r"[\s().-]")


class ProfileForm(forms.Form):
    """Everything may stay empty: what is not known is said to be unknown."""

    place = forms.CharField(
        label=_("Titik lokasi"),
        required=False,
        max_length=60,
        help_text=_("Garis lintang, garis bujur. Contoh: -6,2264, 106,8456 atau salin dari peta: -6.2264, 106.8456."),
    )
    always = forms.BooleanField(label=_("Buka 24 jam setiap hari"), required=False)
    open_on_holidays = forms.BooleanField(label=_("Tetap buka pada hari libur nasional"), required=False)
    uses_simpul = forms.BooleanField(
        label=_("Menjawab lewat Simpul"),
        required=False,
        help_text=_("Bila tidak, tempat ini dikabari lewat tautan atau surat."),
    )
    contact_name = forms.CharField(label=_("Nama penerima rujukan"), required=False, max_length=120)
    whatsapp = forms.CharField(label=_("WhatsApp"), required=False, max_length=20, help_text=_("Contoh: 0812 3456 789"))
    sms = forms.CharField(label=_("SMS"), required=False, max_length=20)
    email = forms.EmailField(label=_("Surel"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A line for the hours of each day."""
        super().__init__(*args, **kwargs)
        for day in DAYS:
            self.fields[day] = forms.CharField(
                label=NAMES[day],
                required=False,
                max_length=60,
                help_text=_("Contoh: 08.00–15.00, atau 08.00–12.00; 13.00–16.00. Kosong: tutup.")
                if day == "mon"
                else "",
            )

    @property
    def days(self) -> list[forms.BoundField]:
        """The lines of the week."""
        return [self[day] for day in DAYS]

    def clean_place(self) -> tuple[float, float] | None:
        """Two numbers on the globe, in the order of maps; None for none."""
        text = str(self.cleaned_data["place"]).strip()
        if not text:
            return None
        found = _two_numbers(text)
        if found is None:
            raise forms.ValidationError(_("Titik ini belum terbaca. Tulis dua angka, contoh: -6.2264, 106.8456."))
        north, east = found
        if not (-90 <= north <= 90 and -180 <= east <= 180):
            swapped = -90 <= east <= 90
            hint = _("Mungkin lintang dan bujur tertukar.") if swapped else _("Periksa tanda komanya.")
            raise forms.ValidationError(_("Titik ini di luar peta. %(hint)s"), params={"hint": hint})
        return north, east

    def clean_whatsapp(self) -> str:
        """A mobile number."""
        return self._mobile("whatsapp")

    def clean_sms(self) -> str:
        """A mobile number."""
        return self._mobile("sms")

    def clean(self) -> dict[str, Any]:
        """Hours that can be; a way to tell a place that does not use Simpul."""
        data = super().clean() or {}
        data["hours"] = ALWAYS if data.get("always") else self._week(data)
        told = any(data.get(name) for name in ("whatsapp", "sms", "email"))
        asked = not (set(self.errors) & {"whatsapp", "sms", "email"})
        if not data.get("uses_simpul") and data.get("contact_name") and not told and asked:
            self.add_error("whatsapp", _("Isi salah satu: WhatsApp, SMS, atau surel, supaya tempat ini bisa dikabari."))
        return data

    def profile(self) -> dict[str, Any]:
        """Fields of UnitProfile."""
        data = self.cleaned_data
        north, east = data["place"] or (None, None)
        kept = ("open_on_holidays", "uses_simpul", "contact_name", "whatsapp", "sms", "email", "hours")
        return {name: data[name] for name in kept} | {"latitude": north, "longitude": east}

    def _mobile(self, name: str) -> str:
        text = SPACES.sub("", str(self.cleaned_data[name]))
        if text and not NUMBER.match(text):
            raise forms.ValidationError(_("Nomor ini belum lengkap. Contoh yang benar: 0812 3456 789."))
        return text

    def _week(self, data: dict[str, Any]) -> dict[str, list[list[str]]]:
        week = {}
        for day in DAYS:
            text = str(data.get(day) or "").strip()
            spans = [_span(part) for part in re.split(r"[;,]", text) if part.strip()]
            if None in spans or not _possible(spans):
                self.add_error(day, _("Jam ini belum terbaca. Contoh: 08.00–15.00, dan jam tutup setelah jam buka."))
            elif spans:
                week[day] = [span for span in spans if span]
        return week


def _two_numbers(text: str) -> tuple[float, float] | None:
    """`-6.2264, 106.8456`, or with decimal commas `-6,2264, 106,8456` or `-6,2264; 106,8456`."""
    found = re.fullmatch(r"(-?\d{1,3}(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:[.,]\d+)?)", text)
    if found is None:
        return None
    north, east = (float(part.replace(",", ".")) for part in found.groups())
    return north, east


def _span(text: str) -> list[str] | None:
    found = SPAN.match(text.strip())
    if found is None:
        return None
    opens, opens_minute, closes, closes_minute = found.groups()
    return [f"{int(opens):02}:{opens_minute}", f"{int(closes):02}:{closes_minute}"]


def _possible(spans: list[list[str] | None]) -> bool:
    try:
        parse_hours({"mon": spans})
    except (ValueError, TypeError):
        return False
    return True


def initial_of(profile: UnitProfile | None) -> dict[str, Any]:
    """What the form shows of a profile; of a unit without one: that it answers through Simpul."""
    if profile is None:
        return {"uses_simpul": True}
    found: dict[str, Any] = {
        name: getattr(profile, name)
        for name in ("open_on_holidays", "uses_simpul", "contact_name", "whatsapp", "sms", "email")
    }
    if profile.latitude is not None:
        found["place"] = f"{profile.latitude}, {profile.longitude}"
    found["always"] = profile.hours == ALWAYS
    if not found["always"]:
        found |= {
            day: "; ".join("–".join(span).replace(":", ".") for span in profile.hours.get(day, [])) for day in DAYS
        }
    return found
