"""Alerts open once, stay quiet when somebody deals with them, and close by themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from simpul.base import clock
from simpul.base.models import AuditRow
from simpul.journal import audit_runs, testing
from simpul.journal.actions.revoke import revoke_device
from simpul.journal.actions.take_alert import NotOffered, take_alert
from simpul.journal.alerts import kinds, queries, sources
from simpul.journal.alerts.limits import limits
from simpul.journal.alerts.refresh import refresh
from simpul.journal.models import Alert, BackupRun, Device, DeviceAccount, ServerEpoch
from simpul.journal.phones import silence
from simpul.registry.models import Assignment, Unit

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 2, tzinfo=UTC)


def phone_of(place: testing.Place, number: int = 0, **said: Any) -> Device:
    """A phone in service at a post, that spoke at the clock's moment."""
    now = clock.now()
    fields = {"last_seen_at": now, "last_push_at": now, "last_pull_at": now, "app_version": "0.1.0"} | said
    device = Device.objects.create(name="HP Siti", public_key=bytes([4, number]), **fields)
    DeviceAccount.objects.create(device=device, account=place.kaders[number], confirmed_by=place.officer)
    return device


def quiet_place(posts: int = 1) -> testing.Place:
    """Posts that have been open for long, so that silence counts."""
    place = testing.place(posts)
    Unit.objects.filter(pk__in=place.posts).update(open_from="2020-01-01")
    return place


def speaks(device: Device, **said: Any) -> None:
    """The phone is heard now."""
    now = clock.now()
    fields = {"last_seen_at": now, "last_push_at": now, "last_pull_at": now} | said
    Device.objects.filter(pk=device.pk).update(**fields)


def codes(**filters: Any) -> list[str]:
    """Codes of open alerts about posts and phones."""
    found = Alert.objects.filter(closed_at=None, post__isnull=False, **filters)
    return sorted(found.values_list("code", flat=True))


def test_a_silent_post_appears_within_a_day_and_goes_when_its_phone_speaks() -> None:
    with clock.frozen(START):
        place = quiet_place()
        device = phone_of(place)
        refresh()
        assert codes() == []
    with clock.frozen(START + silence().post - timedelta(minutes=1)):
        refresh()
        assert codes() == []
    with clock.frozen(START + silence().post + timedelta(days=1)):
        assert refresh()[0] >= 1
        assert codes() == ["post_silent"]
        assert Alert.objects.get(code="post_silent").began_at == START
        speaks(device)
        refresh()
        assert codes() == []
        assert Alert.objects.get(code="post_silent").closed_at == clock.now()


def test_a_post_that_nobody_ever_heard_is_silent_since_it_opened() -> None:
    with clock.frozen(START):
        place = testing.place()
        Unit.objects.filter(pk=place.posts[0]).update(open_from=clock.today())
        refresh()
        assert codes() == []
    with clock.frozen(START + silence().post + timedelta(days=1)):
        refresh()
        assert codes() == ["post_silent"]
        Unit.objects.filter(pk=place.posts[0]).update(closed_on=clock.today())
        refresh()
        assert codes() == []


def test_looking_twice_opens_one_and_the_table_takes_no_second() -> None:
    with clock.frozen(START):
        place = quiet_place()
        phone_of(place, clock_offset_ms=3_600_000)
        assert refresh()[0] >= 1
        assert refresh() == (0, 0)
        assert codes() == ["clock_wrong"]
        one = Alert.objects.get(code="clock_wrong")
        with pytest.raises(IntegrityError), transaction.atomic():
            Alert.objects.create(code=one.code, object=one.object, began_at=START)


