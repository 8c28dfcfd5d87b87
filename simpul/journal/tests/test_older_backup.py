"""A backup of an older Simpul is brought forward when it is restored; one of a newer Simpul is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from simpul.base import audit_chain, database
from simpul.base.testing import databases
from simpul.journal.actions.verify import verify
from simpul.journal.backup import make, prove, restore, tools
from simpul.journal.backup.manifest import Manifest
from simpul.journal.backup.problems import BackupProblem
from simpul.journal.models import Device, Entry
from simpul.journal.testing import Phone

pytestmark = pytest.mark.django_db(transaction=True)
FIRST_WITH_BACKUPS = "0002_redactions_and_backups"
OURS = ("exchange", "care", "network", "people")


@contextmanager
def copied(name: str) -> Iterator[None]:
    """Inside the block Django speaks to a copy of the test's database."""
    here = tools.present()
    connection.close()
    database.ensure_database(databases.root_url(), name, template=here)
    try:
        with database.elsewhere(name):
            yield
    finally:
        database.drop_database(databases.root_url(), name)


def take_back() -> None:
    """The schema as it was when backups were new: what came later is taken out again, rows and all."""
    firsts: dict[str, str] = {}
    for app, name in sorted(MigrationLoader(None).graph.nodes):
        firsts.setdefault(app, name)
    with database.as_owner():
        for app in OURS:
            call_command("migrate", app, firsts[app], verbosity=0, interactive=False)
        call_command("migrate", "journal", FIRST_WITH_BACKUPS, verbosity=0, interactive=False)


def older(target: Path) -> Manifest:
    """A backup of a database that an older Simpul has filled."""
    with copied("simpul_older"):
        take_back()
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(name) FROM django_migrations WHERE app = 'journal'")
            assert cursor.fetchone() == (FIRST_WITH_BACKUPS,)
            assert "asked" not in {
                column.name for column in connection.introspection.get_table_description(cursor, "journal_device")
            }
        return make.to_file(target)


def is_up_to_date() -> bool:
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def rows(model: Any) -> list[Any]:
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def test_it_is_proven_and_restored_with_todays_schema(phone: Phone, private: Path, tmp_path: Path) -> None:
    made = older(tmp_path / "old.age")
    before = rows(Entry), rows(Device)
    assert made.entries == len(before[0]) > 0
    assert prove.prove(tmp_path / "old.age", private).faults == []
    done = restore.restore(tmp_path / "old.age", private, replace=tools.present())
    try:
        assert (rows(Entry), rows(Device)) == before and is_up_to_date()
        assert verify().sound and audit_chain.verify() == []
        phone.epoch, phone.token = done.epoch, phone.snapshot(phone.post).token
        assert phone.push([phone.person("sesudah pemulihan")])[0].outcome == "applied"
        assert len(phone.pull().posts[0].heads) == 1
    finally:
        database.drop_database(databases.root_url(), done.put_away)


def test_one_of_a_newer_simpul_is_refused_by_name(phone: Phone, private: Path, tmp_path: Path) -> None:
    with copied("simpul_newer"):
        with database.as_owner(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '9999_of_tomorrow', now())"
            )
        make.to_file(tmp_path / "new.age")
    for refused in (
        lambda: prove.prove(tmp_path / "new.age", private),
        lambda: restore.restore(tmp_path / "new.age", private, replace=tools.present()),
    ):
        with pytest.raises(BackupProblem, match=r"journal\.9999_of_tomorrow.*Perbarui Simpul dulu") as caught:
            refused()
        assert caught.value.code == "newer"
    assert Entry.objects.count() == 12
