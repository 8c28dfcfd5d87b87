"""Names that stay the same however often something is sent: they are derived from our own ids.

A resource's key is UUIDv5(NAMESPACE, `fhir|{type}|{source}`): fullUrl in a transaction, value of the identifier,
and the name under which the outbox remembers the id that the server gave.
"""

import uuid
from collections.abc import Mapping

from simpul.base.ids import NAMESPACE
from simpul.exchange.satusehat import content
from simpul.exchange.satusehat.facts import Place, Sent, Who
from simpul.exchange.satusehat.resources import AnyResource, Entry, Identifier, Reference, Request

UNREGISTERED = "urn:ietf:rfc:3986"
"""The system of an identifier while the puskesmas has no organization id yet: only previews carry it."""


def key(kind: str, source: str) -> str:
    """The name of a resource."""
    return str(uuid.uuid5(NAMESPACE, f"fhir|{kind}|{source}"))


def identifier(kind: str, name: str, organization: str | None) -> Identifier:
    """The identifier under which the server can find the resource again."""
    if organization is None:
        return Identifier(system=UNREGISTERED, value=f"urn:uuid:{name}")
    system = content.systems().records.format(resource=kind.lower(), organization=organization)
    return Identifier(use="official", system=system, value=name)


def to_patient(who: Who) -> Reference:
    """The patient by IHS number; until it is known (previews), by the number that it will be looked up with."""
    names = content.systems().person
    if who.ihs:
        return Reference(reference=f"Patient/{who.ihs}")
    if who.nik:
        return Reference(type="Patient", identifier=Identifier(system=names.nik, value=who.nik))
    if who.mother_nik:
        return Reference(type="Patient", identifier=Identifier(system=names.nik_mother, value=who.mother_nik))
    return Reference(type="Patient", identifier=Identifier(system=UNREGISTERED, value=f"urn:uuid:{who.id}"))


def to_organization(place: Place) -> Reference:
    """The puskesmas."""
    if place.organization:
        return Reference(reference=f"Organization/{place.organization}", display=place.puskesmas_name)
    own = Identifier(system=UNREGISTERED, value=f"urn:uuid:{place.puskesmas}")
    return Reference(type="Organization", identifier=own, display=place.puskesmas_name)


def to_practitioner(place: Place) -> Reference | None:
    """The officer who answers for what is sent, where the puskesmas named one."""
    return Reference(reference=f"Practitioner/{place.practitioner}") if place.practitioner else None


class Names:
    """References between resources of one transaction: by the server's id where it gave one, else by fullUrl."""

    def __init__(self, place: Place, who: Who, sent: Mapping[str, Sent]) -> None:
        """`sent`: key → what the server already holds."""
        self.place, self.who, self.sent = place, who, sent
        self.patient, self.organization = to_patient(who), to_organization(place)
        self.practitioner = to_practitioner(place)

    def to(self, kind: str, name: str) -> Reference:
        """A resource of this transaction."""
        held = self.sent.get(name)
        return Reference(reference=f"{kind}/{held.id}" if held else f"urn:uuid:{name}")

    def id_of(self, name: str) -> str | None:
        """The id that the server gave."""
        held = self.sent.get(name)
        return held.id if held else None

    def identifiers(self, kind: str, name: str) -> list[Identifier]:
        """What the resource is found again by."""
        return [identifier(kind, name, self.place.organization)]

    def entry(self, name: str, resource: AnyResource) -> Entry:
        """The resource with what the server should do: change what it holds, else make it unless it is there."""
        kind = type(resource).__struct_config__.tag
        held = self.sent.get(name)
        if held:
            asked = Request(method="PUT", url=f"{kind}/{held.id}")
        else:
            mine = resource.identifier[0]
            asked = Request(method="POST", url=str(kind), if_none_exist=f"identifier={mine.system}|{mine.value}")
        return Entry(full_url=f"urn:uuid:{name}", resource=resource, request=asked)
