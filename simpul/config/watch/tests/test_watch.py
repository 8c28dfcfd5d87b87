"""What monitors read: routes without addresses, figures for the token alone, health that tells the truth."""

import logging
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import resolve, reverse

from simpul.base import clock
from simpul.config import tick
from simpul.config.watch import figures, health
from simpul.journal.escrow import keys as escrow_keys

pytestmark = pytest.mark.django_db
TOKEN = "a-token-for-this-test"
ALL_WELL = dict.fromkeys(("database", "schema", "disk", "keys", "tick"), True)


def read(client: Client, token: str = TOKEN) -> Any:
    """GET /metrics with a token."""
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


def test_figures_are_there_for_the_token_and_for_nobody_else(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    assert read(client, "").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert read(client, "wrong").status_code == 404
    assert client.get("/metrics").status_code == 404
    answer = read(client)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "simpul_entries 0.0" in text
    assert "simpul_alerts 0.0" in text
    assert "simpul_database_bytes" in text


def test_requests_are_counted_by_route_and_logged_without_addresses(
    client: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.METRICS_TOKEN = TOKEN
    someone = str(uuid4())
    with caplog.at_level(logging.INFO, "simpul.request"):
        client.get(reverse("person", args=[someone]) + "?q=Siti")
        client.get(f"/no-such-page/{someone}")
    text = read(client).content.decode()
    route = resolve(reverse("person", args=[someone])).route
    assert f'route="{route}"' in text
    assert someone not in text and someone not in caplog.text and "Siti" not in caplog.text
    lines = [r for r in caplog.records if r.name == "simpul.request"]
    assert [vars(line)["route"] for line in lines] == [route, "-"]


def test_an_invented_method_makes_no_series_of_its_own() -> None:
    figures.seen("BREW" + uuid4().hex, "-", 405, 0.1)
    assert "BREW" not in figures.exposition().decode()


def test_ready_says_which_part_is_not(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tick.tick([])
    assert client.get("/health/live").status_code == 200
    well = client.get("/health/ready")
    assert (well.status_code, well.json()) == (200, ALL_WELL)

    cache.set(tick._LAST, (clock.now() - timedelta(minutes=6)).isoformat())
    full = SimpleNamespace(total=100, free=4)
    monkeypatch.setattr("simpul.config.watch.health.shutil.disk_usage", lambda path: full)
    ill = client.get("/health/ready")
    assert (ill.status_code, ill.json()) == (503, ALL_WELL | {"disk": False, "tick": False})
    assert all(part.words for part in health.parts() if not part.ok)


def test_production_without_a_key_for_sealed_copies_is_not_ready(
    client: Client, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tick.tick([])
    monkeypatch.setenv("SIMPUL_ESCROW_KEYS", str(tmp_path / "keys"))
    assert client.get("/health/ready").json() == ALL_WELL, "elsewhere the first key makes itself"
    settings.ENV = "production"
    monkeypatch.setenv("SIMPUL_ENV", "production")
    ill = client.get("/health/ready")
    assert (ill.status_code, ill.json()) == (503, ALL_WELL | {"keys": False})
    made = escrow_keys.rotate()
    assert client.get("/health/ready").json() == ALL_WELL
    (tmp_path / "keys" / f"{made}.pem").unlink()
    ill = client.get("/health/ready")
    assert ill.status_code == 503 and str(tmp_path) not in ill.content.decode() and made not in ill.content.decode()


def test_a_part_that_cannot_be_asked_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    def down() -> bool:
        raise OSError("planted")

    monkeypatch.setattr(health, "CHECKS", (("database", down, "words"),))
    assert health.parts() == [health.Part("database", False, "words")]
