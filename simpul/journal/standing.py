"""What accounts may write and what phones may hold: assignments of the registry, read for the journal."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from simpul.base import clock
from simpul.journal import tables
from simpul.journal.kinds import KADER, OFFICER
from simpul.journal.libpq import Call
from simpul.registry.models import Account, Assignment, Post, Unit

ROLES = (KADER, OFFICER)
OPERATOR = Assignment.Role.OPERATOR
CEILING = {KADER: "K1", OFFICER: "K2"}


@dataclass(frozen=True)
class Span:
    """An assignment in time; `ends` None: open."""

    role: str
    starts: date
    ends: date | None

    def holds(self, day: date) -> bool:
        """Whether the assignment is in force on a day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


Spans = dict[tuple[str, str], list[Span]]


def homes_of(posts: Iterable[str]) -> dict[str, str | None]:
    """Those of the posts that exist: post → its puskesmas."""
    return _homes(tables.execute(_HOMES, [[*posts]]))


def works_at(account: Account, unit: str, day: date) -> bool:
    """Whether somebody who is no kader works at a unit that is no post: there they write in the unit's own journal."""
    held = Assignment.objects.active(day).filter(account=account, unit=unit).exclude(role__in=(KADER, OPERATOR))
    return held.exclude(unit__kind=Unit.Kind.POST).exists()


def _homes(found: Iterable[Any]) -> dict[str, str | None]:
    return {str(post): str(home) if home else None for post, home in found}


_HOMES = "SELECT unit_id, puskesmas_id FROM registry_post WHERE unit_id = ANY(%s::uuid[])"
_ASSIGNMENTS = (
    "SELECT account_id, unit_id, role, starts_on, ends_on FROM registry_assignment"
    " WHERE account_id = ANY(%s::uuid[]) AND (unit_id = ANY(%s::uuid[])"
    " OR unit_id IN (SELECT puskesmas_id FROM registry_post WHERE unit_id = ANY(%s::uuid[])))"
    " AND role = ANY(%s) ORDER BY id"
)


_IN_FORCE = (
    "SELECT a.account_id, a.role, a.unit_id, u.kind FROM registry_assignment a JOIN registry_unit u ON u.id = a.unit_id"
    " WHERE a.account_id = ANY(%s) AND a.role = ANY(%s)"
    " AND a.starts_on <= %s AND (a.ends_on IS NULL OR a.ends_on >= %s) ORDER BY a.id"
)
"""As `Assignment.objects.active` has it."""


def spans(accounts: Iterable[str], homes: Mapping[str, str | None]) -> Spans:
    """Every assignment that ever tied one of the accounts to one of the posts: (account, post) → spans.

    An officer of the post's puskesmas is tied to the post.
    """
    return _spans(tables.execute(*_tying(accounts, homes)), homes)


def asking_ties(accounts: Iterable[str], posts: Iterable[str]) -> list[Call]:
    """The statements for `homes_of` the posts and the `spans` of the accounts there; `read_ties` takes the answers."""
    here = list(posts)
    return [(_HOMES, [here]), _tying(accounts, here)]


def read_ties(found: Sequence[Any]) -> tuple[dict[str, str | None], Spans]:
    """The homes and the spans that the statements of `asking_ties` found."""
    homes, tied = found
    known = _homes(homes)
    return known, _spans(tied, known)


def _tying(accounts: Iterable[str], posts: Iterable[str]) -> Call:
    here = list(posts)
    return _ASSIGNMENTS, [[*accounts], here, here, [*ROLES]]


def _spans(rows: Iterable[Any], homes: Mapping[str, str | None]) -> Spans:
    found: Spans = {}
    for account, unit, role, starts, ends in rows:
        for post, puskesmas in homes.items():
            if str(unit) == post or (str(unit) == puskesmas and role == OFFICER):
                found.setdefault((str(account), post), []).append(Span(role, starts, ends))
    return found


@dataclass
class Scope:
    """What a phone serves today: its accounts with their roles, and its posts with what they may show.

    `ceilings` maps post → highest class. A phone that a kader uses holds nothing above K1, whoever shares it.
    """

    accounts: list[tuple[Account, str]] = field(default_factory=list)
    ceilings: Mapping[str, str] = field(default_factory=dict)
    revisions: Mapping[str, int] = field(default_factory=dict)
    """Post → how often the phones that serve it changed."""

    @property
    def version(self) -> str:
        """Changes when accounts, roles, posts or the phones of a post do, and monthly; a phone then loads its scope."""
        facts = [f"{account.pk}|{account.name}|{role}" for account, role in self.accounts]
        facts += [f"{post}|{ceiling}" for post, ceiling in sorted(self.ceilings.items())]
        facts += [f"{post}|phones|{revision}" for post, revision in sorted(self.revisions.items())]
        facts.append(f"{clock.today():%Y-%m}")
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def scope_of(accounts: list[Account]) -> Scope:
    """The scope of a phone on which these accounts are enrolled. Disabled accounts count for nothing."""
    active = [account for account in accounts if account.is_active]
    if not active:
        return Scope()
    today = clock.today()
    rows = tables.execute(_IN_FORCE, [[one.pk for one in active], [*ROLES], today, today]).fetchall()
    roles: dict[Any, str] = {}
    for account, role, _, _ in rows:
        roles[account] = OFFICER if OFFICER in (role, roles.get(account)) else role
    if not roles:
        return Scope()
    ceiling = CEILING[KADER if KADER in roles.values() else OFFICER]
    posts = _posts(rows)
    return Scope(
        [(account, roles[account.pk]) for account in active if account.pk in roles],
        dict.fromkeys(sorted(str(post) for post in posts), ceiling),
        {str(post): revision for post, revision in _revisions(posts)},
    )


def _revisions(posts: set[Any]) -> Iterable[tuple[Any, int]]:
    query = "SELECT post_id, revision FROM journal_handoverkey WHERE post_id = ANY(%s)"
    return [(post, revision) for post, revision in tables.execute(query, [[*posts]])]


def _posts(rows: list[Any]) -> set[Any]:
    # An officer with posts of their own carries those; one without carries all of the puskesmas.
    own = {unit for _, _, unit, kind in rows if kind == Unit.Kind.POST}
    with_own = {account for account, _, _, kind in rows if kind == Unit.Kind.POST}
    whole = {
        unit
        for account, role, unit, kind in rows
        if kind == Unit.Kind.PUSKESMAS and role == OFFICER and account not in with_own
    }
    if whole:
        query = "SELECT unit_id FROM registry_post WHERE puskesmas_id = ANY(%s)"
        own |= {post for (post,) in tables.execute(query, [[*whole]])}
    return own


def posts_of_officer(account: Account, day: date | None = None) -> set[str]:
    """Posts whose journal an officer may read and answer: those of their puskesmas, and those named."""
    units = Assignment.objects.active(day or clock.today()).filter(account=account, role=OFFICER)
    here = units.values("unit")
    found = Post.objects.filter(Q(puskesmas__in=here) | Q(pk__in=here))
    return {str(pk) for pk in found.values_list("pk", flat=True)}
