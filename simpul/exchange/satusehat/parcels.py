"""A parcel as what is sent: read its rows, ask whether they may leave, build the transaction."""

import hashlib
from dataclasses import dataclass, replace

import msgspec

from simpul.care.models import Dose, Visit
from simpul.exchange.satusehat import bundle, gates, reading
from simpul.exchange.satusehat.bundle import Built
from simpul.exchange.satusehat.connections import Connection
from simpul.exchange.satusehat.facts import Allowed, Given, Place, Seen, Sent, Who
from simpul.exchange.satusehat.models import FhirParcel, FhirPlace

BUILDER = "1"
"""Grows when the same facts become other resources: everything sent goes again."""


class Held(Exception):
    """Nothing of it may leave now; `code` of problems.json."""

    def __init__(self, code: str) -> None:
        """Why."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Contents:
    """What a parcel speaks of, at the moment."""

    place: Place
    who: Who
    about: Seen | Given
    allowed: Allowed
    sent: dict[str, Sent]

    def of(self, who: Who) -> "Contents":
        """The same, about the person with the IHS number."""
        return replace(self, who=who)

    def built(self) -> Built:
        """The transaction."""
        if isinstance(self.about, Seen):
            return bundle.visit(self.place, self.who, self.about, self.sent, self.allowed)
        return bundle.dose(self.place, self.who, self.about, self.sent)

    def fingerprint(self) -> str:
        """Of everything that the resources follow from."""
        said = (BUILDER, self.place.organization, self.place.practitioner, self.who.ihs, self.about, self.allowed)
        return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def contents(parcel: FhirParcel, connection: Connection) -> Contents | None:
    """What the parcel speaks of; None when its rows are gone. Raises Held when it may not leave."""
    about, record = _about(parcel)
    who = reading.persons([record]).get(record) if record else None
    if about is None or who is None:
        return None
    said = gates.answers(who.id, reading.records(who.id))
    # What was sent and is withdrawn is taken back whatever was answered since.
    stops = None if about.void and parcel.remote else gates.stops(connection, who, said)
    if stops:
        raise Held(stops)
    sent = {name: Sent(*held) for name, held in parcel.remote.items()}
    return Contents(_place(parcel, connection), who, about, gates.allowed(connection, said), sent)


def _about(parcel: FhirParcel) -> tuple[Seen | Given | None, str]:
    if parcel.kind == "dose":
        dose = Dose.objects.filter(pk=parcel.subject).first()
        return (reading.given(dose), str(dose.person_id)) if dose else (None, "")
    if parcel.kind == "home":
        person = str(parcel.person) if parcel.person else ""
        return reading.at_home(str(parcel.subject), reading.records(person) if person else (), parcel.date), person
    visit = Visit.objects.filter(pk=parcel.subject).first()
    return (reading.visits([visit])[0], str(visit.person_id)) if visit else (None, "")


def _place(parcel: FhirParcel, connection: Connection) -> Place:
    post = str(parcel.post_id)
    organization = connection.organization
    there = FhirPlace.objects.filter(post=post, organization=organization)
    return replace(
        reading.places([post])[post],
        organization=organization,
        practitioner=connection.practitioner,
        location=there.values_list("location", flat=True).first(),
    )
