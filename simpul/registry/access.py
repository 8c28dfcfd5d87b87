"""Which units and accounts open for whom. The only doors through which pages and API obtain them.

An officer works for the posts of the own puskesmas. An operator manages the units and accounts of an area (or of the
whole system), and never opens a personal record.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from simpul.base import clock
from simpul.base.access import NotYours, only
from simpul.registry.models import Account, Assignment, AssignmentQuery, Unit

Role = Assignment.Role


def assignments_of(actor: Account, *roles: str) -> AssignmentQuery:
    """The actor's assignments of today in these roles."""
    found: AssignmentQuery = actor.assignments.active(clock.today())
    return found.filter(role__in=roles)


def puskesmas_of(actor: Account) -> QuerySet[Unit]:
    """The puskesmas at which the actor works as an officer today."""
    ids = assignments_of(actor, Role.OFFICER).filter(unit__kind=Unit.Kind.PUSKESMAS).values("unit")
    return Unit.objects.filter(pk__in=ids)


def posts_of(actor: Account) -> QuerySet[Unit]:
    """The posts of the actor's puskesmas and those named in the actor's assignment, in order of name."""
    here = assignments_of(actor, Role.OFFICER).values("unit")
    posts = Unit.objects.filter(Q(post__puskesmas__in=here) | Q(pk__in=here), kind=Unit.Kind.POST)
    return posts.select_related("post", "area").order_by("name")


def access_post(actor: Account, post: UUID | str) -> Unit:
    """A post of the actor's puskesmas. Raises NotYours for any other."""
    return only(posts_of(actor).filter(pk=post))


def team_of(actor: Account) -> QuerySet[Account]:
    """Whose phones the actor looks after: kader and bidan assigned to a post at any time, never oneself."""
    held = Assignment.objects.filter(role__in=(Role.KADER, Role.OFFICER), unit__in=posts_of(actor))
    return Account.objects.filter(pk__in=held.values("account")).exclude(pk=actor.pk).order_by("name")


def access_member(actor: Account, account: UUID | str) -> Account:
    """Someone of the team. Raises NotYours for anyone else, staff without a post of their own included."""
    return only(team_of(actor).filter(pk=account))


def access_kader(actor: Account, account: UUID | str) -> Account:
    """A kader of the actor's posts. Raises NotYours for anyone else, other staff included."""
    kader = Assignment.objects.filter(role=Role.KADER, unit__in=posts_of(actor))
    return only(team_of(actor).filter(pk=account, pk__in=kader.values("account")))


def operated_units(actor: Account) -> QuerySet[Unit]:
    """Units in the areas that the actor operates today; all units for an operator without an area."""
    return Unit.objects.filter(_inside(actor, "area__code")).select_related("area").order_by("kind", "name")


def access_operated_unit(actor: Account, unit: UUID | str) -> Unit:
    """A unit that the actor operates. Raises NotYours."""
    return only(operated_units(actor).filter(pk=unit))


def operated_accounts(actor: Account) -> QuerySet[Account]:
    """Accounts with an assignment in the actor's areas; every account for an operator without an area."""
    if _whole(actor):
        return Account.objects.order_by("name")
    places = Assignment.objects.filter(_inside(actor, "unit__area__code") | _inside(actor, "area__code"))
    return Account.objects.filter(pk__in=places.values("account")).order_by("name")


def access_operated_account(actor: Account, account: UUID | str) -> Account:
    """An account that the actor operates. Raises NotYours."""
    return only(operated_accounts(actor).filter(pk=account))


def access_operated_assignment(actor: Account, who: Account, assignment: int) -> Assignment:
    """An assignment of `who` in the areas that the actor operates. Raises NotYours."""
    held: Assignment | None = who.assignments.filter(pk=assignment).select_related("unit").first()
    if held is None or not operates(actor, held):
        raise NotYours
    return held


def operates(actor: Account, held: Assignment) -> bool:
    """Whether the place of an assignment lies in the areas that the actor operates."""
    return may_operate_area(actor, held.unit.area_id if held.unit else held.area_id or "")


def answers_for(actor: Account, who: Account) -> bool:
    """Whether everything that `who` does, today and later, lies in the areas that the actor operates.

    Only then may the actor hand out new access to the account: with it come all its rights, those elsewhere too.
    """
    day = clock.today()
    held = who.assignments.filter(Q(ends_on=None) | Q(ends_on__gte=day)).select_related("unit")
    return all(operates(actor, one) for one in held)


def may_operate_area(actor: Account, code: str) -> bool:
    """Whether an operator's area holds the area `code`."""
    return _whole(actor) or any(_holds(area, code) for area in _areas(actor))


def operates_everything(actor: Account) -> bool:
    """Whether the actor is an operator of the whole system, not of an area."""
    return _whole(actor)


def _areas(actor: Account) -> list[str]:
    mine = assignments_of(actor, Role.OPERATOR).exclude(area=None)
    return list(mine.values_list("area_id", flat=True))


def _whole(actor: Account) -> bool:
    return assignments_of(actor, Role.OPERATOR).filter(area=None, unit=None).exists()


def _holds(area: str, code: str) -> bool:
    return code == area or code.startswith(f"{area}.")


def _inside(actor: Account, field: str) -> Q:
    if _whole(actor):
        return Q()
    found = Q(pk__in=[])
    for area in _areas(actor):
        found |= Q(**{field: area}) | Q(**{f"{field}__startswith": f"{area}."})
    return found
