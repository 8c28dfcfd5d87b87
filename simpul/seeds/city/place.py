"""Units, accounts and phones of the city. Kelurahan are real; units' names and everybody's names are invented."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from django.db import transaction

from simpul.journal.models import Device, DeviceAccount
from simpul.journal.senders import token_hash
from simpul.registry.functions.models import Function
from simpul.registry.models import Account, Area, Assignment, Post, Unit
from simpul.seeds.city import areas, keys
from simpul.seeds.city.areas import Village
from simpul.seeds.demo import names
from simpul.seeds.demo.place import POSTS as FLOWERS
from simpul.seeds.demo.place import STAFF, agencies, area_staff, name_id, operator, staff, unit

Kind, Role = Unit.Kind, Assignment.Role
KADER = 4
SINCE = "2020-01-01"
HOME = "36.71.01.1007"
"""Kelurahan Sukasari: its puskesmas has the staff that signs in, its first post the kader of the demo's page."""
SECOND_PHONE_EVERY = 5
NO_PASSWORD = "!"  # noqa: S105 (what Django writes where no password opens)
HOSPITALS = ("RSUD Kota Tangerang (contoh)", "RS Bunda (contoh)", "RS Cempaka (contoh)", "RS Sehat Barat (contoh)")


@dataclass
class PostPlan:
    """A post to be: who writes there, on how many phones. `number` counts from 0 through the city."""

    number: int
    id: str
    name: str
    village: Village
    rw: str
    puskesmas: str
    officer: str
    kader: list[str] = field(default_factory=list)
    phones: int = 1


@transaction.atomic
def make(posts: int) -> list[PostPlan]:
    """Write units, accounts, assignments and phones; returns the posts in order of their kelurahan."""
    villages = areas.villages(posts)
    puskesmas = _all_puskesmas(villages)
    for name in HOSPITALS:
        unit(Kind.HOSPITAL, name, Area.objects.get(code=HOME), "Jalan Melati Raya", "")
    officers = _officers(puskesmas)
    plans = list(_plans(villages, puskesmas, officers))
    _posts(plans)
    _kader(plans)
    _phones(plans)
    return plans


def _served(village: Village) -> tuple[str, int]:
    return village.district, village.puskesmas


def _all_puskesmas(villages: list[Village]) -> dict[tuple[str, int], Unit]:
    """One for each third of a kecamatan, named after its first kelurahan; the one that serves HOME after HOME."""
    first: dict[tuple[str, int], Village] = {}
    for village in villages:
        if village.code == HOME:
            first[_served(village)] = village
        first.setdefault(_served(village), village)
    made = [
        Unit(id=name_id(f"city|pkm|{one.code}"), kind=Kind.PUSKESMAS, name=f"Puskesmas {one.name}", area_id=one.code)
        for one in first.values()
    ]
    return dict(zip(first, Unit.objects.bulk_create(made), strict=True))


def _officers(puskesmas: dict[tuple[str, int], Unit]) -> dict[str, str]:
    """Puskesmas → the account that answers there; all staff of HOME's puskesmas can sign in, others cannot."""
    home = next(one for one in puskesmas.values() if one.area_id == HOME)
    first, *_ = [staff(login, name, role, home, title, does) for login, name, role, title, does in STAFF]
    city = Area.objects.get(code=areas.CITY)
    unit(Kind.TEAM, "Tim Pembina Posyandu Kota Tangerang", home.area, "Jalan Satria Sudirman", "")
    agencies(city)
    area_staff("tim", "Ibu Lestari Handayani", Role.TEAM, city)
    operator()
    random, found, accounts, ties, does = Random("city officers"), {str(home.pk): first}, [], [], []
    for one in puskesmas.values():
        for title, function in (("Bidan koordinator", "bidan"), ("Petugas gizi", "gizi")):
            account = _account(f"{title}|{one.pk}", random.choice(names.MOTHERS))
            accounts.append(account)
            ties.append(Assignment(account=account, role=Role.OFFICER, unit=one, starts_on=SINCE, title=title))
            does.append(Function(assignment=ties[-1], name=function, starts_on=SINCE))
            found.setdefault(str(one.pk), str(account.pk))
    Account.objects.bulk_create(accounts)
    Assignment.objects.bulk_create(ties)
    Function.objects.bulk_create(does)
    return found


def _account(key: str, name: str, login: str = "") -> Account:
    """An account that cannot sign in: hashing a password for each of five thousand would take longer than the seed."""
    pk = name_id(login or f"city|account|{key}")
    return Account(id=pk, username=login or f"kota.{pk.hex[-12:]}", name=name, password=NO_PASSWORD)


def _plans(
    villages: list[Village], puskesmas: dict[tuple[str, int], Unit], officers: dict[str, str]
) -> Iterator[PostPlan]:
    number = 0
    for village in villages:
        home = str(puskesmas[_served(village)].pk)
        for place in range(1, village.posts + 1):
            flower = FLOWERS[(place - 1) % len(FLOWERS)]
            name = f"Posyandu {flower} {place}"
            phones = 2 if number % SECOND_PHONE_EVERY == 0 else 1
            post = str(name_id(f"city|post|{village.code}.{place:03}"))
            yield PostPlan(number, post, name, village, f"{place:02}", home, officers[home], phones=phones)
            number += 1


def _posts(plans: list[PostPlan]) -> None:
    Unit.objects.bulk_create(
        Unit(
            id=one.id,
            kind=Kind.POST,
            name=f"{one.name} {one.village.name}",
            area_id=one.village.code,
            address=f"Balai RW {one.rw}, {one.village.name}",
        )
        for one in plans
    )
    Post.objects.bulk_create(
        Post(
            unit_id=one.id,
            puskesmas_id=one.puskesmas,
            nrp=f"{one.village.code}.{int(one.rw):03}",
            schedule="Setiap bulan, pukul 08.00",
            rw=one.rw,
        )
        for one in plans
    )


def _kader(plans: list[PostPlan]) -> None:
    random, accounts = Random("city kader"), []
    home = next((one for one in plans if one.village.code == HOME), None)
    for plan in plans:
        for place in range(KADER):
            login = "kader.melati1" if plan is home and place == 0 else ""
            account = _account(f"{plan.id}|{place}", f"Ibu {random.choice(names.MOTHERS)}", login)
            plan.kader.append(str(account.pk))
            accounts.append(account)
    Account.objects.bulk_create(accounts, batch_size=1000)
    Assignment.objects.bulk_create(
        (
            Assignment(account_id=one, role=Role.KADER, unit_id=plan.id, starts_on=SINCE, title="Kader")
            for plan in plans
            for one in plan.kader
        ),
        batch_size=1000,
    )


def _phones(plans: list[PostPlan]) -> None:
    devices, ties = [], []
    for plan in plans:
        for number in range(1, plan.phones + 1):
            device = Device(
                id=keys.device_id(plan.id, number),
                name=f"HP {plan.name}" + (" (kedua)" if number > 1 else ""),
                public_key=keys.device_point(plan.id, number),
                token_hash=token_hash(keys.bearer(plan.id, number)),
            )
            devices.append(device)
            ties += [
                DeviceAccount(device=device, account_id=one, confirmed_by_id=plan.officer)
                for one in (plan.kader if number == 1 else plan.kader[2:])
            ]
    Device.objects.bulk_create(devices, batch_size=500)
    DeviceAccount.objects.bulk_create(ties, batch_size=1000)
