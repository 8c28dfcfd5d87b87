"""A guest who waits too long calls for the puskesmas of the post that served the child, and no name is told."""

from datetime import timedelta

import pytest

from simpul.base import clock, ids
from simpul.care.models import Guest
from simpul.care.tests.stories import Village, at
from simpul.journal.alerts.limits import limits
from simpul.journal.alerts.queries import lines, visible_to
from simpul.journal.alerts.refresh import refresh
from simpul.journal.models import Alert, Quarantine, Waiting

pytestmark = pytest.mark.django_db


def opened(code: str) -> list[tuple[str, int]]:
    """Post and figure of the open alerts of a code."""
    found = Alert.objects.filter(code=code, closed_at=None)
    return [(str(one.post_id), one.n) for one in found]


def test_a_guest_not_brought_home_calls_after_its_time_and_only_then() -> None:
    with at("2026-03-02T09:00"):
        village, guest = Village(), str(ids.uuid7())
        village.write("guest.registered", guest, {"name": "Rahasia"})
        start = clock.now()
        refresh()
        assert opened("guest_long") == []
    with clock.frozen(start + limits().guest + timedelta(hours=1)):
        refresh()
        assert opened("guest_long") == [(village.here, 1)]
        said = [line.words for line in lines(visible_to(village.where.officer))]
        assert any("1 anak tamu" in words for words in said) and not any("Rahasia" in words for words in said)
        Guest.objects.update(status="delivered")
        refresh()
        assert opened("guest_long") == []


def test_what_lies_unanswered_calls_after_its_time() -> None:
    with at("2026-03-02T09:00"):
        village, start = Village(), clock.now()
        post = village.here
        shared = {"hash": "0" * 64, "post_id": post, "body": b"{}", "received_at": start}
        Quarantine.objects.create(entry=str(ids.uuid7()), code="x", reason={}, **shared)
        held = {"author": village.where.officer.pk, "device_counter": 1, "role": "kader"}
        Waiting.objects.create(entry=ids.uuid7(), **held, **shared)
        refresh()
        assert opened("set_aside_long") == opened("waiting_long") == []
    with clock.frozen(start + timedelta(days=15)):
        refresh()
        assert opened("set_aside_long") == opened("waiting_long") == [(post, 1)]
        Quarantine.objects.update(status=Quarantine.Status.DISMISSED)
        Waiting.objects.all().delete()
        refresh()
        assert opened("set_aside_long") == opened("waiting_long") == []
