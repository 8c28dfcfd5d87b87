"""The kader and bidan of each post of an officer, today and to come."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Q

from simpul.base import clock
from simpul.journal.models import DeviceAccount
from simpul.registry.access import posts_of
from simpul.registry.models import Account, Assignment, Unit


@dataclass(frozen=True)
class Member:
    """A kader or bidan at a post. `phone_seen` is None when no phone of theirs was ever heard; `phones`: how many."""

    account: Account
    assignment: Assignment
    phones: int
    phone_seen: Any
    begins_later: bool


@dataclass
class PostTeam:
    """A post with its kader in order of name."""

    post: Unit
    members: list[Member] = field(default_factory=list)


def team_by_post(officer: Account) -> list[PostTeam]:
    """Posts of the officer with everyone assigned today or later."""
    today = clock.today()
    teams = {post.pk: PostTeam(post) for post in posts_of(officer)}
    current = Q(ends_on=None) | Q(ends_on__gte=today)
    roles = (Assignment.Role.KADER, Assignment.Role.OFFICER)
    held = Assignment.objects.filter(current, role__in=roles, unit__in=list(teams)).exclude(account=officer)
    rows = list(held.select_related("account").order_by("account__name"))
    seen = _phones({row.account_id for row in rows})
    for row in rows:
        count, last = seen.get(row.account_id, (0, None))
        assert row.unit_id is not None
        teams[row.unit_id].members.append(Member(row.account, row, count, last, row.starts_on > today))
    return list(teams.values())


def _phones(accounts: set[Any]) -> dict[Any, tuple[int, Any]]:
    found: dict[Any, tuple[int, Any]] = {}
    rows = DeviceAccount.objects.filter(removed_at=None, device__revoked_at=None, account__in=accounts)
    for account, last in (
        rows.values("account", "device").annotate(last=Max("device__last_seen_at")).values_list("account", "last")
    ):
        count, newest = found.get(account, (0, None))
        found[account] = (count + 1, max(filter(None, (newest, last)), default=None))
    return found
