"""The application role owns nothing and may not rewrite what is append-only."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from simpul.base import database

pytestmark = pytest.mark.django_db


def test_tests_run_under_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("simpul_app", False, False)


def test_the_application_owns_no_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone() == (0,)


KEPT_FOR_GOOD = {"base_auditrow", "base_audithead", "journal_entry", "journal_depositrecord", "journal_unopened"}
KEPT_FOR_GOOD |= {"journal_redaction", "journal_publishedkey", "journal_backuprun", "journal_serverepoch"}
AUDIT = {"base_auditrow": (), "base_audithead": ()}


def test_what_is_kept_for_good_is_declared() -> None:
    assert {*database._append_only, *AUDIT} >= KEPT_FOR_GOOD


def _refused(statement: str) -> str:
    """What the database says to the application; empty when it lets it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return str(error).splitlines()[0]
    return ""


def test_the_application_rewrites_nothing_that_is_kept_for_good() -> None:
    allowed = []
    for table, may_update in {**database._append_only, **AUDIT}.items():
        with connection.cursor() as cursor:
            columns = [one.name for one in connection.introspection.get_table_description(cursor, table)]
        for column in set(columns) - set(may_update):
            if "permission denied" not in _refused(f'UPDATE {table} SET "{column}" = "{column}"'):
                allowed.append(f"UPDATE {table}.{column}")
        for deed in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            if "permission denied" not in _refused(deed):
                allowed.append(deed)
    assert allowed == []


@pytest.mark.parametrize(
    "deed",
    [
        "INSERT INTO base_audithead (chain, n, hash) VALUES ('x', 1, '')",
        "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
        "DROP TABLE journal_entry",
        "ALTER FUNCTION audit_append(text, text, text, jsonb) RENAME TO other",
        "CREATE TABLE public.mine ()",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SET session_replication_role = replica",
        "SET ROLE simpul_owner",
        "ALTER ROLE simpul_app BYPASSRLS",
        "CREATE ROLE mine",
        "COPY journal_entry TO PROGRAM 'true'",
        "SELECT pg_read_file('postgresql.conf')",
        "UPDATE django_migrations SET name = name",
    ],
)
def test_the_application_cannot_go_round_its_rights(deed: str) -> None:
    assert any(word in _refused(deed) for word in ("permission denied", "must be owner", "Only roles")), _refused(deed)


@pytest.mark.django_db(transaction=True)
def test_a_migration_lets_others_pass_and_tries_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody reads a table for long: the migration steps back, releases what it held, and comes through later."""
    known = connection.settings_dict
    reader = psycopg.connect(host=known["HOST"], user=known["USER"], dbname=known["NAME"])
    reader.execute("SELECT 1 FROM registry_area LIMIT 1")
    tries: list[int] = []

    def alter(*args: object, **kwargs: object) -> None:
        tries.append(len(tries))
        if len(tries) == 3:
            # Not `close`, of which the server learns when it gets to it.
            reader.rollback()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE registry_area IN ACCESS EXCLUSIVE MODE")

    monkeypatch.setattr(database, "LOCK_WAIT", "30ms")
    monkeypatch.setattr(database, "call_command", alter)
    with reader:
        database.migrate()
    assert tries == [0, 1, 2]
