"""The tick runs every job, whatever happens to one of them, and never twice at once."""

import pytest
from django.db import connection
from psycopg import connect

from simpul.config import tick

pytestmark = pytest.mark.django_db


def test_a_failing_job_does_not_stop_the_next(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def breaks() -> None:
        raise RuntimeError("planted")

    assert tick.tick([breaks, lambda: done.append("next")]) == 1
    assert done == ["next"]
    assert "breaks failed" in caplog.text


def test_only_one_process_ticks_at_a_time() -> None:
    known = connection.settings_dict
    with connect(host=known["HOST"], user=known["USER"], dbname=known["NAME"]) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [tick._LOCK])
        assert tick.tick([lambda: None]) == 0
        other.execute("SELECT pg_advisory_unlock(%s)", [tick._LOCK])
    assert tick.tick([lambda: None]) == 1
