"""The audit holds what happened, and shows when somebody changed it."""

import json
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from simpul.base import audit, audit_chain, database, keys
from simpul.registry.models import Account

pytestmark = pytest.mark.django_db


def _as_owner(statement: str) -> None:
    with database.as_owner() as owner, owner.cursor() as cursor:
        cursor.execute(statement)


def _rows(chain: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT actor, action, subject, detail FROM base_auditrow WHERE chain = %s ORDER BY n", [chain])
        return list(cursor.fetchall())


def test_a_read_is_written_down_with_actor_and_persons() -> None:
    audit.read("officer-1", "post-1", "person", ["a", "b"], "inbox")
    [(actor, action, subject, detail)] = _rows("read:post-1")
    assert (actor, action, subject) == ("officer-1", "read", "person")
    assert '"a", "b"' in str(detail)


def test_an_empty_answer_leaves_no_row() -> None:
    audit.read("officer-1", "post-1", "person", [], "inbox")
    assert _rows("read:post-1") == []


def test_a_list_of_many_posts_is_written_down_post_by_post_in_one_statement() -> None:
    shown = [(f"post-{n}", f"p{n}") for n in (3, 1, 2)] + [("post-1", "q1"), (None, "nobody"), ("post-2", "")]
    with CaptureQueriesContext(connection) as one:
        audit.read_each("officer-1", "person", [("post-9", "p9")], "inbox")
    with CaptureQueriesContext(connection) as three:
        audit.read_each("officer-1", "person", shown, "inbox")
    assert len(three) == len(one)
    said = {
        n: [(actor, json.loads(detail)["ids"]) for actor, _, _, detail in _rows(f"read:post-{n}")] for n in (1, 2, 3)
    }
    assert said == {1: [("officer-1", ["p1", "q1"])], 2: [("officer-1", ["p2"])], 3: [("officer-1", ["p3"])]}


def test_an_empty_list_of_many_posts_leaves_no_row() -> None:
    with CaptureQueriesContext(connection) as asked:
        audit.read_each("officer-1", "person", [("post-1", None)], "inbox")
    assert len(asked) == 0


@pytest.mark.parametrize("table", ["base_auditrow", "base_audithead"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET chain = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_cannot_rewrite_the_audit(table: str, deed: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table))


def _three_reads() -> None:
    for n in range(3):
        audit.read("officer-1", "post-1", "person", [f"p{n}"], "test")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("UPDATE base_auditrow SET actor = 'nobody' WHERE chain = 'read:post-1' AND n = 2", "changed"),
        ("DELETE FROM base_auditrow WHERE chain = 'read:post-1' AND n = 2", "missing"),
        ("DELETE FROM base_auditrow WHERE chain = 'read:post-1' AND n = 3", "does not end"),
    ],
)
def test_verify_finds_what_was_done_behind_its_back(deed: str, said: str) -> None:
    _three_reads()
    assert audit_chain.verify() == []
    _as_owner(deed)
    assert any(said in fault.what for fault in audit_chain.verify())


@pytest.mark.django_db(transaction=True)
def test_the_anchor_finds_a_chain_that_was_recomputed(tmp_path: Any) -> None:
    key = keys.server_key(tmp_path)
    _three_reads()
    kept = audit_chain.anchor(key)
    _as_owner("DELETE FROM base_auditrow; DELETE FROM base_audithead")
    for n in range(3):
        audit.read("somebody-else", "post-1", "person", [f"p{n}"], "test")
    assert audit_chain.verify() == []
    assert any("recomputed" in fault.what for fault in audit_chain.verify(kept, key.public_key()))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("left", [2, 0])
def test_the_anchor_finds_a_tail_that_was_cut_together_with_its_head(tmp_path: Any, left: int) -> None:
    key = keys.server_key(tmp_path)
    _three_reads()
    kept = audit_chain.anchor(key)
    of, last = (
        "WHERE chain = 'read:post-1'",
        f"(SELECT hash FROM base_auditrow WHERE chain = 'read:post-1' AND n = {left})",
    )
    head = f"UPDATE base_audithead SET n = {left}, hash = {last} {of}" if left else f"DELETE FROM base_audithead {of}"
    _as_owner(f"{head}; DELETE FROM base_auditrow {of} AND n > {left}")
    assert audit_chain.verify() == []
    assert any("cut" in fault.what for fault in audit_chain.verify(kept, key.public_key()))


def test_a_forged_anchor_is_refused(tmp_path: Any) -> None:
    key = keys.server_key(tmp_path)
    _three_reads()
    kept = audit_chain.anchor(key)
    kept["heads"]["read:post-1"][0] = 2
    with pytest.raises(ValueError, match="signature"):
        audit_chain.verify(kept, key.public_key())


def test_changes_of_a_watched_table_are_written_by_the_database() -> None:
    account = Account.objects.create_user("wati", name="Wati")
    Account.objects.filter(pk=account.pk).update(phone="0812")
    deeds = [(action, subject) for _, action, subject, _ in _rows("system")]
    assert deeds == [("insert", "registry_account"), ("update", "registry_account")]