def test_one_who_deals_with_it_makes_it_quiet_until_the_day() -> None:
    with clock.frozen(START):
        place = quiet_place()
        device = phone_of(place, clock_offset_ms=-3_600_000)
        refresh()
        one = queries.access_alert(place.officer, Alert.objects.get(code="clock_wrong").pk)
        with pytest.raises(NotOffered):
            take_alert(place.officer, one, 365)
        take_alert(place.officer, one, 7)
        assert AuditRow.objects.filter(action="alert.taken", subject=str(one.pk)).count() == 1
        refresh()
        assert queries.loud(place.officer).count() == 0
        (line,) = queries.lines(queries.visible_to(place.officer))
        assert line.quiet and line.alert.taken_by == place.officer
    with clock.frozen(START + timedelta(days=7, minutes=1)):
        speaks(device)
        refresh()
        assert queries.loud(place.officer).count() == 1
        speaks(device, clock_offset_ms=0)
        refresh()
        assert queries.visible_to(place.officer).count() == 0
        speaks(device, clock_offset_ms=3_600_000)
        refresh()
        assert Alert.objects.get(code="clock_wrong", closed_at=None).taken_by is None


SAID: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("work_unsent", {"pending": 3, "oldest_pending_age_s": 73 * 3600}, {"pending": 0, "oldest_pending_age_s": 0}),
    ("clock_wrong", {"clock_offset_ms": -16 * 60_000}, {"clock_offset_ms": 14 * 60_000}),
    ("storage_full", {"storage_usage": 91, "storage_quota": 100}, {"storage_usage": 89, "storage_quota": 100}),
    ("entries_lost", {"missing_counters": [[4, 6]]}, {"missing_counters": []}),
    ("app_old", {"app_version": "0.0.9"}, {"app_version": "0.1.0"}),
    ("app_old", {"app_version": "0.0.10-beta"}, {"app_version": "demo"}),
]


@pytest.mark.parametrize(("code", "ill", "well"), SAID)
def test_what_a_phone_says_opens_and_closes(code: str, ill: dict[str, Any], well: dict[str, Any]) -> None:
    with clock.frozen(START):
        place = quiet_place()
        device = phone_of(place, **ill)
        refresh()
        assert codes() == [code]
        speaks(device, **well)
        refresh()
        assert codes() == []


def test_work_that_was_young_when_the_phone_fell_silent_grows_old() -> None:
    with clock.frozen(START):
        phone_of(quiet_place(), pending=2, oldest_pending_age_s=3600)
        refresh()
        assert codes() == []
    with clock.frozen(START + limits().unsent):
        refresh()
        assert codes() == ["work_unsent"]


def test_holes_while_something_is_still_unsent_are_no_loss() -> None:
    with clock.frozen(START):
        phone_of(quiet_place(), missing_counters=[[4, 6]], pending=3, oldest_pending_age_s=60)
        refresh()
        assert codes() == []


def test_a_revoked_phone_is_missed_after_a_week() -> None:
    with clock.frozen(START):
        place = quiet_place()
        device = phone_of(place, missing_counters=[[4, 6]])
        revoke_device(place.officer, device, "hilang")
    with clock.frozen(START + limits().missing + timedelta(hours=1)):
        refresh()
        alert = Alert.objects.get(code="revoked_missing")
        assert (alert.n, str(alert.post_id)) == (3, place.posts[0])
        Device.objects.update(missing_counters=[])
        refresh()
        assert not Alert.objects.filter(code="revoked_missing", closed_at=None).exists()


def test_a_phone_of_two_posts_calls_once_for_each_puskesmas() -> None:
    with clock.frozen(START):
        here, there = quiet_place(2), testing.place(1, code="31.74.01.1002")
        phone_of(here, clock_offset_ms=3_600_000)
        kader = here.kaders[0]
        for post in (here.posts[1], there.posts[0]):
            Assignment.objects.create(account=kader, role=Assignment.Role.KADER, unit_id=post, starts_on="2020-01-01")
        refresh()
        told = Alert.objects.filter(code="clock_wrong", closed_at=None).values_list("post", flat=True)
        assert {str(post) for post in told} == {here.posts[0], there.posts[0]} and len(told) == 2
        assert [queries.loud(who).filter(code="clock_wrong").count() for who in (here.officer, there.officer)] == [1, 1]


