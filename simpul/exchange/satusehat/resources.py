"""The FHIR R4 resources that we send, by hand: only the elements that are used. Structure is held to the real R4
definitions in tests. Dates and times are FHIR texts.
"""

from typing import Literal

from msgspec import Struct, field


class Element(Struct, kw_only=True, omit_defaults=True, rename="camel"):
    """Names as FHIR writes them; what is empty is left out."""


class Identifier(Element, kw_only=True):
    """A name that a system gave."""

    use: str | None = None
    system: str | None = None
    value: str


class Coding(Element, kw_only=True):
    """A code of a system."""

    system: str
    code: str
    display: str | None = None


class Concept(Element, kw_only=True):
    """CodeableConcept."""

    coding: list[Coding] = []
    text: str | None = None


class Reference(Element, kw_only=True):
    """To another resource, by its address or by a name that it has elsewhere."""

    reference: str | None = None
    type: str | None = None
    identifier: Identifier | None = None
    display: str | None = None


class Quantity(Element, kw_only=True):
    """A measured amount."""

    value: float
    unit: str
    system: str
    code: str


class Period(Element, kw_only=True):
    """From, until."""

    start: str
    end: str | None = None


class Extension(Element, kw_only=True):
    """A value, or extensions inside."""

    url: str
    value_code: str | None = None
    extension: list["Extension"] = []


class HumanName(Element, kw_only=True):
    """A name in one text."""

    use: str
    text: str


class Link(Element, kw_only=True):
    """A patient's link to the record of a relative."""

    other: Reference
    type: Literal["seealso"]


class Resource(Element, tag_field="resourceType", kw_only=True):
    """Something with an address of its own."""

    id: str | None = None
    identifier: list[Identifier] = []


class Participant(Element, kw_only=True):
    """Who took part."""

    type: list[Concept]
    individual: Reference


class Diagnosis(Element, kw_only=True):
    """The reason of contact."""

    condition: Reference
    use: Concept
    rank: int


class StatusHistory(Element, kw_only=True):
    """A status and when it held."""

    status: str
    period: Period


class EncounterLocation(Element, kw_only=True):
    """Where."""

    location: Reference


class Encounter(Resource, tag="Encounter", kw_only=True):
    """A visit."""

    status: str
    class_: Coding = field(name="class")
    subject: Reference
    participant: list[Participant] = []
    period: Period
    diagnosis: list[Diagnosis] = []
    status_history: list[StatusHistory] = []
    location: list[EncounterLocation] = []
    service_provider: Reference


class Observation(Resource, tag="Observation", kw_only=True):
    """A measurement, or a score computed from it."""

    status: str
    category: list[Concept]
    code: Concept
    subject: Reference
    encounter: Reference
    effective_date_time: str
    performer: list[Reference] = []
    value_quantity: Quantity | None = None
    interpretation: list[Concept] = []


class Condition(Resource, tag="Condition", kw_only=True):
    """Why the person came (ICD-10 chapter XXI). Never a finding: screening is not diagnosis."""

    clinical_status: Concept | None = None
    verification_status: Concept | None = None
    category: list[Concept]
    code: Concept
    subject: Reference
    encounter: Reference


class ImmunizationPerformer(Element, kw_only=True):
    """Who gave, or who says so."""

    function: Concept
    actor: Reference


class ProtocolApplied(Element, kw_only=True):
    """Which dose of the series."""

    dose_number_positive_int: int


class Immunization(Resource, tag="Immunization", kw_only=True):
    """A vaccine given."""

    status: str
    vaccine_code: Concept
    patient: Reference
    encounter: Reference | None = None
    occurrence_date_time: str
    recorded: str | None = None
    primary_source: bool | None = None
    location: Reference | None = None
    lot_number: str | None = None
    expiration_date: str | None = None
    performer: list[ImmunizationPerformer] = []
    reason_code: list[Concept] = []
    protocol_applied: list[ProtocolApplied] = []


class ServiceRequest(Resource, tag="ServiceRequest", kw_only=True):
    """A referral."""

    status: str
    intent: Literal["order"]
    category: list[Concept]
    priority: str
    code: Concept
    subject: Reference
    encounter: Reference
    authored_on: str
    requester: Reference
    performer: list[Reference] = []
    reason_code: list[Concept] = []


class Address(Element, kw_only=True):
    """Where a place is: the village's name, and its code in an extension."""

    use: str
    country: str
    city: str | None = None
    extension: list[Extension] = []


class Location(Resource, tag="Location", kw_only=True):
    """The post, under the puskesmas."""

    status: str
    name: str
    mode: str
    physical_type: Concept
    address: Address | None = None
    managing_organization: Reference


class Patient(Resource, tag="Patient", kw_only=True):
    """A newborn without a NIK, known by the mother's."""

    active: bool
    name: list[HumanName]
    gender: str
    birth_date: str
    multiple_birth_integer: int
    marital_status: Concept | None = None
    link: list[Link] = []


class RelatedPerson(Resource, tag="RelatedPerson", kw_only=True):
    """The mother of a newborn."""

    active: bool
    patient: Reference
    relationship: list[Concept]


AnyResource = Encounter | Observation | Condition | Immunization | ServiceRequest | Location | Patient | RelatedPerson


class Request(Element, kw_only=True):
    """What the server should do with an entry."""

    method: Literal["POST", "PUT"]
    url: str
    if_none_exist: str | None = None


class Entry(Element, kw_only=True):
    """A resource of a transaction."""

    full_url: str
    resource: AnyResource
    request: Request


class Bundle(Element, tag_field="resourceType", tag="Bundle", kw_only=True):
    """All of a visit, or nothing of it. `type` has no default: what equals its default is not written."""

    type: Literal["transaction"]
    entry: list[Entry]
