"""Which persons and families open for whom: kader of the post today, officers of the post's puskesmas. Nobody else.

Whoever may not see a person cannot tell whether the person exists.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base.access import NotYours
from simpul.people.merged import canonical
from simpul.people.models import Family, Person
from simpul.registry.access import assignments_of, posts_of
from simpul.registry.models import Account, Assignment, Unit


def open_posts(actor: Account) -> QuerySet[Unit]:
    """Posts whose people the actor may see today. None for operators, psychologists, agencies and teams."""
    if not actor.is_active:
        return Unit.objects.none()
    kader_at = assignments_of(actor, Assignment.Role.KADER).filter(unit__isnull=False).values("unit")
    return Unit.objects.filter(Q(pk__in=posts_of(actor).values("pk")) | Q(pk__in=kader_at), kind=Unit.Kind.POST)


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
