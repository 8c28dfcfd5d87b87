"""The short form of the run that kills phones, server and database: it is part of every test run."""

import json
import subprocess
import sys

from tests.soak.web import ROOT

ENTRIES, KILLS, WITHIN_S = 240, 8, 900


def test_nothing_is_lost_when_phones_server_and_database_are_killed() -> None:
    """In processes of its own: the run sets up a database that writes durably, unlike that of the other tests."""
    command = [sys.executable, "-m", "tests.soak.kills", "--entries", str(ENTRIES), "--kills", str(KILLS)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=WITHIN_S, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    result = json.loads(run.stdout)
    assert result["sound"]
    assert result["kept"] >= ENTRIES and result["killed"] == KILLS
    assert result["durability"]["fsync"] == result["durability"]["synchronous_commit"] == "on"
