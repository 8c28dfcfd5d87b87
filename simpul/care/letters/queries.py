"""What a referral letter says, and how the links of a request stand."""

from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from simpul.base import clock
from simpul.base.outbox.channels import live
from simpul.base.outbox.models import Message
from simpul.base.outbox.standing import CHANNEL_NAMES, reason_words, standing
from simpul.base.site import absolute
from simpul.base.words import say
from simpul.care.asking.telling import service_name
from simpul.care.dossier import account_names
from simpul.care.inbox_lines import subject_name
from simpul.journal.qr import qr_svg
from simpul.knowledge import services
from simpul.network.links import making
from simpul.network.links.facts import Facts, facts
from simpul.network.links.models import AnswerLink
from simpul.network.links.reasons import guest_of
from simpul.network.links.rules import rules
from simpul.network.links.tokens import path_of
from simpul.network.models import Request
from simpul.network.places import asked_unit
from simpul.network.routing.choosing import cost_of
from simpul.people.models import Person
from simpul.people.queries import address
from simpul.registry.capabilities.models import Capability, UnitProfile
from simpul.registry.models import Unit


@dataclass(frozen=True)
class Letter:
    """A letter in words. `to` is where to go; `link` the one in its code, None for a place that uses Simpul.

    `purpose` is the service, or neutral words where the matter is nobody else's.
    """

    to: Unit
    facts: Facts
    name: str
    purpose: str
    rows: list[tuple[str, str]]
    cost: str
    bring: list[str]
    bring_note: str
    link: AnswerLink | None
    qr: SafeString | None
    may_have_qr: bool


@dataclass(frozen=True)
class LinkLine:
    """A link on the officer's page. `url` and `qr` are set for the one that is being shown.

    `message`, `channel`, `stands` and `reason` tell of the message in which it went; None and empty without one.
    """

    link: AnswerLink
    by: str
    is_live: bool
    url: str = ""
    qr: SafeString | None = None
    message: Message | None = None
    channel: str = ""
    stands: str = ""
    reason: str = ""


@dataclass
class Links:
    """All links of a request, the newest first.

    `contact` is the channel of the registered contact, if there is one; `is_connected` whether this server has it.
    """

    unit: Unit
    uses_simpul: bool
    contact: str
    is_connected: bool
    lines: list[LinkLine] = field(default_factory=list)


def letter(request: Request, base: str) -> Letter:
    """The letter of a request; `base` is the server's address as the officer sees it. The caller audits the reading."""
    to = Unit.objects.get(pk=asked_unit(request.post_id, request.to_unit_id))
    known, service = facts(request), services.of_request(request.service)
    link = _letter_link(request)
    token = making.shown_token(link) if link else None
    return Letter(
        to=to,
        facts=known,
        name=subject_name(request),
        purpose=neutral_purpose(to) if known.is_quiet else service_name(request),
        rows=_rows(request, quiet=known.is_quiet),
        cost=_cost(to, service, request.urgency),
        bring=[say(one) for one in (rules()["bring_first"], *service.bring) if one != service.letter],
        bring_note=say(rules()["bring_note"]),
        link=link,
        qr=qr_svg(address_of(token, base), _("Kode QR untuk petugas tempat tujuan")) if token else None,
        may_have_qr=may_be_linked(request),
    )


def neutral_purpose(to: Unit) -> str:
    """What a desk reads of a matter that is nobody else's: what every guest of such a place comes for."""
    words = rules()["quiet_purpose"]
    return say(words["care" if to.kind in rules()["findings_to"] else "other"])


def links(request: Request, base: str, shown: str = "") -> Links:
    """Every link of the request; the one whose id is `shown` with its address and code."""
    unit = making.asked_unit(request)
    contact = making.contact_of(unit)
    channel = contact[0] if contact else ""
    found = Links(unit, uses_simpul(unit), CHANNEL_NAMES.get(channel, ""), channel in live())
    rows = list(AnswerLink.objects.filter(request=request.pk, unit=unit).order_by("-made_at"))
    names = account_names(row.made_by for row in rows)
    went = {one.about: one for one in Message.objects.filter(about__in=[str(row.pk) for row in rows])}
    found.lines = [
        _told(_line(row, names.get(str(row.made_by), ""), base, str(row.pk) == shown), went.get(str(row.pk)))
        for row in rows
    ]
    return found


def may_be_linked(request: Request) -> bool:
    """Whether the asked unit answers through a link: another unit, of a class that may be shown, without Simpul."""
    try:
        return not uses_simpul(making.asked_unit(request))
    except making.NotByLink:
        return False


def uses_simpul(unit: Unit) -> bool:
    """Whether the unit answers with accounts of its own; so it is taken where nothing is known."""
    profile = UnitProfile.objects.filter(unit=unit).first()
    return profile is None or profile.uses_simpul


def address_of(token: str, base: str) -> str:
    """The whole address of a link: under the server's public name, else as the officer sees it."""
    public = absolute(path_of(token))
    return public if public.startswith("http") else f"{base.rstrip('/')}{public}"


def _line(row: AnswerLink, by: str, base: str, is_shown: bool) -> LinkLine:
    is_live = row.closed_at is None and row.expires_at > clock.now()
    token = making.shown_token(row) if is_shown and is_live and not row.browser else None
    if token is None:
        return LinkLine(row, by, is_live)
    url = address_of(token, base)
    return LinkLine(row, by, is_live, url, qr_svg(url, _("Kode QR tautan jawaban")))


def _told(line: LinkLine, message: Message | None) -> LinkLine:
    """With what became of its message."""
    if message is None:
        return line
    stands, channel = standing(message).value, CHANNEL_NAMES[message.channel]
    return replace(line, message=message, channel=channel, stands=stands, reason=reason_words(message.reason))


def _letter_link(request: Request) -> AnswerLink | None:
    """The live link of the letter, so that a second print bears the same code."""
    made = AnswerLink.objects.filter(request=request.pk, unit=request.to_unit_id, way=AnswerLink.Way.LETTER)
    return made.filter(closed_at=None, expires_at__gt=clock.now()).order_by("-made_at").first()


def _rows(request: Request, *, quiet: bool) -> list[tuple[str, str]]:
    """Label and value of what registration needs; of a quiet matter no more than age and sex."""
    known = facts(request)
    person = request.person or guest_of(request)
    said = [(_("Umur"), known.age), (_("Jenis kelamin"), _sex(person.sex if person else ""))]
    if not quiet and isinstance(person, Person):
        family = person.family
        said += [
            (_("NIK"), person.nik or ""),
            (_("Nama ibu"), person.mother_name),
            (_("Alamat"), address(family)),
            (_("Telepon"), person.phone or (family.phone if family else "")),
        ]
    return [(label, value) for label, value in said if value]


def _sex(code: str | None) -> str:
    return {"L": _("laki-laki"), "P": _("perempuan")}.get(code or "", "")


def _cost(to: Unit, service: services.Service, urgency: str) -> str:
    """What is to be paid there: as the unit declared, else as the service says."""
    today = clock.today()
    held = Capability.objects.filter(unit=to, service=service.id, superseded=False, valid_from__lte=today)
    declared = next((one for one in held.exclude(valid_to__lt=today) if one.cost), None)
    return say(cost_of(service, declared, to.kind, urgency).words)
