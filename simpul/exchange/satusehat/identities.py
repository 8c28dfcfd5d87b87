"""The patient whom SATUSEHAT knows: by NIK, a newborn by the mother's, and where it is unknown, registered there."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from simpul.base import clock
from simpul.exchange.satusehat import content
from simpul.exchange.satusehat.answers import Answer, Refused
from simpul.exchange.satusehat.client import Client
from simpul.exchange.satusehat.facts import Place, Who
from simpul.exchange.satusehat.models import FhirPatient
from simpul.exchange.satusehat.naming import identifier, key
from simpul.exchange.satusehat.pieces import concept
from simpul.exchange.satusehat.resources import HumanName, Identifier, Link, Patient, Reference, RelatedPerson

GENDER = {"L": "male", "P": "female"}
_IHS = re.compile(r"^P\d{8,15}$")


def known(client: Client, place: Place, who: Who) -> Who:
    """The person with the IHS number. Raises Refused `not_found` when SATUSEHAT does not know the NIK."""
    held = FhirPatient.objects.filter(person=who.id).first()
    if held is None or held.seq != who.seq or _is_due_again(held):
        held = _look(client, who, held)
    if not held.ihs:
        raise Refused("not_found")
    mine = replace(who, ihs=held.ihs)
    if held.found_by != "nik" and not held.linked and who.mother_nik:
        _link_mother(client, place, mine)
        FhirPatient.objects.filter(pk=held.pk).update(linked=True)
    return mine


def _is_due_again(held: FhirPatient) -> bool:
    return not held.ihs and clock.now() - held.at >= timedelta(days=content.policy().limits.look_again_days)


def _look(client: Client, who: Who, before: FhirPatient | None) -> FhirPatient:
    names = content.systems().person
    if who.nik:
        ihs, by = _one(client.find("Patient", identifier=f"{names.nik}|{who.nik}")), "nik"
    else:
        ihs, by = _of_mother(client, who), "nik-ibu"
        if not ihs and before is not None and before.ihs:
            ihs, by = before.ihs, before.found_by
        if not ihs and _is_newborn(who):
            ihs, by = _ihs(client.create("Patient", newborn(who)).body), "made"
    linked = before is not None and before.linked and before.ihs == ihs
    values = {"ihs": ihs or "", "found_by": by, "seq": who.seq, "linked": linked, "at": clock.now()}
    held, _made = FhirPatient.objects.update_or_create(person=who.id, defaults=values)
    return held


def _of_mother(client: Client, who: Who) -> str | None:
    """The child of this mother that was born on this day, when there is exactly one who fits."""
    system = content.systems().person.nik_mother
    near = client.find("Patient", identifier=f"{system}|{who.mother_nik}")
    fits = [one for one in near if _is_this_child(one, who)]
    return _one(fits) if len(fits) == 1 else None


def _is_this_child(patient: dict[str, Any], who: Who) -> bool:
    born, order = patient.get("birthDate"), patient.get("multipleBirthInteger", 0)
    return bool(
        who.birth_date
        and born == who.birth_date.isoformat()
        and patient.get("gender") == GENDER.get(who.sex or "")
        and order == who.multiple
    )


def _is_newborn(who: Who) -> bool:
    if who.birth_date is None:
        return False
    age: timedelta = _today() - who.birth_date
    return age.days <= content.visits().newborn_until_days


def _today() -> date:
    return clock.today()


def newborn(who: Who) -> Patient:
    """A child without a NIK, as SATUSEHAT registers one: by the mother's NIK, under the mother's name."""
    assert who.birth_date is not None and who.mother_nik is not None
    return Patient(
        identifier=[Identifier(use="official", system=content.systems().person.nik_mother, value=who.mother_nik)],
        active=True,
        name=[HumanName(use="official", text=content.visits().newborn_name.format(mother=who.mother_name))],
        gender=GENDER[who.sex or ""],
        birth_date=who.birth_date.isoformat(),
        multiple_birth_integer=who.multiple,
        marital_status=concept("marital", "S", "Never Married"),
    )


def _link_mother(client: Client, place: Place, who: Who) -> None:
    """The mother as a related person, and the link from the child to her. May be repeated."""
    name = key("RelatedPerson", who.id)
    mine = identifier("RelatedPerson", name, place.organization)
    related = RelatedPerson(
        identifier=[mine],
        active=True,
        patient=Reference(reference=f"Patient/{who.ihs}"),
        relationship=[concept("role", "MTH", "mother")],
    )
    made = client.create("RelatedPerson", related, unless=f"identifier={mine.system}|{mine.value}")
    child = newborn(who)
    child.id = who.ihs
    child.link = [Link(other=Reference(reference=f"RelatedPerson/{_id(made)}"), type="seealso")]
    client.update("Patient", who.ihs or "", child)


def _one(found: list[dict[str, Any]]) -> str | None:
    return next((ihs for one in found if (ihs := _ihs(one))), None)


def _ihs(patient: Any) -> str | None:
    said = patient.get("id") if isinstance(patient, dict) else None
    return said if isinstance(said, str) and _IHS.match(said) else None


def _id(answer: Answer) -> str:
    said = answer.body.get("id") if isinstance(answer.body, dict) else None
    if not isinstance(said, str):
        raise Refused("refused", str(answer.status))
    return said
