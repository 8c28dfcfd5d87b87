"""A new version is put in while the old one still answers: the schema may only grow (docs/operations.md, "Updating").

Two proofs: no migration after the baseline removes or tightens anything, and the schema that all of them make
together still takes every row that the program of the baseline writes, checked in PostgreSQL's own catalogue.
"""

from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations import Migration
from django.db.migrations import operations as op
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

OURS = ("base", "registry", "journal", "people", "network", "care", "exchange")
BASELINE = {"registry": "0002_shared_cache"}
"""Where the rule begins; every other room's is its first migration."""
RELEASED = {
    "base": "0001_initial",
    "registry": "0002_shared_cache",
    "journal": "0010_former_life",
    "people": "0003_life_cycle",
    "network": "0001_initial",
    "care": "0007_home_visits",
    "exchange": "0004_checks_and_denominators",
}
"""Where each room stood when a version was last given out: no program but today's knows the tables made since."""
REASONED: dict[tuple[str, str], str] = {
    ("registry", "0003_capabilities"): "SQL on the tables that it makes",
    ("registry", "0006_functions_from_titles"): "fills a table and a column of 0005, which no older program reads",
    ("care", "0012_agreed_contacts"): "moves what a table of the same version held",
}
"""Migrations that may break the rule, with the release after which nothing uses the old form any more."""


def after_baseline() -> list[Migration]:
    """Our migrations to which the rule applies."""
    graph = MigrationLoader(None).graph
    found = []
    for app in OURS:
        names = sorted(name for label, name in graph.nodes if label == app)
        last = BASELINE.get(app, names[0] if names else "")
        found += [graph.nodes[app, name] for name in names if name > last]
    return found


def faults(migration: Migration) -> list[str]:
    """What a migration does that the program before it would not survive."""
    new = _made([migration]) | _young(migration.app_label)
    return [said for one in migration.operations if (said := _fault(one, new))]


def _made(migrations: list[Migration]) -> set[str]:
    return {one.name_lower for each in migrations for one in each.operations if isinstance(one, op.CreateModel)}


def _young(app: str) -> set[str]:
    since = [one for one in after_baseline() if one.app_label == app and one.name > RELEASED.get(app, "")]
    return _made(since) if app in RELEASED else set()


def _fault(one: Any, new: set[str]) -> str:
    model = str(getattr(one, "model_name_lower", "") or getattr(one, "name_lower", ""))
    if isinstance(one, op.CreateModel) or model in new:
        return ""
    if isinstance(one, op.AddField):
        return "" if _may_be_left_out(one.field) else f"{one.describe()}: give it null=True or db_default"
    if isinstance(one, op.AddIndex):
        wide = type(one).__name__ != "AddIndexConcurrently"
        return f"{one.describe()}: use AddIndexConcurrently, writers would wait" if wide else ""
    if isinstance(one, op.AlterModelOptions | op.AlterModelManagers):
        return ""
    return f"{one.describe()}: expand first, contract in a later release"


def _may_be_left_out(field: Any) -> bool:
    generated = isinstance(field, models.ManyToManyField)
    return bool(field.null) or field.db_default is not NOT_PROVIDED or generated


def test_no_migration_takes_anything_from_the_version_before_it() -> None:
    broken = {
        f"{one.app_label}.{one.name}": faults(one)
        for one in after_baseline()
        if (one.app_label, one.name) not in REASONED and faults(one)
    }
    assert not broken, broken


@pytest.mark.django_db
def test_the_program_of_the_baseline_can_write_into_todays_schema() -> None:
    """Its columns are there and no stricter, and columns that it does not know fill themselves."""
    loader = MigrationLoader(None)
    targets = [(app, BASELINE.get(app) or first) for app, first in _firsts(loader).items()]
    old = loader.project_state(targets).apps
    for model in old.get_models():
        if model._meta.app_label not in OURS or model._meta.proxy:
            continue
        known = {field.column: bool(field.null) for field in model._meta.local_concrete_fields}
        today = _columns(model._meta.db_table)
        assert known.keys() <= today.keys(), f"{model._meta.db_table} lost {known.keys() - today.keys()}"
        for column, (nullable, fills_itself) in today.items():
            if column in known:
                assert nullable or not known[column], f"{model._meta.db_table}.{column} may no longer be empty"
            else:
                assert nullable or fills_itself, f"{model._meta.db_table}.{column} is new and must be given"


def _firsts(loader: MigrationLoader) -> dict[str, str]:
    return {app: min(name for label, name in loader.graph.nodes if label == app) for app in OURS if _has(loader, app)}


def _has(loader: MigrationLoader, app: str) -> bool:
    return any(label == app for label, _ in loader.graph.nodes)


def _columns(table: str) -> dict[str, tuple[bool, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, is_nullable = 'YES',"
            " column_default IS NOT NULL OR is_identity = 'YES' OR is_generated <> 'NEVER'"
            " FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s",
            [table],
        )
        return {name: (nullable, fills) for name, nullable, fills in cursor.fetchall()}


class Planted:
    """Migrations that the rule must see through."""

    drops = op.RemoveField("entry", "data")
    renames = op.RenameField("entry", "data", "content")
    tightens = op.AlterField("entry", "sealed", models.JSONField())
    demands = op.AddField("entry", "weather", models.CharField(max_length=9, default=""))
    locks = op.AddIndex("entry", models.Index(fields=["kind"], name="planted"))


@pytest.mark.parametrize("name", ["drops", "renames", "tightens", "demands", "locks"])
def test_the_rule_sees_what_breaks_it(name: str) -> None:
    migration = Migration("planted", "journal")
    migration.operations = [getattr(Planted, name)]
    assert faults(migration)


def test_growing_is_allowed() -> None:
    migration = Migration("planted", "journal")
    migration.operations = [
        op.AddField("entry", "weather", models.CharField(max_length=9, db_default="")),
        op.CreateModel("shelf", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]),
        op.AddIndex("shelf", models.Index(fields=["name"], name="planted")),
    ]
    assert faults(migration) == []
