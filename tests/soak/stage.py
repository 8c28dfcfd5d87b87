"""The stage of a run: a database, a puskesmas with posts, phones that are enrolled."""

import socket
from typing import Any

from tests.soak.phones import PhoneProcess

POSTS = 4


def environment(url: str) -> dict[str, str]:
    """What server and conductor are told: both roles of the database, and that this is production."""
    from simpul.base import database, embedded

    database.ensure_roles(url)
    database.ensure_database(url, embedded.DATABASE)
    host = embedded.parse(url)["HOST"]
    named = {
        "DATABASE_URL": f"postgresql://{embedded.APP}@/{embedded.DATABASE}?host={host}",
        "DATABASE_OWNER_URL": f"postgresql://{embedded.OWNER}@/{embedded.DATABASE}?host={host}",
    }
    production = {"SIMPUL_ENV": "production", "SIMPUL_SECRET_KEY": "a run that is thrown away afterwards"}
    return {**named, **production, "SIMPUL_LOG": "CRITICAL", "DJANGO_SETTINGS_MODULE": "simpul.config.settings"}


def plant() -> Any:
    """A puskesmas with four posts; the last kader also serves the first post."""
    import django

    django.setup()
    from simpul.base import database
    from simpul.journal.escrow import keys
    from simpul.journal.testing import place
    from simpul.registry.models import Assignment

    database.migrate()
    keys.rotate()
    here = place(posts=POSTS)
    both = here.kaders[-1]
    Assignment.objects.create(account=both, role="kader", unit_id=here.posts[0], starts_on="2020-01-01")
    return here


def placed() -> int:
    """Entries with a place."""
    from django.db import connections

    from simpul.journal.models import Entry

    connections.close_all()
    return Entry.objects.count()


def hang_up() -> None:
    """No connection of our own is left."""
    from django.db import connections

    connections.close_all()


def begin_epoch() -> None:
    """Another life of the database begins."""
    from simpul.journal import epoch

    epoch.begin("restored from a copy")


def enrol(phone: PhoneProcess, here: Any, who: Any) -> None:
    """By a code, as in the field; the officer confirms."""
    from simpul.journal.actions import enrol
    from simpul.journal.models import Enrolment

    phone.ask(enrol=enrol.make_code(here.officer, who).code)
    for pending in Enrolment.objects.filter(state="pending"):
        enrol.confirm(here.officer, pending)
    phone.ask(pin=True)


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
