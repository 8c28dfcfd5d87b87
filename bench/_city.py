"""The seeded city as a running server holds it: planted once, migrated when the schema has grown, then kept.

root = planted()   # before django.setup(); Django and servers started by `bench._server` see the city
"""

import os
import subprocess
import sys
from typing import Any

import psycopg

from bench._database import use_production_settings
from bench._isolated import ROOT
from simpul.base import database, embedded

DATABASE = "bench_city"
ROLES = {"petugas": "bidan", "dinas": "dinas", "tim": "tim", "operator": "operator"}
"""Assignment.Role → the account of the seed that holds it."""


def planted() -> str:
    """The superuser's URL of the server that holds the city. `SIMPUL_BENCH_POSTS` makes a smaller one."""
    os.environ["SIMPUL_PG_DATABASE"] = DATABASE
    root = embedded.start(os.environ.get("SIMPUL_PG_FOLDER", "pg"))
    use_production_settings(root)
    with psycopg.connect(root, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
    if there:
        _simpul("setup", database=DATABASE)
    else:
        _plant(root)
    return root


def _plant(root: str) -> None:
    """Under another name first, so that one that broke off is never taken for a finished one."""
    making, posts = f"{DATABASE}_making", os.environ.get("SIMPUL_BENCH_POSTS")
    database.drop_database(root, making)
    _simpul("seed", "city", *(["--posts", posts] if posts else []), database=making)
    with psycopg.connect(root, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{DATABASE}"')


def _simpul(*arguments: str, database: str) -> None:
    command = [sys.executable, "-m", "simpul.cli.main", *arguments]
    # Made data do not go into a production server; the server that is measured is one.
    env = {**os.environ, "SIMPUL_ENV": "local", "SIMPUL_PG_DATABASE": database}
    subprocess.run(command, cwd=ROOT, env=env, stdout=2, check=True)


def cookies() -> dict[str, str]:
    """Role → the Cookie header of someone who holds it, both factors passed."""
    from simpul.registry.models import Account

    return {role: cookie_of(Account.objects.get(username=login)) for role, login in ROLES.items()}


def cookie_of(account: Any) -> str:
    """The Cookie header of a session of the account."""
    from django.conf import settings
    from django.test import Client

    from simpul.registry.tests.kit import sign_in

    name = settings.SESSION_COOKIE_NAME
    return f"{name}={sign_in(Client(), account).cookies[name].value}"


def phones(count: int) -> list[Any]:
    """The first phone of so many posts, as `bench._world` has them, counting on from what it sent before."""
    from bench._days import Phone
    from bench._world import Enrolled
    from simpul.base import clock
    from simpul.journal import epoch
    from simpul.journal.models import Device, DeviceAccount
    from simpul.registry.models import Post
    from simpul.seeds.city import keys

    found = []
    for seed, post in enumerate(map(str, Post.objects.order_by("pk").values_list("pk", flat=True)[:count])):
        device = Device.objects.get(pk=keys.device_id(post))
        kader = DeviceAccount.objects.filter(device=device).order_by("pk").first()
        assert kader is not None
        phone = Phone(post, str(device.pk), str(kader.account_id), seed, clock.today())
        phone.counter = device.last_counter
        found.append(Enrolled(phone, keys.device_key(post), keys.bearer(post), epoch.current()))
    return found
