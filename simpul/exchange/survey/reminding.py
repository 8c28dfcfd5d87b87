"""Who has not answered, and a kind reminder with a link that needs no account. Never twice a day to one place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from simpul.base import audit, clock, outbox
from simpul.base.outbox.templates import template
from simpul.base.words import language
from simpul.exchange.models import SurveyLink
from simpul.exchange.survey.access import changed_by
from simpul.exchange.survey.content import survey
from simpul.journal.tries import token_hash
from simpul.knowledge.services import Service
from simpul.network.links.tokens import token_of
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.capabilities.standing import in_force
from simpul.registry.models import Account, Unit
from simpul.registry.zones import zone_of_unit

TEMPLATE = "survey-reminder"
CHANNELS = ("whatsapp", "sms", "email")
"""The first way that a place has is used."""


@dataclass(frozen=True)
class Silent:
    """A unit without an answer: the channel by which it can be reached (empty: none), and when it was reminded last."""

    unit: Unit
    channel: str
    reminded: datetime | None

    @property
    def may_remind(self) -> bool:
        """Whether a day has passed."""
        return self.reminded is None or clock.now() - self.reminded >= every()


def every() -> timedelta:
    """The least time between two reminders to one place."""
    return timedelta(hours=survey().remind_every_hours)


def silent_units(actor: Account, service: Service) -> QuerySet[Unit]:
    """Units of the actor that were asked and have no answer in force today."""
    answered = in_force(service.id, clock.today()).filter(unit=OuterRef("pk"))
    return changed_by(actor).filter(~Exists(answered), kind__in=service.offered_by)


def silent(units: Sequence[Unit], service: Service) -> list[Silent]:
    """These units with their way and their last reminder. Two queries."""
    ids = [unit.pk for unit in units]
    ways = {one.unit_id: channel_of(one)[0] for one in UnitProfile.objects.filter(unit__in=ids)}
    made = SurveyLink.objects.filter(unit__in=ids, service=service.id).order_by().values("unit")
    last = dict(made.annotate(last=Max("made_at")).values_list("unit", "last"))
    return [Silent(unit, ways.get(unit.pk, ""), last.get(unit.pk)) for unit in units]


def channel_of(profile: UnitProfile) -> tuple[str, str]:
    """(channel, address) of a unit; two empty texts where it has none."""
    return next(((name, to) for name in CHANNELS if (to := getattr(profile, name))), ("", ""))


@dataclass(frozen=True)
class Reminded:
    """What became of a round: sent, without a way, and already reminded within the day."""

    sent: int
    no_way: int
    too_soon: int


def remind(actor: Account, service: Service, units: Iterable[Unit]) -> Reminded:
    """A message with a link to each unit that has a way and was not reminded within the day."""
    sent = no_way = too_soon = 0
    for one in silent(list(units), service):
        if not one.may_remind:
            too_soon += 1
        elif not one.channel or not _send(actor, service, one.unit):
            no_way += 1
        else:
            sent += 1
    return Reminded(sent, no_way, too_soon)


def _send(actor: Account, service: Service, unit: Unit) -> bool:
    with transaction.atomic(), audit.acting(actor):
        profile = UnitProfile.objects.select_for_update().get(unit=unit)
        channel, to = channel_of(profile)
        if not silent([unit], service)[0].may_remind:
            return True
        link = _link(actor, service, unit, channel)
        try:
            key, zone = f"survey|{link.pk}", zone_of_unit(str(unit.pk))
            outbox.send(channel, to, TEMPLATE, _params(link), key=key, about=str(link.pk), zone=zone)
        except outbox.BadRecipient:
            link.delete()
            return False
        audit.note(actor, "survey_reminded", str(unit.pk), {"service": service.id})
    return True


def words_to_copy(actor: Account, service: Service, unit: Unit) -> str:
    """The words of the reminder for a place without a way: to be copied into whatever reaches it."""
    with transaction.atomic(), audit.acting(actor):
        link = _link(actor, service, unit, "")
        audit.note(actor, "survey_link_shown", str(unit.pk), {"service": service.id})
    return template(TEMPLATE).say(_params(link), language(), zone_of_unit(str(unit.pk)))


def path_of(link: SurveyLink) -> str:
    """The address of a link on this server."""
    return f"/isian/{token_of(link.pk)}/"


def by_token(token: str) -> SurveyLink | None:
    """The link of a token, while it opens: not answered, not past its last day, and nobody verified an answer since."""
    held = SurveyLink.objects.filter(token=token_hash(token), answered_at=None, expires_at__gt=clock.now())
    link = held.select_related("unit__area").first()
    if link is None:
        return None
    verified = in_force(link.service, clock.today()).filter(unit=link.unit, verified_on__isnull=False)
    return None if verified.exists() else link


def _link(actor: Account, service: Service, unit: Unit, channel: str) -> SurveyLink:
    link = SurveyLink(unit=unit, service=service.id, made_by=actor, channel=channel)
    link.token = token_hash(token_of(link.pk))
    link.expires_at = clock.now() + timedelta(days=survey().link_days)
    link.save(force_insert=True)
    return link


def _params(link: SurveyLink) -> dict[str, str | int]:
    return {"until": link.expires_at.astimezone(clock.JAKARTA).date().isoformat(), "link": path_of(link)}