def test_the_phone_of_a_bidan_counts_for_her_posts() -> None:
    with clock.frozen(START):
        place = quiet_place()
        bidan = testing.account("kartini", Assignment.Role.OFFICER, Unit.objects.get(pk=place.posts[0]))
        device = Device.objects.create(name="HP", public_key=bytes([4]), last_seen_at=START, last_pull_at=START)
        DeviceAccount.objects.create(device=device, account=bidan, confirmed_by=place.officer)
        refresh()
        assert codes() == []
        speaks(device, pending=1, oldest_pending_age_s=4 * 86_400)
        refresh()
        assert codes() == ["work_unsent"]


def test_what_cannot_be_asked_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(posts: object, now: object) -> list[sources.Found]:
        raise RuntimeError("planted")

    with clock.frozen(START):
        phone_of(quiet_place(), clock_offset_ms=3_600_000)
        refresh()
        assert codes() == ["clock_wrong"]
        held = [
            sources.Source(one.codes, broken, one.machine) if "clock_wrong" in one.codes else one
            for one in sources.all_sources()
        ]
        monkeypatch.setattr(sources, "_sources", held)
        refresh()
        assert codes() == ["clock_wrong"]


def machine() -> list[str]:
    """Codes of open alerts of the machine, whatever the disk of the test machine."""
    found = Alert.objects.filter(closed_at=None, post=None).exclude(code="disk_low")
    return sorted(found.values_list("code", flat=True))


def test_the_machine_is_missed_when_nobody_backs_up_proves_or_verifies() -> None:
    born = ServerEpoch.objects.earliest("started_at").started_at  # the prepared database may be of another day
    with clock.frozen(born):
        refresh()
        assert machine() == []
    with clock.frozen(born + limits().backup_first + timedelta(minutes=1)):
        refresh()
        assert machine() == ["backup_missing"]
    with clock.frozen(born + timedelta(days=30)):
        refresh()
        assert machine() == ["anchor_missing", "audit_unverified", "backup_missing", "backup_unproven"]
        now = {"at": clock.now(), "backup_made_at": clock.now(), "name": "-", "size": 1, "seconds": 1.0}
        BackupRun.objects.create(kind=BackupRun.Kind.MADE, ok=True, **now)
        BackupRun.objects.create(kind=BackupRun.Kind.PROVEN, ok=True, **now)
        audit_runs.verified(0)
        audit_runs.anchored()
        refresh()
        assert machine() == []
    with clock.frozen(born + timedelta(days=30, hours=1)):
        BackupRun.objects.create(kind=BackupRun.Kind.PROVEN, ok=False, **(now | {"at": clock.now()}))
        audit_runs.verified(2)
        refresh()
        assert machine() == ["audit_broken", "backup_unproven"]


def test_a_disk_that_fills_is_told_before_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    for free, told in ((9, True), (11, False)):
        disk = SimpleNamespace(total=100, free=free)
        monkeypatch.setattr("simpul.journal.alerts.machine.shutil.disk_usage", lambda path, disk=disk: disk)
        refresh()
        assert Alert.objects.filter(code="disk_low", closed_at=None).exists() is told


def test_every_code_has_words_and_no_alert_names_a_person_or_a_phone() -> None:
    assert {code for one in sources.all_sources() for code in one.codes} == set(kinds.KINDS)
    with clock.frozen(START):
        place = quiet_place()
        phone_of(place, clock_offset_ms=3_600_000, storage_usage=99, storage_quota=100)
        refresh()
        for line in queries.lines(queries.visible_to(place.officer)):
            assert line.words.startswith("Melati 1:") and line.step.endswith(".")
            assert "Siti" not in line.words + line.step and "%" not in (line.words + line.step).replace("99%", "")
    for code in kinds.KINDS:
        said = kinds.say(code, "Melati", 3, timedelta(days=8))
        assert said.short and said.words and said.step


def test_closed_alerts_are_forgotten_after_their_time() -> None:
    with clock.frozen(START):
        device = phone_of(quiet_place(), clock_offset_ms=3_600_000)
        refresh()
        speaks(device, clock_offset_ms=0)
        refresh()
        assert Alert.objects.filter(code="clock_wrong").count() == 1
    with clock.frozen(START + limits().kept + timedelta(days=1)):
        refresh()
        assert Alert.objects.filter(code="clock_wrong").count() == 0
