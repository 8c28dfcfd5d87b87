"""Who is of the treating team: psychologists, and officers whose function says so. Nobody else reads answers."""

from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base import clock
from simpul.base.access import NotYours
from simpul.network import workflow
from simpul.network.models import Request
from simpul.network.places import standing
from simpul.people.access import as_id
from simpul.people.merged import canonical
from simpul.people.models import Person
from simpul.registry.access import assignments_of
from simpul.registry.functions.holding import treats as of_treating_team
from simpul.registry.models import Account, Assignment, Unit

Role = Assignment.Role


def treated_posts(actor: Account) -> QuerySet[Unit]:
    """Posts whose people the actor treats today: those of the puskesmas, and those named in the assignment."""
    if not actor.is_active:
        return Unit.objects.none()
    held = assignments_of(actor, Role.OFFICER, Role.PSYCHOLOGIST).filter(unit__isnull=False)
    here = list(held.filter(of_treating_team(clock.today())).values_list("unit", flat=True))
    return Unit.objects.filter(Q(post__puskesmas__in=here) | Q(pk__in=here), kind=Unit.Kind.POST)


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
    return workflow.load(request.workflow).treating_only


def may_answer(actor: Account, request: Request) -> bool:
    """Whether the actor, who may read the request, may take any step of it too."""
    held = standing(actor, request)
    return any(step.is_open_to(held) for step in workflow.load(request.workflow).transitions)
