"""The embedded server ends with its last user, and with nobody before."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from simpul.base import embedded

JOIN = "from simpul.base import embedded; print(embedded.start(), flush=True); "
STAY, GO = JOIN + "import sys; sys.stdin.readline()", JOIN


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that the account of the server can enter, which pytest's own it cannot."""
    with tempfile.TemporaryDirectory(prefix="users-", dir=embedded.home()) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def process(home: Path, script: str) -> "subprocess.Popen[str]":
    """A process that joins the server in `home`."""
    line = subprocess.PIPE
    env = {**os.environ, "SIMPUL_HOME": str(home)}
    return subprocess.Popen([sys.executable, "-c", script], env=env, stdin=line, stdout=line, text=True)


def said(one: "subprocess.Popen[str]") -> str:
    assert one.stdout is not None
    return one.stdout.readline().strip()


def test_a_killed_process_takes_the_server_from_nobody_and_the_last_one_stops_it(home: Path) -> None:
    stays, killed = process(home, STAY), process(home, STAY)
    url = said(stays)
    assert said(killed) == url
    killed.kill()
    killed.wait()
    # As a process leaves the library's own list when it dies while it writes it.
    (home / "pg" / ".handle_pids.json").write_text("")
    assert process(home, GO).wait(60) == 0
    psycopg.connect(url).close()
    stays.communicate("\n", 60)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    assert not (home / "pg" / "postmaster.pid").exists()
