"""The server as a city runs it (docs/operations.md): WSGI workers for phones, one for pages, ASGI for /ws/."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench._database import url

ROOT = Path(__file__).resolve().parents[1]
GRANIAN = ["granian", "--interface", "wsgi", "--no-ws", "--backlog", "4096"]
SYNC = [*GRANIAN, "--workers", "2", "--blocking-threads", "10"]
PAGES = [*GRANIAN, "--workers", "1", "--blocking-threads", "4"]
LIVE = ["uvicorn", "--log-level", "warning"]
READY_WITHIN_S = 60
GROUPS = ("sync", "pages", "live")
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""Of every group (docs/operations.md)."""


@dataclass
class Server:
    """Running process groups. `port` answers phones, `pages` officers; `root` is the superuser's URL of PostgreSQL."""

    port: int
    pages: int
    root: str
    pids: list[int]

    def processes(self) -> dict[str, list[int]]:
        """Pids of the web processes and of PostgreSQL, children included."""
        return {"web": [*self.pids, *_children(self.pids)], "postgres": postgres_of(self.root)}

    def groups(self) -> dict[str, list[int]]:
        """Pids by process group: that of phones, of pages, of live parts, and PostgreSQL."""
        web = {name: [pid, *_children([pid])] for name, pid in zip(GROUPS, self.pids, strict=True)}
        return {**web, "postgres": postgres_of(self.root)}


@contextlib.contextmanager
def serving(root: str) -> Iterator[Server]:
    """Start the three groups on free loopback ports, stop them afterwards."""
    sync, pages, live = _free_port(), _free_port(), _free_port()
    env = {**os.environ, **ENVIRONMENT, "DATABASE_URL": url(root), "SIMPUL_HOSTS": "127.0.0.1"}
    folder = Path(sys.executable).parent
    commands = [
        [*SYNC, "--port", str(sync), "simpul.config.wsgi:application"],
        [*PAGES, "--port", str(pages), "simpul.config.wsgi:application"],
        [*LIVE, "--port", str(live), "simpul.config.asgi:application"],
    ]
    groups = [
        subprocess.Popen(
            [str(folder / command[0]), *command[1:]],
            cwd=ROOT,
            env=env,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        for command in commands
    ]
    try:
        for one in (sync, pages, live):
            _wait(one)
        yield Server(sync, pages, root, [group.pid for group in groups])
    finally:
        for group in groups:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group.pid, signal.SIGTERM)
        for group in groups:
            group.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/kader/", timeout=5).close()
            return
        time.sleep(0.2)
    raise TimeoutError(f"Nothing answered on port {port} within {READY_WITHIN_S} s.")


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()


def _parent(pid: int) -> int:
    return int(_stat(pid)[1])


def _children(parents: list[int]) -> list[int]:
    found, ahead = [], set(parents)
    while ahead:
        here = [
            int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit() and _is_child(path.name, ahead)
        ]
        found += here
        ahead = set(here)
    return found


def _is_child(pid: str, parents: set[int]) -> bool:
    try:
        return _parent(int(pid)) in parents
    except (OSError, ProcessLookupError):
        return False


def postgres_of(root: str) -> list[int]:
    """Pids of PostgreSQL, given the superuser's URL."""
    with psycopg.connect(root) as connection:
        postmaster = _parent(connection.info.backend_pid)
    return [postmaster, *_children([postmaster])]


def cpu_seconds(pids: list[int]) -> float:
    """User and system seconds that these processes, and their children that have ended, have used."""
    total = 0.0
    for pid in pids:
        with contextlib.suppress(OSError, ProcessLookupError):
            total += sum(map(int, _stat(pid)[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def resident_mb(pids: list[int]) -> float:
    """Memory that these processes hold, MB; a page that several share counts once (PSS)."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError, ProcessLookupError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024
