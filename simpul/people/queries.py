"""Reads of the people room. Whoever shows their answers writes an audit row of reading (`base.audit.read`)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from simpul.people.duplicates import Facts, Match, compare
from simpul.people.merged import canonical, records_of
from simpul.people.models import Consent, Family, Person
from simpul.people.nik import mask_nik
from simpul.people.phonetic import name_similarity, phonetic_keys
from simpul.people.records import plain, uuids
from simpul.registry.names import unit_name

NOT_SAME = "not_same"
"""Member of a person's `extra`: ids of records that are other people, however alike."""


@dataclass(frozen=True)
class PersonLine:
    """A person in a list. `nik` is masked; `age_days` None without birth date."""

    id: str
    post: str
    post_name: str
    family: str | None
    name: str
    sex: str | None
    birth_date: date | None
    age_days: int | None
    nik: str
    mother_name: str
    address: str
    status: str
    merged_into: str | None


@dataclass(frozen=True)
class PersonPage:
    """A person with everything the room knows. `records`: ids of all that are this person."""

    person: Person
    line: PersonLine
    records: list[str]
    merged_here: list[PersonLine]
    family: Family | None
    household: list[PersonLine]
    consents: list[Consent]


@dataclass(frozen=True)
class Suspect:
    """Two records that may be one person; the likelier first."""

    a: PersonLine
    b: PersonLine
    match: Match


def line(person: Person, today: date) -> PersonLine:
    """A person as lists show them."""
    family = person.family
    return PersonLine(
        id=str(person.pk),
        post=str(person.post_id),
        post_name=unit_name(person.post_id),
        family=str(person.family_id) if person.family_id else None,
        name=person.name,
        sex=person.sex,
        birth_date=person.birth_date,
        age_days=(today - person.birth_date).days if person.birth_date else None,
        nik=mask_nik(person.nik),
        mother_name=person.mother_name or (person.mother.name if person.mother else ""),
        address=address(family),
        status=person.status,
        merged_into=str(person.merged_into_id) if person.merged_into_id else None,
    )


def address(family: Family | None) -> str:
    """One line: address, RT and RW."""
    if family is None:
        return ""
    places = [f"RT {family.rt}" if family.rt else "", f"RW {family.rw}" if family.rw else ""]
    return ", ".join(part for part in (family.address, "/".join(p for p in places if p)) if part)


def person_page(person: Person, today: date) -> PersonPage:
    """The page of the person kept: shows the histories of all records that are this person."""
    kept_id = canonical([str(person.pk)])[str(person.pk)]
    kept = _with_relations().get(pk=kept_id)
    records = records_of(kept_id)
    subjects = [*records, *([str(kept.family_id)] if kept.family_id else [])]
    others = _with_relations().filter(pk__in=records).exclude(pk=kept_id).order_by("name")
    return PersonPage(
        person=kept,
        line=line(kept, today),
        records=records,
        merged_here=[line(one, today) for one in others],
        family=kept.family,
        household=household(kept.family, today) if kept.family else [],
        consents=list(Consent.objects.filter(subject__in=subjects).order_by("-date", "-seq")),
    )


def household(family: Family, today: date) -> list[PersonLine]:
    """The family's persons who are not merged into another one, eldest first."""
    found = _with_relations().filter(family=family, merged_into=None).exclude(status="mistake")
    return [line(person, today) for person in found.order_by("birth_date", "name")]


def search(posts: set[str], text: str, today: date, limit: int = 20) -> list[PersonLine]:
    """Persons of these posts by name (spelling forgiven), by NIK of 16 digits, or by the token of their card."""
    text = text.strip()
    if not text:
        return []
    people = _with_relations().filter(post__in=uuids(posts), merged_into=None).exclude(status="mistake")
    exact = list(people.filter(nik=text)[:limit]) or list(people.filter(card_token=text)[:limit])
    if exact:
        return [line(person, today) for person in exact]
    sounding = people.filter(phonetic__overlap=phonetic_keys(text)) if phonetic_keys(text) else people.none()
    written = people.filter(name__icontains=text)
    found = {person.pk: person for person in [*written[: limit * 3], *sounding[: limit * 10]]}
    ranked = sorted(found.values(), key=lambda p: (-name_similarity(text, p.name), p.name, str(p.pk)))
    return [line(person, today) for person in ranked[:limit]]


def facts(person: Person) -> Facts:
    """A person as the duplicate matcher reads them."""
    family = person.family
    return Facts(
        name=person.name,
        sex=person.sex,
        birth_date=plain(person.birth_date),
        birth_date_estimated=person.birth_date_estimated,
        nik=person.nik,
        mother=str(person.mother_id) if person.mother_id else None,
        mother_name=person.mother_name or (person.mother.name if person.mother else ""),
        father_name=person.father_name,
        family=str(person.family_id) if person.family_id else None,
        rt=family.rt if family else "",
        rw=family.rw if family else "",
        phone=person.phone or (family.phone if family else ""),
        birth_order=person.birth_order,
    )


def suspects(posts: set[str], today: date, limit: int = 50) -> list[Suspect]:
    """Pairs of records in these posts that may be one person, likeliest first. Merged ones are left out."""
    people = list(
        _with_relations().filter(post__in=uuids(posts), merged_into=None).exclude(status__in=("died", "mistake"))
    )
    found = [
        Suspect(line(a, today), line(b, today), match)
        for a, b in _blocked(people)
        if not told_apart(a, b) and (match := compare(facts(a), facts(b))).level in ("sure", "likely")
    ]
    return sorted(found, key=lambda one: (-one.match.score, one.a.id, one.b.id))[:limit]


def told_apart(a: Person, b: Person) -> bool:
    """Whether somebody has looked at these two and said that they are two people."""
    return str(b.pk) in a.extra.get(NOT_SAME, ()) or str(a.pk) in b.extra.get(NOT_SAME, ())


def suspects_of(person: Person, today: date, limit: int = 3) -> list[Suspect]:
    """Other records of the same post that may be this person."""
    near = (
        _with_relations().filter(post=person.post_id, merged_into=None).exclude(pk=person.pk).exclude(status="mistake")
    )
    shared = near.filter(phonetic__overlap=person.phonetic)
    if person.birth_date:
        shared |= near.filter(birth_date=person.birth_date)
    if person.nik:
        shared |= near.filter(nik=person.nik)
    mine, me = facts(person), line(person, today)
    others = [other for other in shared.distinct() if not told_apart(person, other)]
    found = [Suspect(me, line(other, today), compare(mine, facts(other))) for other in others]
    likely = [one for one in found if one.match.level != "none" and one.b.id not in records_of(me.id)]
    return sorted(likely, key=lambda one: (-one.match.score, one.b.id))[:limit]


def _blocked(people: list[Person]) -> list[tuple[Person, Person]]:
    """Pairs worth comparing: those that share a sound of the name, a birth date or a NIK."""
    blocks: dict[str, list[int]] = {}
    for place, person in enumerate(people):
        keys = [f"p{key}" for key in person.phonetic]
        keys += [f"b{person.birth_date}"] if person.birth_date else []
        keys += [f"n{person.nik}"] if person.nik else []
        for key in keys:
            blocks.setdefault(key, []).append(place)
    pairs = {(i, j) for block in blocks.values() if len(block) <= LARGEST_BLOCK for i in block for j in block if i < j}
    return [(people[i], people[j]) for i, j in sorted(pairs)]


LARGEST_BLOCK = 200
"""A sound that so many share (Siti, Muhammad) tells nobody apart; the other keys find the pair."""


def _with_relations() -> QuerySet[Person]:
    return Person.objects.select_related("family", "mother")
