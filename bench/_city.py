"""A seeded city for measurements: planted once per schema, then copied in seconds.

    with city(posts=1102) as name: …   # Django and, through `SIMPUL_PG_DATABASE`, servers started inside see the copy

Phones of its posts sign with `simpul.seeds.city.keys.device_key(post)` and call with `keys.bearer(post)`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from simpul.base import database
from simpul.base.testing import databases
from simpul.registry import areas
from simpul.seeds.city import POSTS, plant


@contextmanager
def city(posts: int = POSTS, url: str | None = None) -> Iterator[str]:
    """A fresh copy of the city; gives the database's name and drops it afterwards. `url`: the server's superuser."""
    root = url or databases.root_url()
    template, name = template_of(root, posts), f"bench_city_{os.getpid()}"
    before = os.environ.get("SIMPUL_PG_DATABASE")
    databases.clone(root, name, template)
    os.environ["SIMPUL_PG_DATABASE"] = name
    try:
        yield name
    finally:
        connections.close_all()
        database.drop_database(root, name)
        if before is None:
            del os.environ["SIMPUL_PG_DATABASE"]
        else:
            os.environ["SIMPUL_PG_DATABASE"] = before


def template_of(url: str, posts: int) -> str:
    """The planted template's name; plants it when this schema has none."""

    def fill() -> None:
        areas.load_areas()
        plant(posts)

    return databases.ensure_filled(url, f"city{posts}", fill)
