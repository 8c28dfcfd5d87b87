"""One phone as the puskesmas sees it: who works on it, which posts and how many people it holds, what is missing."""

from dataclasses import dataclass

from simpul.journal.carried import deposits_of
from simpul.journal.escrow.arrears import Arrears, arrears
from simpul.journal.models import DepositRecord, Device
from simpul.journal.phones import Phone, phone
from simpul.journal.standing import scope_of
from simpul.people.models import Person
from simpul.registry.access import team_of
from simpul.registry.models import Account, Unit

READING_DAYS = 45
"""Days after the last sync when a phone stops showing data without a connection (docs/threat-model.md)."""
DEPOSITS = 20


@dataclass(frozen=True)
class PhoneFacts:
    """What the page says. `users` may include staff; `people` counts active persons of the posts it carries."""

    phone: Phone
    kader: list[Account]
    posts: list[Unit]
    people: int
    arrears: Arrears
    deposits: list[DepositRecord]


def phone_facts(actor: Account, device: Device) -> PhoneFacts:
    """Everything about one phone, without any personal record."""
    accounts = [one.account for one in device.enrolments.select_related("account") if one.removed_at is None]
    posts = list(scope_of(accounts).ceilings)
    mine = {account.pk for account in team_of(actor)}
    return PhoneFacts(
        phone=phone(device),
        kader=[account for account in accounts if account.pk in mine],
        posts=list(Unit.objects.filter(pk__in=posts).order_by("name")),
        people=Person.objects.filter(post__in=posts, status="active").count(),
        arrears=arrears(device),
        deposits=list(deposits_of(device)[:DEPOSITS]),
    )
