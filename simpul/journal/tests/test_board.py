"""The sync-health board: whom to call first, filters, few queries however many posts, a table to call from."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from simpul.base import clock
from simpul.journal import testing
from simpul.journal.board.choice import choice, offered
from simpul.journal.board.rows import Row, rows
from simpul.journal.board.table import COLUMNS, board_csv
from simpul.journal.board_pages import _open
from simpul.journal.heartbeat import note
from simpul.journal.models import Device
from simpul.journal.tests.test_alerts import phone_of, quiet_place
from simpul.journal.wire import Heartbeat
from simpul.registry.models import Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 2, tzinfo=UTC)


def board(place: testing.Place) -> list[Row]:
    """The rows of a place's posts."""
    return rows(Unit.objects.filter(pk__in=place.posts).select_related("post__puskesmas"))


def troubled() -> testing.Place:
    """Four posts: one well, one with a wrong clock, one with old work, one that lost entries."""
    place = quiet_place(4)
    phone_of(place, 0, storage_persisted=True)
    phone_of(place, 1, clock_offset_ms=3_600_000, storage_persisted=False)
    phone_of(place, 2, pending=5, oldest_pending_age_s=8 * 86_400)
    phone_of(place, 3, missing_counters=[[2, 2]])
    return place


def test_who_needs_a_call_comes_first_with_what_to_say() -> None:
    with clock.frozen(START):
        found = board(troubled())
        order = [(row.health.post.name, [t.code for t in row.troubles]) for row in found]
        assert order == [
            ("Melati 4", ["entries_lost"]),
            ("Melati 3", ["work_unsent"]),
            ("Melati 2", ["clock_wrong"]),
            ("Melati 1", []),
        ]
        assert found[1].troubles[0].step.startswith("Telepon kader Melati 3: HP belum mengirim 8 hari.")
        assert found[2].health.evictable == 1
        assert found[0].district_name == "Tebet"


def test_among_equals_the_longest_comes_first() -> None:
    with clock.frozen(START):
        place = quiet_place(2)
        phone_of(place, 0, pending=1, oldest_pending_age_s=4 * 86_400)
        phone_of(place, 1, pending=1, oldest_pending_age_s=9 * 86_400)
        assert [row.health.post.name for row in board(place)] == ["Melati 2", "Melati 1"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", 4),
        ("masalah=ada", 3),
        ("masalah=tidak-ada", 1),
        ("masalah=clock_wrong", 1),
        ("masalah=; DROP", 4),
        ("q=melati 3", 1),
        ("q=nothing", 0),
        ("kecamatan=31.74.01", 4),
        ("kecamatan=31.74.02", 0),
        ("puskesmas=00000000-0000-4000-8000-000000000000", 0),
        ("urut=belum", 4),
    ],
)
def test_filters(asked: str, names: int) -> None:
    with clock.frozen(START):
        found = board(troubled())
        kept = choice(QueryDict(asked)).of(found)
        assert len(kept) == names
        if asked == "urut=belum":
            assert kept[0].health.post.name == "Melati 3"
        assert {code: n for code, _words, n in offered(found)["troubles"]} == {
            "entries_lost": 1,
            "work_unsent": 1,
            "clock_wrong": 1,
        }


def test_a_choice_survives_in_the_address() -> None:
    one = choice(QueryDict("q=a%26b&masalah=ada&urut=nama&kecamatan=31.74.01"))
    assert choice(QueryDict(one.query)) == one


def queries_for(place: testing.Place, posts: int) -> list[str]:
    """The queries that the board of the first `posts` posts asks."""
    units = _open(Unit.objects.filter(pk__in=place.posts[:posts]))
    with CaptureQueriesContext(connection) as seen:
        found = rows(units)
        assert len(found) == posts
        assert all(row.puskesmas == place.puskesmas for row in found)
    return [one["sql"] for one in seen.captured_queries]


