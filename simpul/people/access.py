"""Which persons and families open for whom: those of the officer's posts, and those asked of the officer's unit."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from simpul.base.access import NotYours
from simpul.people.merged import canonical
from simpul.people.models import Family, Person
from simpul.registry.access import posts_of
from simpul.registry.models import Account


def persons_of(actor: Account) -> QuerySet[Person]:
    """Persons of the actor's posts, merged records left out."""
    return Person.objects.filter(post__in=posts_of(actor), merged_into=None)


def access_person(actor: Account, person: UUID | str) -> Person:
    """The person (the record kept, when it was merged). Raises NotYours."""
    found = Person.objects.filter(pk=canonical([str(person)])[str(person)]).select_related("post").first()
    if found is None or not posts_of(actor).filter(pk=found.post_id).exists():
        raise NotYours
    return found


def access_family(actor: Account, family: UUID | str) -> Family:
    """A family of the actor's posts. Raises NotYours."""
    found: Any = Family.objects.filter(pk=family, post__in=posts_of(actor)).first()
    if found is None:
        raise NotYours
    return found  # type: ignore[no-any-return]
