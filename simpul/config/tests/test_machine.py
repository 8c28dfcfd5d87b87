"""The operator's page tells the truth about backups, keys, versions and alerts, and names no citizen."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from simpul.base import clock
from simpul.config import tick
from simpul.journal import audit_runs, epoch
from simpul.journal.alerts.refresh import refresh
from simpul.journal.escrow import keys as escrow_keys
from simpul.journal.models import Alert, BackupRun, Device, DeviceAccount
from simpul.journal.versions import oldest_first
from simpul.registry.models import Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
KEY_COMES = "dibuat sendiri saat HP pertama memintanya"


def page(client: Client) -> str:
    """The operator's page."""
    answer = client.get("/operator/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_new_machine_has_nothing_proven_and_says_how(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.operator)
    tick.tick([])
    text = page(client)
    assert "belum pernah" in text and "simpul backup nightly" in text and "simpul backup verify" in text
    assert max(name for app, name in MigrationLoader(None).graph.nodes if app == "journal") in text
    assert client.get("/beranda/")["Location"] == "/operator/"


def test_backups_keys_epochs_and_versions_are_told(client: Client) -> None:
    world = kit.world()
    kit.sign_in(client, world.operator)
    now = clock.now()
    shared = {"at": now, "backup_made_at": now, "name": "-", "size": 2_000_000, "seconds": 1.0}
    BackupRun.objects.create(kind=BackupRun.Kind.MADE, ok=True, **shared)
    BackupRun.objects.create(kind=BackupRun.Kind.PROVEN, ok=False, faults=["rows_differ"], **shared)
    audit_runs.verified(3)
    renewed = epoch.begin("restored")
    for number, version in enumerate(("0.10.0", "0.9.0", "0.9.0", "")):
        Device.objects.create(name="HP Siti", public_key=bytes([4, number]), app_version=version)
    text = page(client)
    assert "rows_differ" in text and "3 kerusakan" in text and renewed in text and "Terakhir dipulihkan" in text
    assert text.index("0.9.0") < text.index("0.10.0") and "2 HP" in text
    assert world.kader.name not in text and "HP Siti" not in text


def test_a_late_tick_is_told_though_no_tick_can_open_it(client: Client) -> None:
    kit.sign_in(client, kit.world().operator)
    tick.tick([])
    assert "simpul-tick.timer" not in page(client)
    cache.set(tick._LAST, (clock.now() - timedelta(minutes=6)).isoformat())
    assert "simpul-tick.timer" in page(client)


def test_a_missing_key_is_told_with_what_to_do(
    client: Client, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.sign_in(client, kit.world().operator)
    tick.tick([])
    settings.ENV = "production"
    monkeypatch.setenv("SIMPUL_ENV", "production")
    monkeypatch.setenv("SIMPUL_ESCROW_KEYS", str(tmp_path / "keys"))
    assert "simpul keys rotate" in page(client)
    assert KEY_COMES not in page(client)
    escrow_keys.rotate()
    assert "simpul keys rotate" not in page(client)


def test_outside_production_a_key_that_makes_itself_is_not_missing(
    client: Client, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.sign_in(client, kit.world().operator)
    settings.ENV = "local"
    monkeypatch.setenv("SIMPUL_ENV", "local")
    monkeypatch.setenv("SIMPUL_ESCROW_KEYS", str(tmp_path / "keys"))
    assert KEY_COMES in page(client)
    escrow_keys.rotate()
    assert KEY_COMES not in page(client)


def test_alerts_are_counted_and_silent_posts_named_with_their_puskesmas(client: Client) -> None:
    world = kit.world()
    Unit.objects.filter(pk=world.post.pk).update(open_from="2020-01-01")
    refresh()
    kit.sign_in(client, world.operator)
    text = page(client)
    silent = text[text.index("Posyandu yang sunyi") :]
    assert "Melati 1" in silent and "Puskesmas Menteng" in silent and "Melati 2" not in silent


def test_an_alert_is_on_every_page_of_its_puskesmas_until_somebody_takes_it(client: Client) -> None:
    world = kit.world()
    device = Device.objects.create(name="HP", public_key=b"\4", clock_offset_ms=7_200_000, last_seen_at=clock.now())
    DeviceAccount.objects.create(device=device, account=world.kader, confirmed_by=world.officer)
    refresh()
    one = Alert.objects.get(code="clock_wrong")
    kit.sign_in(client, world.officer)
    inbox = client.get("/puskesmas/rujukan/").content.decode()
    assert "jam HP meleset 2 jam" in inbox and '<span class="pill number">1</span>' in inbox
    assert client.post(f"/peringatan/{one.pk}/", {"days": "400"}).status_code == 302
    assert "jam HP meleset" in client.get("/puskesmas/rujukan/").content.decode()
    client.post(f"/peringatan/{one.pk}/", {"days": "3"})
    assert "jam HP meleset" not in client.get("/puskesmas/rujukan/").content.decode()
    listed = client.get("/peringatan/").content.decode()
    assert "jam HP meleset 2 jam" in listed and f"ditangani {world.officer.name}" in listed
    kit.sign_in(client, world.other_officer)
    assert "Melati" not in client.get("/peringatan/").content.decode()
    assert client.post(f"/peringatan/{one.pk}/", {"days": "1"}).status_code == 404


def test_the_cells_of_versions_sort_by_number_and_unreadable_ones_come_first() -> None:
    assert oldest_first(["0.10.0", "", "0.9.1", "x"]) == ["", "x", "0.9.1", "0.10.0"]
