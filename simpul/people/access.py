"""Which persons and families open on pages, and for whom: officers of the post's puskesmas. Nobody else.

A kader reads on the phone alone, what its rows hold (journal/scopes.py): pages show more. Whoever is kader at a post
and officer elsewhere opens none of its people here.

Whoever may not see a person cannot tell whether the person exists.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from simpul.base.access import NotYours
from simpul.people.merged import canonical
from simpul.people.models import Family, Person
from simpul.registry.access import posts_of
from simpul.registry.models import Account, Unit


def open_posts(actor: Account) -> QuerySet[Unit]:
    """Posts whose people the actor may see today. None for kader, operators, psychologists, agencies and teams."""
    return posts_of(actor) if actor.is_active else Unit.objects.none()


def persons_of(actor: Account) -> QuerySet[Person]:
    """Persons of these posts, merged records left out."""
    return Person.objects.filter(post__in=open_posts(actor), merged_into=None)


def access_person(actor: Account, person: UUID | str) -> Person:
    """The person (the record kept, when it was merged). Raises NotYours."""
    asked = str(as_id(person))
    found = Person.objects.filter(pk=canonical([asked])[asked], post__in=open_posts(actor))
    kept: Person = _open(found.select_related("post", "family").first())
    return kept


def access_family(actor: Account, family: UUID | str) -> Family:
    """A family of these posts. Raises NotYours."""
    found: Family = _open(Family.objects.filter(pk=as_id(family), post__in=open_posts(actor)).first())
    return found


def as_id(text: UUID | str) -> UUID:
    """An id from an address. Raises NotYours for anything else."""
    try:
        return text if isinstance(text, UUID) else UUID(text)
    except ValueError:
        raise NotYours from None


def _open(found: Any) -> Any:
    if found is None:
        raise NotYours
    return found


def access_record(actor: Account, record: UUID | str) -> Person:
    """One record of a person as it is, merged or not: for merging and its undoing. Raises NotYours."""
    found: Person = _open(Person.objects.filter(pk=as_id(record), post__in=open_posts(actor)).first())
    return found
