"""The server in its production layout: granian with two workers, as docs/operations.md names it, and a supervisor."""

import http.client
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
READY_WITHIN_S, ASK_EVERY_S = 90.0, 0.1


class Web:
    """Worker processes on `port`. Whoever kills them calls `ensure_running`, as systemd would (Restart=always)."""

    def __init__(self, port: int, env: Mapping[str, str], log: Path) -> None:
        """`env` names the database; nothing is started yet."""
        self.port, self._env, self._log = port, {**os.environ, **env}, log
        self._process: subprocess.Popen[bytes] | None = None

    def ensure_running(self) -> None:
        """Start it when it is down; returns when it answers."""
        if self._process is None or self._process.poll() is not None:
            self._start()
        waited = 0.0
        while not self._answers():
            assert self._process is not None
            if self._process.poll() is not None:
                self._start()
            if waited > READY_WITHIN_S:
                raise TimeoutError(f"The server did not answer within {READY_WITHIN_S} s; see {self._log}")
            threading.Event().wait(ASK_EVERY_S)
            waited += ASK_EVERY_S

    def _start(self) -> None:
        self.kill_all()
        where = ["--host", "127.0.0.1", "--port", str(self.port), "--workers", str(WORKERS)]
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", *where, "simpul.config.wsgi:application"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self._env, stdout=log, stderr=log, start_new_session=True
            )

    def _answers(self) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/api/v1/journal/scope")
            return line.getresponse().status == 401
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    def kill_worker(self, chance: random.Random) -> bool:
        """SIGKILL one worker in whatever it is doing. False when none was running."""
        with suppress(psutil.NoSuchProcess, IndexError):
            assert self._process is not None
            children = psutil.Process(self._process.pid).children()
            chance.choice([child for child in children if "granian" in " ".join(child.cmdline())]).kill()
            return True
        return False

    def kill_all(self) -> bool:
        """SIGKILL supervisor and workers together. False when the supervisor was gone already."""
        if self._process is None:
            return False
        running = self._process.poll() is None
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        return running
