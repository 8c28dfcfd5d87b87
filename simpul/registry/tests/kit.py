"""A small world for tests of pages: two puskesmas in two districts, their posts, and people who work there."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from simpul.registry import demo
from simpul.registry.models import Account, Area, Assignment, Post, Unit

PASSWORD = "kata-sandi-panjang-7"
Role = Assignment.Role


@dataclass(frozen=True)
class World:
    """Ours is the puskesmas of `officer`; theirs lies in the next district."""

    puskesmas: Unit
    post: Unit
    next_post: Unit
    other_puskesmas: Unit
    other_post: Unit
    hospital: Unit
    officer: Account
    other_officer: Account
    operator: Account
    kader: Account
    next_kader: Account


def account(username: str, role: str, unit: Unit | None = None, *, area: Area | None = None) -> Account:
    """An account with an assignment from today on; staff have a password, kader have none."""
    password = None if role == Role.KADER else PASSWORD
    made = Account.objects.create_user(username, password, name=username.replace("-", " ").title())
    Assignment.objects.create(account=made, role=role, unit=unit, area=area)
    return made


def world() -> World:
    """Build it."""
    village, other_village = _village("31.71.06.1001", "Menteng"), _village("31.71.07.1001", "Gelora")
    puskesmas = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name="Puskesmas Menteng", area=village)
    other = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name="Puskesmas Tanah Abang", area=other_village)
    hospital = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD Menteng", area=village)
    first, second = _post("Melati 1", village, puskesmas), _post("Melati 2", village, puskesmas)
    third = _post("Kenanga 1", other_village, other)
    return World(
        puskesmas,
        first,
        second,
        other,
        third,
        hospital,
        account("bidan-ani", Role.OFFICER, puskesmas),
        account("bidan-lain", Role.OFFICER, other),
        account("operator-kota", Role.OPERATOR),
        account("kader-siti", Role.KADER, first),
        account("kader-dewi", Role.KADER, second),
    )


def sign_in(client: Client, who: Account) -> Client:
    """A session of `who`, both factors passed, without the cost and the rate limits of signing in."""
    demo.give_totp(who)
    session = SessionStore()
    session.update(
        {
            SESSION_KEY: str(who.pk),
            BACKEND_SESSION_KEY: "simpul.registry.backends.StaffBackend",
            HASH_SESSION_KEY: who.get_session_auth_hash(),
        }
    )
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def _village(code: str, name: str) -> Area:
    parts = code.split(".")
    for level in range(1, 4):
        above = ".".join(parts[:level])
        Area.objects.get_or_create(code=above, defaults={"name": f"Area {above}", "level": level})
    return Area.objects.get_or_create(code=code, defaults={"name": name, "level": 4})[0]


def _post(name: str, area: Area, puskesmas: Unit) -> Unit:
    unit = Unit.objects.create(kind=Unit.Kind.POST, name=name, area=area)
    Post.objects.create(unit=unit, puskesmas=puskesmas, rw="01")
    return unit
