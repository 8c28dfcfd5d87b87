"""The application role owns nothing and may not rewrite what is append-only."""

import psycopg
import pytest
from django.db import connection, transaction

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
            reader.close()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE registry_area IN ACCESS EXCLUSIVE MODE")

    monkeypatch.setattr(database, "LOCK_WAIT", "30ms")
    monkeypatch.setattr(database, "call_command", alter)
    database.migrate()
    assert tries == [0, 1, 2]
