"""Late requests, two workers at once and one of them killed: each step fires once, with its messages."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from simpul.base import clock
from simpul.base.ids import uuid7
from simpul.base.outbox.models import Message
from simpul.journal import tables
from simpul.journal.testing import place
from simpul.network import workflow
from simpul.network.clocks import Place
from simpul.network.escalation.ladder import rungs
from simpul.network.escalation.models import Firing
from simpul.network.models import Request
from simpul.registry.capabilities.models import UnitProfile

pytestmark = pytest.mark.django_db(transaction=True)
REQUESTS, IN_ONE_GO = 2_000, 300
ROOT = Path(__file__).resolve().parents[2]
WORKER = """
import django, sys
django.setup()
from simpul.network.escalation import firing
firing.IN_ONE_GO, before, tell = int(sys.argv[1]), int(sys.argv[2]), firing.tell
def told(*given):
    global before
    before -= 1
    written = tell(*given)
    if before == 0:
        print("written", flush=True)
        sys.stdin.readline()
    return written
firing.tell = told
print("ready", flush=True)
sys.stdin.readline()
print(firing.fire_due().steps, flush=True)
"""


class Worker:
    """A process of its own that ticks when told to."""

    def __init__(self, *, stuck: int = 0) -> None:
        """Start it; returns when it is ready. `stuck`: it halts before it commits its nth transaction (from 1)."""
        known = {"SIMPUL_PG_DATABASE": str(connection.settings_dict["NAME"]), "SIMPUL_ENV": "test"}
        env = {**os.environ, **known, "DJANGO_SETTINGS_MODULE": "simpul.config.settings"}
        command, line = [sys.executable, "-c", WORKER, str(IN_ONE_GO), str(stuck)], subprocess.PIPE
        self.process: Any = subprocess.Popen(command, cwd=ROOT, env=env, text=True, stdin=line, stdout=line)
        assert self.hear() == "ready"

    def tick(self) -> None:
        """Let it begin."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        """Its next word."""
        return str(self.process.stdout.readline()).strip()

    def kill(self) -> None:
        """As the machine would: no word, no tidying up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def workers() -> Iterator[list[Worker]]:
    """Those that a test has started; ended with it."""
    started: list[Worker] = []
    yield started
    for one in started:
        one.process.kill()
        one.process.communicate()


def plant() -> None:
    """Requests that are late by an hour, of an office with a telephone; only their first step is due."""
    where = place(posts=2)
    UnitProfile.objects.create(unit=where.puskesmas, whatsapp="081234567890")
    tables.insert(Request, [_late(UUID(where.posts[n % 2]), n) for n in range(REQUESTS)])


def _late(post: UUID, number: int) -> Request:
    flow, due = workflow.load("health-referral"), clock.now() - timedelta(hours=1)
    since = due - timedelta(days=1)
    ladder = [clock.iso(one) for one in rungs(flow.escalation, due, Place(clock.JAKARTA))]
    at = {"opened_at": since, "received_at": since, "state_since": since, "due_at": due, "ladder": ladder[:1]}
    names = {"service": "kesehatan", "workflow": flow.id, "state": flow.initial, "opened_by": post}
    return tables.new(Request, id=uuid7(), post_id=post, seq=number, open=True, **at, **names)


def somebody_waits() -> bool:
    """Whether a statement in this database waits for another one's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("stuck", [1, 3])
def test_what_a_worker_killed_before_it_commits_had_written_fires_by_another(workers: list[Worker], stuck: int) -> None:
    plant()
    dying, other = Worker(stuck=stuck), Worker()
    workers += [dying, other]
    dying.tick()
    assert dying.hear() == "written"
    other.tick()
    while not somebody_waits():
        assert other.process.poll() is None
    dying.kill()
    assert other.hear() == str(REQUESTS - (stuck - 1) * IN_ONE_GO)
    assert Firing.objects.count() == REQUESTS
    assert Message.objects.count() == 1
    third = Worker()
    workers.append(third)
    third.tick()
    assert third.hear() == "0"


def test_two_workers_at_once_share_what_is_due(workers: list[Worker]) -> None:
    plant()
    workers += [Worker(), Worker()]
    for one in workers:
        one.tick()
    assert sum(int(one.hear()) for one in workers) == REQUESTS
    assert Firing.objects.count() == REQUESTS and Message.objects.count() == 1
