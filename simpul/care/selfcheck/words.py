"""What the page of a request says of a self-check: the person asked for a call, themselves, from home."""

from django.utils.translation import gettext_lazy as _

from simpul.care.selfcheck.actions import rules
from simpul.network.models import Request

FACTS = {
    "basis": _("Diminta sendiri oleh orangnya lewat cek diri"),
    "channel": _("Ditelepon, pada jam yang dipilihnya"),
    "opened_by": _("Orangnya sendiri, tanpa akun"),
}
VISIT = {name: words for name, words in FACTS.items() if name != "channel"}
"""Once there is a time to meet, the way of meeting is that of the appointment."""


def asked_for_themselves(request: Request) -> dict[str, object]:
    """What takes the place of a referral's words; empty for any other request."""
    if request.service != rules()["service"]:
        return {}
    return dict(VISIT if request.appointment_at else FACTS)
