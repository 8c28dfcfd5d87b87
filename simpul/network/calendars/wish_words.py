"""What a family asked for in words, and how kindly an appointment at another time is told."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from simpul.network.calendars.asked import Fit, asked_times, fit_of
from simpul.network.models import Request
from simpul.network.places import asked_unit
from simpul.registry.zones import zone_of_unit

ALONE = {"pagi": lazy("kapan saja pagi"), "siang": lazy("kapan saja siang"), "puskesmas": lazy("kapan saja")}
OTHERWISE = {
    "pagi": lazy("bila terisi: pagi lain"),
    "siang": lazy("bila terisi: siang lain"),
    "puskesmas": lazy("bila terisi: kapan saja"),
}
OFFICE = {
    "instead": lazy("Bukan waktu yang dipilih keluarga, tetapi cocok dengan gantinya."),
    "other": lazy("Bukan waktu yang diminta keluarga. Pastikan dulu waktu ini bisa."),
}
SHORT = {"instead": lazy("bukan waktu yang dipilih"), "other": lazy("bukan waktu yang diminta")}
FAMILY = {
    "instead": lazy("Belum dapat waktu yang Anda pilih; ini gantinya. Kalau tidak cocok, tidak apa-apa."),
    "other": lazy("Maaf, belum dapat waktu yang Anda minta. Kalau waktu ini tidak cocok, tidak apa-apa."),
}
MOVED = lazy("Maaf, waktunya berubah dari yang dijanjikan. Kalau waktu ini tidak cocok, tidak apa-apa.")


def asked_words(request: Request) -> str:
    """`Rabu, 25 November, 08.00; bila terisi: pagi lain`; empty where nothing was asked."""
    if not request.wanted:
        return ""
    said, zone = asked_times(request), _zone(request)
    if not said.chosen:
        return str(ALONE[said.otherwise]) if said.otherwise else ""
    words = [_moment(at, zone) for at in said.chosen]
    if said.more:
        words.append(_("%(n)s waktu lain") % {"n": said.more})
    if said.otherwise:
        words.append(str(OTHERWISE[said.otherwise]))
    return "; ".join(words)


def asked_short(request: Request) -> str:
    """`Rab, 25 Nov, 08.00 +2 lain`, while no time is agreed: for a line of a list."""
    if not request.open or request.appointment_at is not None or not request.wanted:
        return ""
    said = asked_times(request)
    if not said.chosen:
        return str(ALONE[said.otherwise]) if said.otherwise else ""
    first = dateformat.format(said.chosen[0].astimezone(_zone(request)), "D, j M, H.i")
    others = len(said.chosen) - 1 + said.more
    return _("%(time)s +%(n)s lain") % {"time": first, "n": others} if others else first


def another(request: Request) -> Fit | None:
    """How an agreed time differs from what was asked; None where it does not."""
    fit = fit_of(request, _zone(request)) if request.state == "scheduled" else None
    return None if fit == "asked" else fit


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return dateformat.format(at.astimezone(zone), "l, j F, H.i")


def _zone(request: Request) -> ZoneInfo:
    return zone_of_unit(asked_unit(request.post_id, request.to_unit_id))
