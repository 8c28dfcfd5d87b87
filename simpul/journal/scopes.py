"""What a phone is told about whom and what it serves."""

import logging

from simpul.base import clock
from simpul.journal import handover
from simpul.journal.escrow import keys, published
from simpul.journal.kinds import KADER, OFFICER
from simpul.journal.standing import Scope
from simpul.journal.wire import AccountInfo, EscrowKey, NeighbourInfo, PostInfo, UnitInfo
from simpul.journal.wire import Scope as ScopeAnswer
from simpul.registry.capabilities.general import not_general
from simpul.registry.models import Area, Assignment, Post, Unit

log = logging.getLogger(__name__)
_PROVINCE, _REGENCY, _DISTRICT = 2, 5, 8
"""Characters of a Kemendagri area code (`31.74.01.1001`) that name the province, the regency, the district."""


def describe(scope: Scope) -> ScopeAnswer:
    """The scope with names, addresses and the people of each post."""
    rows = Post.objects.filter(pk__in=scope.ceilings).select_related("unit__area", "puskesmas")
    posts = list(rows.order_by("unit__name"))
    areas = _areas(posts)
    hospitals = _hospitals({post.unit.area_id[:_REGENCY] for post in posts})
    staff = _staff(posts)
    return ScopeAnswer(
        version=scope.version,
        accounts=[AccountInfo(id=str(one.pk), name=one.name, role=role) for one, role in scope.accounts],
        posts=[_post(post, areas, hospitals, staff.get(str(post.pk), [])) for post in posts],
        escrow=_escrow(),
        neighbours=neighbours({post.unit.area_id[:_DISTRICT] for post in posts}),
        handover=handover.give(posts),
    )


def neighbours(districts: set[str]) -> list[NeighbourInfo]:
    """The posts of these districts that are open, by village and name."""
    found = Unit.objects.none()
    for district in sorted(districts):
        found = found | Unit.objects.filter(area__code__startswith=f"{district}.")
    open_posts = found.filter(kind=Unit.Kind.POST, closed_on__isnull=True)
    rows = open_posts.order_by("area__name", "name", "post__rw", "pk").select_related("area", "post")
    return [
        NeighbourInfo(
            id=str(one.pk),
            name=one.name,
            area_name=one.area.name,
            rw=one.post.rw,
            address=one.address,
            nrp=one.post.nrp,
        )
        for one in rows
    ]


def _escrow() -> EscrowKey | None:
    try:
        return published.give()
    except keys.NoKey:
        # Phones must go on working; until the operator has made a key they keep no sealed copies.
        log.exception("Phones get no key for sealed copies")
        return None


def _post(
    post: Post, areas: dict[str, str], hospitals: dict[str, list[UnitInfo]], staff: list[AccountInfo]
) -> PostInfo:
    code = post.unit.area_id
    return PostInfo(
        id=str(post.pk),
        name=post.unit.name,
        nrp=post.nrp,
        area=code,
        area_name=post.unit.area.name,
        district_name=areas.get(code[:_DISTRICT], ""),
        regency_name=areas.get(code[:_REGENCY], ""),
        province=code[:_PROVINCE],
        address=post.unit.address,
        schedule=post.schedule,
        puskesmas=_unit(post.puskesmas) if post.puskesmas else None,
        hospitals=hospitals.get(code[:_REGENCY], []),
        staff=staff,
    )


def _unit(unit: Unit) -> UnitInfo:
    return UnitInfo(id=str(unit.pk), kind=unit.kind, name=unit.name, phone=unit.phone, address=unit.address)


def _areas(posts: list[Post]) -> dict[str, str]:
    codes = {post.unit.area_id[:length] for post in posts for length in (_REGENCY, _DISTRICT)}
    return dict(Area.objects.filter(code__in=codes).values_list("code", "name"))


def _hospitals(regencies: set[str]) -> dict[str, list[UnitInfo]]:
    """Hospitals for general referrals; those for something special are told with the places of their service."""
    found: dict[str, list[UnitInfo]] = {}
    for regency in sorted(regencies):
        here = Unit.objects.filter(kind=Unit.Kind.HOSPITAL, area__code__startswith=regency, closed_on__isnull=True)
        units = list(here.order_by("name"))
        left_out = not_general([unit.pk for unit in units], clock.today())
        found[regency] = [_unit(unit) for unit in units if unit.pk not in left_out]
    return found


def _staff(posts: list[Post]) -> dict[str, list[AccountInfo]]:
    rows = (
        Assignment.objects.active(clock.today())
        .filter(unit__in=[post.pk for post in posts], role__in=(KADER, OFFICER), account__is_active=True)
        .select_related("account")
        .order_by("account__name")
    )
    found: dict[str, list[AccountInfo]] = {}
    for row in rows:
        info = AccountInfo(id=str(row.account_id), name=row.account.name, role=row.role)
        found.setdefault(str(row.unit_id), []).append(info)
    return found
