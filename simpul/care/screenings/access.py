"""Who is of the treating team: psychologists, and officers whose title says so. Nobody else reads answers."""

from functools import cache
from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base.access import NotYours
from simpul.knowledge.content import CONTENT_DIR, read_json
from simpul.network import workflow
from simpul.network.models import Request
from simpul.people.access import as_id
from simpul.people.merged import canonical
from simpul.people.models import Person
from simpul.registry.access import assignments_of
from simpul.registry.models import Account, Assignment, Unit

Role = Assignment.Role


def treated_posts(actor: Account) -> QuerySet[Unit]:
    """Posts whose people the actor treats today: those of the puskesmas, and those named in the assignment."""
    if not actor.is_active:
        return Unit.objects.none()
    held = assignments_of(actor, Role.OFFICER, Role.PSYCHOLOGIST).filter(unit__isnull=False)
    here = [one.unit_id for one in held if one.role == Role.PSYCHOLOGIST or is_treating(one.title)]
    return Unit.objects.filter(Q(post__puskesmas__in=here) | Q(pk__in=here), kind=Unit.Kind.POST)


def is_treating(title: str) -> bool:
    """Whether an officer of this title belongs to the treating team."""
    words = title.casefold().split()
    return any(words[: len(known)] == known for known in _titles())


@cache
def _titles() -> list[list[str]]:
    found = read_json(CONTENT_DIR / "programme" / "treating-team.json")
    return [str(title).split() for title in found["titles"]]


def access_treated(actor: Account, person: UUID | str) -> Person:
    """A person whom the actor treats (the record kept, when it was merged). Raises NotYours."""
    asked = str(as_id(person))
    kept = canonical([asked])[asked]
    found = Person.objects.filter(pk=kept, post__in=treated_posts(actor)).select_related("post", "family").first()
    if found is None:
        raise NotYours
    return found


def treats(actor: Account, person: Person) -> bool:
    """Whether the actor is of this person's treating team."""
    return treated_posts(actor).filter(pk=person.post_id).exists()


def is_of_mind(request: Request) -> bool:
    """Whether the request asks for care of the mind: only the treating team answers it."""
    return request.workflow in workflow.answered_by(Role.PSYCHOLOGIST)


def may_answer(actor: Account, request: Request) -> bool:
    """Whether the actor, who may read the request, may answer it too."""
    if not is_of_mind(request) or treated_posts(actor).filter(pk=request.post_id).exists():
        return True
    asked = assignments_of(actor, Role.OFFICER).filter(unit=request.to_unit_id) if request.to_unit_id else ()
    return any(is_treating(one.title) for one in asked)
