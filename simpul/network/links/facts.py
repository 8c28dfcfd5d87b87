"""The least that a place must know to receive somebody, by class: what a link and a letter's reader see."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from simpul.base.words import say
from simpul.knowledge import services
from simpul.network.calendars.wish_words import asked_words
from simpul.network.links.reasons import Guest, guest_of, reasons
from simpul.network.links.rules import is_quiet, rules
from simpul.network.models import Request
from simpul.people.ages import age_words
from simpul.people.models import Person
from simpul.registry.models import Unit
from simpul.registry.names import puskesmas_of_post

URGENCY = {"biasa": _("Biasa"), "segera": _("Segera"), "darurat": _("Darurat")}
SEX = {"L": _("laki-laki"), "P": _("perempuan")}


@dataclass(frozen=True)
class Facts:
    """What is shown. `who` is a name, or initials where the matter is nobody else's; then `service` is empty.

    `ask` is whom to call; `wish` the times that the family asked for, and nothing else of what it said.
    """

    who: str
    is_quiet: bool
    age: str
    sex: str
    post: str
    service: str
    urgency: str
    urgency_code: str
    ask: Unit | None
    reasons: list[str] = field(default_factory=list)
    message: str = ""
    appointment_at: datetime | None = None
    wish: str = ""


def facts(request: Request) -> Facts:
    """The facts of a request that its class allows, of a guest as of anybody. The caller writes the audit row."""
    quiet = is_quiet(request)
    shown = set(rules()["facts"]["quiet" if quiet else "open"])
    person, home = request.person or guest_of(request), Unit.objects.filter(pk=request.post_id).first()
    return Facts(
        who=_who(person, shown),
        is_quiet=quiet,
        age=age_words(person.birth_date) if person and "age" in shown else "",
        sex=str(SEX.get(person.sex or "", "")) if person and "sex" in shown else "",
        post=home.name if home else "",
        service="" if quiet else say(services.of_request(request.service).name),
        urgency=str(URGENCY.get(request.urgency, request.urgency)),
        urgency_code=request.urgency,
        ask=caller(request),
        reasons=reasons(request) if "reasons" in shown else [],
        message=request.message if "message" in shown else "",
        appointment_at=request.appointment_at if request.state == "scheduled" else None,
        wish=asked_words(request),
    )


def caller(request: Request) -> Unit | None:
    """Whom the place calls with a question: the puskesmas of the post, or the unit in whose journal the request is."""
    home = puskesmas_of_post(request.post_id) or request.post_id
    return Unit.objects.filter(pk=home).first()


def initials(name: str) -> str:
    """`Siti Nur Aminah` → `S. N. A.`"""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha())


def _who(person: Person | Guest | None, shown: set[str]) -> str:
    if person is None:
        return str(_("Tanpa nama"))
    return person.name if "name" in shown else initials(person.name)
