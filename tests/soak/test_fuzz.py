"""The short form of the hostile cases; the long one is `python -m tests.soak.fuzz --cases 10000 --seed N`."""

import json
import subprocess
import sys

from tests.soak.web import ROOT

CASES, WITHIN_S = 300, 400


def test_hostile_requests_and_sheets_are_refused_in_words_and_leave_nothing_half_done() -> None:
    """In a process and a database of its own."""
    command = [sys.executable, "-m", "tests.soak.fuzz", "--cases", str(CASES), "--seed", "7"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=WITHIN_S, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    result = json.loads(run.stdout)
    assert result["sound"] and result["cases"] == CASES
    assert result["entries"] > 20 and result["quarantined"] > 50 and result["answers"]["sheets"] > 10
