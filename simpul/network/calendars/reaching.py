"""Who may be written to about a request, by which number, and why nobody where that is so. In bulk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from simpul.base.outbox import BadRecipient
from simpul.base.outbox.recipient import canonical as address
from simpul.network.calendars.content import appointments
from simpul.network.models import Request
from simpul.people.merged import canonical
from simpul.people.models import Consent, Person

CONTACT = "contact"
DECLINED, UNASKED, NO_NUMBER = "declined", "unasked", "no_number"
UNNAMED, NOT_HERE = "unnamed", "not_here"


@dataclass(frozen=True)
class Reach:
    """A number to write to, or why there is none.

    `why`: `declined` (they said no), `unasked` (nobody asked whether they may be contacted), `no_number` (none, or one
    that is no telephone number), `unnamed` (nobody of the register), `not_here` (they have died or moved away).
    """

    to: str = ""
    why: str = ""


def reach_of(requests: Iterable[Request]) -> dict[UUID, Reach]:
    """By request. The telephone of the person alone, where they agreed to be contacted.

    A family's telephone rings in other hands: it is used only where the one who comes along may know. A handful of
    queries for any number of requests, whose `person__family` should be fetched with them.
    """
    rows = list(requests)
    agreed = _agreed([one.person for one in rows if one.person is not None])
    return {one.pk: _reach(one, agreed) for one in rows}


def _reach(request: Request, agreed: Mapping[UUID, bool | None]) -> Reach:
    person = request.person
    if person is None:
        return Reach(why=UNNAMED)
    if person.status != "active":
        return Reach(why=NOT_HERE)
    if not agreed[person.pk]:
        return Reach(why=UNASKED if agreed[person.pk] is None else DECLINED)
    knows = bool(request.companion and request.companion.get("may_know"))
    number = person.phone or (person.family.phone if knows and person.family is not None else "")
    return Reach(number) if _is_number(number) else Reach(why=NO_NUMBER)


def _is_number(text: str) -> bool:
    try:
        return bool(text and address(appointments().reminder_channel, text))
    except BadRecipient:
        return False


def _agreed(persons: list[Person]) -> dict[UUID, bool | None]:
    """What each said last, else what their family said; None where nobody was asked."""
    kept = canonical([str(one.pk) for one in persons])
    families = {str(one.family_id) for one in persons if one.family_id}
    said = Consent.objects.filter(subject__in=[*kept.values(), *families], purpose=CONTACT)
    latest: dict[str, bool] = {}
    for subject, granted in said.order_by("subject", "-date", "-seq").values_list("subject", "granted"):
        latest.setdefault(str(subject), granted)
    return {one.pk: latest.get(kept[str(one.pk)], latest.get(str(one.family_id))) for one in persons}
