"""Contacts of those whom a step tells: read for all units of a tick at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from simpul.base import clock
from simpul.base.outbox.channels import preferred
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.functions.content import health_fields
from simpul.registry.functions.holding import leads
from simpul.registry.models import Account, Assignment, AssignmentQuery, Unit

Place = tuple[UUID, UUID, str]
"""Unit that owes the answer, unit of whoever asked, whom the step tells."""
Role = Assignment.Role


@dataclass(frozen=True)
class Contact:
    """Where to write. `owner` names the person or unit by id."""

    owner: str
    channel: str
    to: str


def contacts(places: Collection[Place]) -> dict[Place, list[Contact]]:
    """For each place the contacts of those who are told; empty where nobody has one."""
    units = {unit for unit, _, _ in places} | {home for _, home, _ in places}
    profiles = {one.pk: one for one in UnitProfile.objects.filter(unit__in=units)}
    staff = _staff(_held(Role.OFFICER).filter(unit__in=units))
    heads = _staff(_held(Role.OFFICER).filter(leads(clock.today()), unit__in=units)) if _any(places, "head") else {}
    offices = _health_offices() if _any(places, "dinas") else []
    areas = dict(Unit.objects.filter(pk__in=units).values_list("pk", "area_id"))
    found: dict[Place, list[Contact]] = {}
    for unit, home, told in places:
        # A place without accounts answers by link; its lateness is for whoever asked to follow up.
        own = profiles.get(unit)
        at = home if own is not None and not own.uses_simpul else unit
        if told == "dinas":
            found[unit, home, told] = [one for area, one in offices if _holds(area, areas[unit])]
        elif told == "head":
            found[unit, home, told] = _people(heads.get(at, []))
        else:
            found[unit, home, told] = _unit(profiles.get(at)) or _people(staff.get(at, []))
    return found


def _any(places: Collection[Place], told: str) -> bool:
    return any(tell == told for _, _, tell in places)


def _held(role: str) -> AssignmentQuery:
    found: AssignmentQuery = Assignment.objects.active(clock.today()).filter(role=role, account__is_active=True)
    return found


def _staff(held: AssignmentQuery) -> dict[UUID, list[Assignment]]:
    found: dict[UUID, list[Assignment]] = {}
    for one in held.select_related("account").order_by("pk"):
        if one.unit_id is not None:
            found.setdefault(one.unit_id, []).append(one)
    return found


def _health_offices() -> list[tuple[str, Contact]]:
    held = _held(Role.AGENCY).filter(unit__field__in=health_fields())
    found = []
    for one in held.select_related("account", "unit").order_by("pk"):
        contact = of_account(one.account)
        office = one.unit
        if contact is not None and office is not None:
            found.append((one.area_id or office.area_id, contact))
    return found


def _holds(area: str, code: str) -> bool:
    return code == area or code.startswith(f"{area}.")


def _people(held: Iterable[Assignment]) -> list[Contact]:
    found = {contact.owner: contact for one in held if (contact := of_account(one.account)) is not None}
    return list(found.values())


def of_account(account: Account) -> Contact | None:
    """Where somebody is written to; None without a telephone and an address."""
    way = preferred(whatsapp=account.phone, sms=account.phone, email=account.email)
    return Contact(str(account.pk), *way) if way else None


def _unit(profile: UnitProfile | None) -> list[Contact]:
    if profile is None:
        return []
    way = preferred(whatsapp=profile.whatsapp, sms=profile.sms, email=profile.email)
    return [Contact(str(profile.pk), *way)] if way else []
