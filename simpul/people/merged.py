"""Who is who after merges: references are never rewritten, so every reader goes through here."""

from collections.abc import Iterable

from simpul.people.models import Person
from simpul.people.records import uuids

MOST_STEPS = 20
KIN = """WITH RECURSIVE kin(id) AS (
    SELECT unnest(%s::uuid[])
    UNION
    SELECT record.id FROM kin JOIN people_person p ON p.id = kin.id OR p.merged_into_id = kin.id
     CROSS JOIN LATERAL (VALUES (p.id), (p.merged_into_id)) AS record(id) WHERE record.id IS NOT NULL)"""
"""What `groups` finds, and the persons asked for themselves, for a statement that must cost a push nothing more."""


def canonical(persons: Iterable[str]) -> dict[str, str]:
    """Person id → id of the person kept, over any number of merges. Unknown ids stand for themselves.

    One query for each step of the longest chain.
    """
    leads = {person: person for person in persons}
    ahead = set(leads)
    links: dict[str, str] = {}
    for _ in range(MOST_STEPS):
        if not ahead:
            break
        rows = Person.objects.filter(pk__in=uuids(ahead), merged_into__isnull=False)
        found = {str(pk): str(kept) for pk, kept in rows.values_list("pk", "merged_into")}
        links |= found
        ahead = set(found.values()) - links.keys()
    return {person: _end(person, links) for person in leads}


def _end(person: str, links: dict[str, str]) -> str:
    seen: set[str] = set()
    while person in links and person not in seen:
        seen.add(person)
        person = links[person]
    return person


def groups(persons: Iterable[str]) -> dict[str, set[str]]:
    """Person kept → ids of all records that are this person, for every person that `persons` belong to."""
    found = {kept: {kept} for kept in canonical(persons).values()}
    owner = {kept: kept for kept in found}
    ahead = set(found)
    for _ in range(MOST_STEPS):
        if not ahead:
            break
        rows = Person.objects.filter(merged_into__in=uuids(ahead)).values_list("pk", "merged_into")
        fresh = {str(pk): owner[str(kept)] for pk, kept in rows if str(pk) not in owner}
        for pk, kept in fresh.items():
            found[kept].add(pk)
        owner |= fresh
        ahead = set(fresh)
    return found


def records_of(person: str) -> list[str]:
    """Ids of all records that are one person with this one, itself included."""
    (members,) = groups([person]).values()
    return sorted(members)
