"""Memory of all processes of a city's server, PostgreSQL included, while it answers; with the seed of a whole city."""

import asyncio
import json
import os
import subprocess
import sys
from typing import Any

from bench._isolated import ROOT, isolated

PAGES = ("/puskesmas/rujukan/", "/puskesmas/hari-buka/", "/puskesmas/warga/", "/puskesmas/tinjauan/")
ROUNDS = 10


def run() -> dict[str, Any]:
    """MB resident of all processes (a page of memory that several share counts once)."""
    return isolated("bench.memory")


def measure() -> dict[str, Any]:
    """In the process of its own. The city is planted once and kept."""
    _plant()
    import django

    django.setup()
    from bench._server import resident_mb, serving
    from simpul.base import embedded
    from simpul.journal.models import Entry
    from simpul.registry.models import Account, Assignment

    root = embedded.start(os.environ.get("SIMPUL_PG_FOLDER", "pg"))
    officer = Assignment.objects.filter(role="petugas", account__is_active=True).order_by("pk").first()
    assert officer is not None
    cookie = _cookie(Account.objects.get(pk=officer.account_id))
    with serving(root) as server:
        asyncio.run(_use(server.pages, cookie))
        groups = server.processes()
        used = {side: resident_mb(pids) for side, pids in groups.items()}
    return {
        "rss_mb": round(sum(used.values())),
        **{f"{side}_mb": round(mb) for side, mb in used.items()},
        "entries": Entry.objects.count(),
        "load": round(os.getloadavg()[0], 1),
    }


def _plant() -> None:
    import psycopg

    from simpul.base import embedded

    root, name = embedded.start(os.environ.get("SIMPUL_PG_FOLDER", "pg")), os.environ["SIMPUL_PG_DATABASE"]
    with psycopg.connect(root, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
    # Made data do not go into a production server; the server that is measured is one.
    env = {**os.environ, "SIMPUL_ENV": "local"}
    command = [sys.executable, "-m", "simpul.cli.main", "seed", "city"]
    posts = os.environ.get("SIMPUL_BENCH_POSTS")
    subprocess.run([*command, *(["--posts", posts] if posts else [])], cwd=ROOT, env=env, stdout=2, check=True)


def _cookie(officer: Any) -> str:
    from django.conf import settings
    from django.test import Client

    from simpul.registry.tests.kit import sign_in

    name = settings.SESSION_COOKIE_NAME
    return f"{name}={sign_in(Client(), officer).cookies[name].value}"


async def _use(port: int, cookie: str) -> None:
    """An officer's pages, enough to warm every worker."""
    from bench._http import Line, request

    lines = [Line(port) for _ in range(4)]
    for _ in range(ROUNDS):
        for path in PAGES:
            raw = request("GET", path, {"Cookie": cookie, "X-Forwarded-Proto": "https"})
            for answer in await asyncio.gather(*(line.send(raw) for line in lines)):
                if answer.status != 200:
                    raise RuntimeError(f"{path}: {answer.status}")
    for line in lines:
        line.close()


if __name__ == "__main__":
    print(json.dumps(measure()))
