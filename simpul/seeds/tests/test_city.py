"""The city: true places, the same journals every time, and bulk rows that are those of the real pipeline."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Count, Sum

from simpul.base import audit_chain, clock
from simpul.journal import replay
from simpul.journal.actions.push import push
from simpul.journal.actions.verify import verify
from simpul.journal.alerts.refresh import refresh
from simpul.journal.board.rows import rows
from simpul.journal.kinds import Refused
from simpul.journal.models import Alert, Device, DeviceAccount, Entry, Flag, Quarantine, Review, Waiting
from simpul.journal.receive import arrived
from simpul.journal.senders import Sender, token_hash
from simpul.journal.sign import point_of
from simpul.people.models import Move, Person
from simpul.registry import areas as registry_areas
from simpul.registry.models import Post, Unit
from simpul.seeds.city import areas, batches, keys, life, loose, place, planting, troubles
from simpul.seeds.city.book import SAID, plant_post
from simpul.seeds.city.life import Life
from simpul.seeds.demo.referrals import by_office

POSTS = 3
OTHER = {"base_auditrow": "chain, n, actor, action, subject, detail", "base_audithead": "chain, n"}
"""The audit's own clock differs, and its hashes with it."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Posts of a dozen families."""
    monkeypatch.setattr(life, "FAMILIES", 12)
    monkeypatch.setattr(life, "SPREAD", 1)
    monkeypatch.setattr(life, "TWICE", 0.2)
    monkeypatch.setattr(life, "TYPO", 0.05)
    registry_areas.load_areas()
    yield


def test_every_kelurahan_of_the_city_has_posts_and_together_they_are_1102() -> None:
    found = areas.villages(planting.POSTS)
    assert len(found) == 104
    assert len({village.district for village in found}) == 13
    assert sum(village.posts for village in found) == 1102
    assert min(village.posts for village in found) >= 1
    assert {village.puskesmas for village in found} == {0, 1, 2}


