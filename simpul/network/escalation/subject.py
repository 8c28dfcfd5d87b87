"""Which request a late card means: enough to know it again, never a whole name."""

from django.utils.translation import gettext as _

from simpul.network.calendars.week import NAMED
from simpul.network.links.facts import initials
from simpul.network.links.reasons import guest_of
from simpul.network.models import Request

CODE = 6


def subject(request: Request) -> str:
    """Initials and no more; the request's code where its class says so, or where nobody is named."""
    person = (request.person or guest_of(request)) if request.confidentiality in NAMED else None
    return (initials(person.name) if person else "") or _("Permintaan %(code)s") % {"code": code_of(request)}


def code_of(request: Request) -> str:
    """The end of its number: as its own page says it too."""
    return request.pk.hex[-CODE:].upper()
