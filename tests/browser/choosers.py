"""Two hospitals with accounts near a puskesmas, and a referral to pass on, for the story of choosing a place."""

from dataclasses import asdict
from typing import Any

from simpul.base import clock, ids
from simpul.journal.actions.append import Draft, append
from simpul.people.models import Person
from simpul.registry.capabilities.declare import declare
from simpul.registry.demo import give_totp
from simpul.registry.models import Account, Assignment, Unit
from tests.browser.world import PASSWORD, Staff


def choosing(login: str, post: str, name: str, *places: str) -> dict[str, Any]:
    """The hospitals, and the referral of somebody of that name."""
    return {"hospitals": hospitals(login, *places), **referral(login, post, name)}


def hospitals(login: str, *names: str) -> list[dict[str, Any]]:
    """Hospitals of those names beside the puskesmas of the officer, able to take a child, each with one who answers."""
    here = Unit.objects.get(pk__in=Account.objects.get(username=login).assignments.values("unit"))
    return [_hospital(here, login, name) for name in names]


def _hospital(here: Unit, login: str, name: str) -> dict[str, Any]:
    unit = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name=name, area_id=here.area_id, phone="021-555-0190")
    for service in ("kesehatan", "gizi"):
        declare(unit, service, "able", clock.today(), {}, "survei contoh", None, cost="free")
    account = Account.objects.create_user(f"{login}-{unit.pk.hex[-6:]}", PASSWORD, name=f"Petugas {name}")
    Assignment.objects.create(account=account, role=Assignment.Role.OFFICER, unit=unit, starts_on="2020-01-01")
    staff = Staff(account.username, account.name, PASSWORD, give_totp(account))
    return {"name": name, "staff": asdict(staff)}


def referral(login: str, post: str, name: str) -> dict[str, Any]:
    """A referral of somebody of the post, as its kader's phone would have sent it."""
    person = Person.objects.get(name__startswith=name, post=post)
    reasons = [{"rule": "RJ-A1.bgm", "text": "Di bawah garis merah"}]
    data = {"person": str(person.pk), "service": "health", "urgency": "segera", "reasons": reasons}
    subject = str(ids.uuid7())
    append(post, [Draft("request.opened", subject, data)], Account.objects.get(username=login))
    return {"request": subject, "name": person.name}
