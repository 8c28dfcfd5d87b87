"""Whether a person's record may leave at all: the family's word, and enough to know whom it is about."""

from collections.abc import Iterable

from simpul.exchange.satusehat import content
from simpul.exchange.satusehat.connections import Connection
from simpul.exchange.satusehat.facts import Allowed, Who
from simpul.people.models import Consent, Person


def answers(person: str, records: Iterable[str]) -> dict[str, bool]:
    """Purpose → the newest answer of the person or the family, as the phone reads them."""
    families = Person.objects.filter(pk=person, family__isnull=False).values_list("family_id", flat=True)
    said = Consent.objects.filter(subject__in=[*records, *families]).order_by("date", "seq")
    return dict(said.values_list("purpose", "granted"))


def stops(connection: Connection, who: Who, said: dict[str, bool]) -> str | None:
    """Why nothing of this person leaves, as a code of problems.json; None when it may."""
    answer = said.get(content.policy().consent)
    if answer is False or (answer is None and connection.consent == "granted"):
        return "no_consent"
    if who.birth_date is None or who.sex is None:
        return "no_birth_date"
    if not who.nik and not who.mother_nik:
        return "no_nik"
    return None


def allowed(connection: Connection, said: dict[str, bool]) -> Allowed:
    """What more than the ordinary may leave: only with the setting and the family's yes to just that."""
    yes = said.get(content.policy().consent_mental_health) is True
    return Allowed(mental_health=connection.mental_health and yes)