def test_more_posts_ask_no_more_questions() -> None:
    with clock.frozen(START):
        place = quiet_place(8)
        for number in range(8):
            phone_of(place, number, clock_offset_ms=3_600_000)
        asked = queries_for(place, 8)
        assert len(asked) == len(queries_for(place, 1)) <= 20
    phones = [one for one in asked if 'FROM "journal_device"' in one and "ANY" in one]
    assert len(phones) == 1, "each phone of a city is read once, for its health and for its troubles"


def test_the_table_has_every_column_and_no_formula() -> None:
    with clock.frozen(START):
        place = troubled()
        Unit.objects.filter(pk=place.posts[2]).update(name="=HYPERLINK(1)")
        text = board_csv(board(place))
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert tuple(lines[0]) == COLUMNS and len(lines) == 4
    assert not any(value.startswith("=") for line in lines for value in line.values())
    assert lines[1]["tertua_jam"] == "192" and lines[1]["belum_terkirim"] == "5"


def test_pages_of_the_operator_and_of_the_puskesmas(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.operator)
    page = client.get("/operator/sinkron/")
    assert page.status_code == 200 and b"Melati 1" in page.content and b"Kenanga 1" in page.content
    assert client.get("/operator/sinkron/isi/").content.count(b"<tr>") == 4
    only = client.get(f"/operator/sinkron/unduh.csv?puskesmas={world.puskesmas.pk}")
    assert only["Content-Type"].startswith("text/csv") and b"Kenanga" not in only.content
    assert only.content.count(b"Melati") >= 2
    kit.sign_in(client, world.officer)
    for path in ("/puskesmas/hp/", "/puskesmas/hp/sinkron/", "/puskesmas/hp/sinkron.csv"):
        mine = client.get(path)
        assert mine.status_code == 200 and b"Melati 1" in mine.content and b"Kenanga" not in mine.content, path
    assert client.get("/operator/sinkron/unduh.csv").status_code == 403


def test_the_age_of_unsent_work_grows_while_the_phone_is_silent() -> None:
    with clock.frozen(START):
        place = quiet_place()
        phone_of(place, pending=1, oldest_pending_age_s=3600)
    with clock.frozen(START + timedelta(hours=5)):
        assert board(place)[0].health.oldest_pending == timedelta(hours=6)


def test_a_phone_without_second_copy_and_a_loss_are_told_in_kind_words(client: Client) -> None:
    with clock.frozen(START):
        place = quiet_place(2)
        phone_of(place, 0, second_copy="on")
        phone_of(place, 1, second_copy="none", store_lost_at=START - timedelta(days=1))
        found = {row.health.post.name: row.health for row in board(place)}
        assert [(found[name].single, found[name].store_lost is None) for name in sorted(found)] == [
            (0, True),
            (1, False),
        ]
        table = csv.DictReader(io.StringIO(board_csv(board(place)).removeprefix("\ufeff")))
        told = {row["posyandu"]: row for row in table}["Melati 2"]
        assert told["hp_tanpa_salinan_kedua"] == "1"
        assert told["penyimpanan_pernah_hilang"].startswith("2026-03-01")
        operator = kit.account("operator-kota", "operator")
        page = kit.sign_in(client, operator).get("/operator/sinkron/isi/").content.decode()
    assert page.count("HP ini tidak punya salinan kedua") == 1
    assert "penyimpanan pernah hilang (1 Maret 2026); pastikan isian hari itu sudah sampai" in page


def test_a_heartbeat_tells_of_copy_and_loss_and_an_old_phone_unsays_neither() -> None:
    device = Device()
    with clock.frozen(START):
        note(device, Heartbeat(second_copy="failed", store_lost_age_s=3600), clock.iso(START))
        assert (device.second_copy, device.store_lost_at) == ("failed", START - timedelta(hours=1))
        note(device, Heartbeat(), clock.iso(START))
        note(device, Heartbeat(second_copy="a word of tomorrow"), clock.iso(START))
        assert (device.second_copy, device.store_lost_at) == ("failed", START - timedelta(hours=1))
        note(device, Heartbeat(second_copy="on", store_lost_age_s=2**62), clock.iso(START))
        assert device.second_copy == "on" and device.store_lost_at is not None and device.store_lost_at < START