def test_shares_are_whole_and_lose_none() -> None:
    assert areas.share(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert areas.share(7, {"a": 5, "b": 2}) == {"a": 5, "b": 2}


def test_keys_of_phones_follow_from_the_post() -> None:
    assert keys.device_point("x") == point_of(keys.device_key("x"))
    assert keys.device_point("x") != keys.device_point("x", 2)
    assert keys.bearer("x") == keys.bearer("x") != keys.bearer("y")


def _plans(posts: int = POSTS) -> list[place.PostPlan]:
    return place.make(posts)


def _lives(plans: list[place.PostPlan]) -> list[Life]:
    as_of = planting.evening_before()
    return [planting.life_of(plan, as_of) for plan in plans]


def _rows(table: str, columns: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ROW({columns})::text FROM {table} ORDER BY 1")
        return [row for (row,) in cursor.fetchall()]


def _everything() -> dict[str, list[str]]:
    columns = [str(field.column) for field in Entry._meta.concrete_fields if field.name != "place"]
    found = {table: _rows(table, f"{table}.*") for table in [*replay.tables(), "journal_postcounter"]}
    # What a phone may still send at once fills up again by itself.
    passing = {"created_at", "allowance", "allowance_at"}
    device = [str(f.column) for f in Device._meta.concrete_fields if f.name not in passing]
    found["journal_entry"] = _rows("journal_entry", ", ".join(columns))
    found["journal_device"] = _rows("journal_device", ", ".join(device))
    return found | {table: _rows(table, listed) for table, listed in OTHER.items()}


def _undone(write: Callable[[Life, datetime], object], lives: list[Life]) -> dict[str, list[str]]:
    with transaction.atomic():
        for lived in lives:
            write(lived, planting.evening_before())
        found = _everything()
        transaction.set_rollback(True)
    return found


def _through_the_pipeline(lived: Life, as_of: datetime) -> None:
    handset = batches.Handset(lived.plan)
    device = Device.objects.get(pk=handset.device)
    enrolled = list(DeviceAccount.objects.filter(device=device).select_related("account"))
    for batch in batches.batches(lived, as_of):
        with clock.frozen(batch.at):
            if batch.office:
                by_office(batch.deeds)
                continue
            items = [arrived.of(handset.entry(deed)) for deed in batch.deeds]
            push(Sender(device, enrolled), items, SAID, clock.iso(batch.at + handset.error))


@pytest.mark.django_db
def test_what_is_written_in_bulk_is_what_the_pipeline_would_have_written(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "WRONG_CLOCK_EVERY", 2)
    lives = _lives(_plans())
    kinds = {deed.kind for lived in lives for deed in lived.deeds}
    assert {"visit.recorded", "dose.given", "request.moved", "pregnancy.closed", "session.closed"} <= kinds
    bulk = _undone(plant_post, lives)
    piped = _undone(_through_the_pipeline, lives)
    assert len(bulk["journal_entry"]) > 1000
    for table in piped:
        assert bulk[table] == piped[table], table


@pytest.mark.django_db
def test_one_day_gives_one_city_to_the_byte(small: None) -> None:
    plans = _plans()

    def journals() -> list[str]:
        return _undone(plant_post, _lives(plans))["journal_entry"]

    assert journals() == journals()


def _catalogue() -> tuple[list[str], list[str]]:
    return (
        _rows("pg_indexes", "tablename, indexdef"),
        _rows("pg_constraint", "conrelid, conname, pg_get_constraintdef(oid)"),
    )


@pytest.mark.django_db(transaction=True)
def test_a_small_city_stands_up_to_every_verification(small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life, "SILENT_EVERY", 10)
    before = _catalogue()
    planted = planting.plant(24, processes=1)
    assert planted.posts == Post.objects.count() == 24
    assert _catalogue() == before
    report = verify()
    assert (report.gaps, report.hashes, report.rows) == ([], [], [])
    assert report.entries == Entry.objects.count() > planted.entries
    assert audit_chain.verify() == []
    _assert_the_field_is_in_it()
    _assert_somebody_is_told()


def _assert_somebody_is_told() -> None:
    """What is the matter is on the board and among the alerts, and posts add up to their city."""
    board = rows(Unit.objects.filter(kind=Unit.Kind.POST).select_related("post"))
    refresh()
    told = Counter(Alert.objects.filter(closed_at=None).values_list("code", flat=True))
    shown = Counter(trouble.code for row in board for trouble in row.troubles)
    assert {code: told[code] for code in shown} == dict(shown)
    assert shown["post_silent"] == sum(row.health.silent for row in board) == 2
    assert shown["clock_wrong"] >= 1 and shown["work_unsent"] >= 1 and shown["entries_lost"] >= 1
    phones = Device.objects.aggregate(pending=Sum("pending"), number=Count("pk"))
    assert sum(row.health.pending for row in board) == phones["pending"] > 0
    assert sum(row.health.phones for row in board) == phones["number"]


def _assert_the_field_is_in_it() -> None:
    assert set(Quarantine.objects.values_list("code", flat=True)) == {
        "invalid_data",
        "visit_of_other",
        "unknown_subject",
    }
    assert Review.objects.filter(status="open", field="weight_kg").exists()
    assert set(Flag.objects.values_list("code", flat=True)) >= {"clock_ahead", "assignment_ended"}
    assert Person.objects.filter(merged_into__isnull=False).exists()
    assert Move.objects.filter(to_post__isnull=False).exists()
    assert Entry.objects.filter(kind="family.arrived").exists()
    assert Device.objects.filter(pending__gt=0).exists()
    assert any(Device.objects.exclude(missing_counters=[]).values_list("missing_counters", flat=True))
    assert Device.objects.filter(clock_offset_ms__lt=-timedelta(days=1) / timedelta(milliseconds=1)).exists()
    assert Waiting.objects.exists()
    post = str(Post.objects.values_list("pk", flat=True)[0])
    assert Device.objects.filter(pk=keys.device_id(post), token_hash=token_hash(keys.bearer(post))).exists()


@pytest.mark.django_db
def test_a_family_that_moves_takes_no_child_with_it_whom_its_old_puskesmas_merges(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(life, "TWICE", 0.4)
    for lived in _lives(_plans(12)):
        moving = troubles.leftover(lived, 0).family
        children = {child.id for one in lived.post.families if one.id == moving for child in one.children}
        assert children.isdisjoint(child for child, _ in lived.twice)


def _fails(item: int) -> int:
    raise Refused("other_post", "Catatan ini milik posyandu lain.", "This record belongs to another post.")


def test_a_failure_in_a_worker_ends_the_seed_and_says_where() -> None:
    """An exception with a constructor of its own does not come through a pool: the parent would wait for ever."""
    with pytest.raises(planting.PlantingFailed, match=r"other_post.*another post"):
        list(planting._spread(_fails, [1, 2], 2))


@pytest.mark.django_db(transaction=True)
def test_indexes_and_references_come_back_after_a_failure() -> None:
    before = _catalogue()
    with pytest.raises(ZeroDivisionError), loose.loosened():
        assert _catalogue() != before
        raise ZeroDivisionError
    assert _catalogue() == before
