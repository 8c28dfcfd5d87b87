"""What must hold after each case: no fault, nothing half applied, every refusal in clear words."""

from typing import Any

import msgspec
from django.apps import apps
from django.db import connection

from simpul.journal.wire import Problem, PushAnswer

REFUSALS = {400, 401, 403, 404, 405, 409, 413, 415, 429}
NOTED = {"journal_device", "journal_enrolmenttry", "journal_enrolmentcode"}
"""Tables in which a refusal itself may be noted: tries are counted, a phone was heard."""
ROOMS = ("journal", "people", "network", "care", "registry", "exchange")
MOST_WORDS = 2_000
"""Letters of a refusal: nobody reads more, and a hostile text must not come back whole."""


def picture() -> dict[str, tuple[int, int]]:
    """Each table as its number of rows and the youngest transaction that wrote one: any write changes it."""
    with connection.cursor() as cursor:
        cursor.execute(_question())
        return {table: (count, youngest) for table, count, youngest in cursor.fetchall()}


def _question() -> str:
    tables = sorted(
        model._meta.db_table
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if model._meta.managed and model._meta.db_table not in NOTED
    )
    one = "SELECT '{0}', count(*), coalesce(max(xmin::text::bigint), 0) FROM {0}"
    return " UNION ALL ".join(one.format(table) for table in tables)


def gaps() -> list[str]:
    """Posts whose places are not 1..last, one for each entry."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.post_id::text FROM journal_postcounter c LEFT JOIN journal_entry e ON e.post_id = c.post_id "
            "GROUP BY c.post_id, c.seq HAVING count(e.id) <> c.seq OR coalesce(max(e.seq), 0) <> c.seq"
        )
        return [f"gap in {post}" for (post,) in cursor.fetchall()]


def wrong_refusal(status: int, body: bytes) -> str:
    """Why this is no clear refusal; empty when it is one."""
    if status not in REFUSALS:
        return f"status {status}"
    try:
        said = msgspec.json.decode(body, type=Problem)
    except msgspec.MsgspecError as error:
        return f"no problem: {error}"
    words = (said.code, said.message.id, said.message.en)
    if not all(part.strip() for part in words) or max(map(len, words)) > MOST_WORDS:
        return f"no clear words: {said.code}"
    return ""


def wrong_answer(body: bytes, shape: type[msgspec.Struct], asked: int | None) -> str:
    """Why this is no right answer; empty when it is one. `asked`: how many entries a push held."""
    try:
        said = msgspec.json.decode(body, type=shape)
    except msgspec.MsgspecError as error:
        return f"not as described: {error}"
    if isinstance(said, PushAnswer):
        if asked is not None and len(said.receipts) != asked:
            return f"{len(said.receipts)} receipts for {asked} entries"
        return next((wrong for one in said.receipts if (wrong := _wrong_receipt(one))), "")
    return ""


def _wrong_receipt(one: Any) -> str:
    if one.outcome in ("applied", "conflict"):
        return "" if one.seq else "a place without number"
    if one.seq is not None:
        return "set aside and still a place"
    if one.reason is None or not (one.reason.message.id and one.reason.message.en):
        return f"{one.outcome} without words"
    return "a fault of the server set it aside" if one.reason.code == "server_fault" else ""
