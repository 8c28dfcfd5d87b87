"""One run: a world, a seed, so many cases; each is judged on the spot, the whole at the end."""

import logging
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import msgspec
from django.test import Client

from simpul.base import audit_chain
from simpul.exchange import soon
from simpul.journal.actions.verify import verify
from simpul.journal.models import DepositRecord, Device, EnrolmentTry, Entry, Quarantine, Unopened, Waiting
from tests.soak.fuzz import hostile, judge, sheets
from tests.soak.fuzz.requests import ANSWERS, MAKERS, Request
from tests.soak.fuzz.world import World

SHEETS = 0.12
"""Share of cases that are sheets for the importers."""
SHOWN, TOLD_EVERY = 20, 500


class _Push(msgspec.Struct):
    entries: list[msgspec.Raw]


class Ears(logging.Handler):
    """Hears every fault that the program writes into its log."""

    def __init__(self) -> None:
        """Nothing heard yet."""
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message and the kind of exception."""
        kind = record.exc_info[1] if record.exc_info else ""
        self.heard.append(f"{record.getMessage()}: {kind!r}"[:300])


class Run:
    """A run of `cases`; case n of a seed is always the same case, against the world that the cases before it left."""

    def __init__(self, cases: int, seed: int) -> None:
        """Build the world."""
        self.cases, self.seed, self.world = cases, seed, World()
        self.client, self.faults, self.counts = Client(raise_request_exception=False), list[str](), Counter[str]()
        # Imports are done by the run itself: a worker beside it would make two runs of a seed differ.
        soon.work = _nobody
        self.slowest, self.before, self.ears = 0.0, judge.picture(), Ears()

    def play(self) -> dict[str, Any]:
        """All cases, then the verdict."""
        root = logging.getLogger()
        quiet, root.handlers = root.handlers, [self.ears]
        try:
            for number in range(self.cases):
                self._case(number, random.Random(f"{self.seed}-{number}"))
                if number % TOLD_EVERY == TOLD_EVERY - 1:
                    print(f"{number + 1} cases, {len(self.faults)} faults", file=sys.stderr, flush=True)
        finally:
            root.handlers = quiet
        return self._verdict()

    def _case(self, number: int, chance: random.Random) -> None:
        started = time.perf_counter()
        deed = self._sheet if chance.random() < SHEETS else self._request
        wrong = _caught(lambda: deed(chance))
        self.slowest = max(self.slowest, time.perf_counter() - started)
        if self.ears.heard:
            wrong = f"{wrong} log: {self.ears.heard[0]}"
            self.ears.heard.clear()
        if wrong:
            self.faults.append(f"case {number}: {wrong}")

    def _sheet(self, chance: random.Random) -> str:
        wrong = sheets.try_one(self.world, chance)
        self.counts["sheets"] += 1
        self.before = judge.picture()
        return wrong or ", ".join(judge.gaps())

    def _request(self, chance: random.Random) -> str:
        (make,) = chance.choices([one for _, one in MAKERS], [weight for weight, _ in MAKERS])
        made = make(self.world, chance)
        if chance.random() < 0.05:
            made.bearer = chance.choice(["", "x", self.world.lost.bearer, self.world.phones[1].bearer])
        # Else every enrolment after the thirtieth, and soon every question of a phone, says no more than "wait".
        EnrolmentTry.objects.all().delete()
        Device.objects.update(asked=None)
        self.before = judge.picture()
        answer = self._send(made, chance)
        self.counts[f"{made.path.partition('/snapshot')[0]} {answer.status_code}"] += 1
        return self._judged(made, answer)

    def _send(self, made: Request, chance: random.Random) -> Any:
        extra: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {made.bearer}"} if made.bearer else {}
        body = made.body
        if made.method == "POST":
            body, packing = hostile.packed(body, chance)
            extra |= packing
        return self.client.generic(made.method, f"/api/v1/{made.path}", body, content_type="application/json", **extra)

    def _judged(self, made: Request, answer: Any) -> str:
        if answer.status_code != 200:
            words = "" if made.method == "HEAD" else judge.wrong_refusal(answer.status_code, answer.content)
            changed = [name for name, now in judge.picture().items() if self.before[name] != now]
            return words or (f"refused with {answer.status_code}, yet written to {changed}" if changed else "")
        shape = ANSWERS.get(made.path)
        if shape is None or made.method != "POST":
            return ""
        asked = _entries(made.body) if made.path == "journal/push" else None
        wrong = judge.wrong_answer(answer.content, shape, asked)
        return wrong or ", ".join(judge.gaps())

    def _verdict(self) -> dict[str, Any]:
        report, audit = verify(), audit_chain.verify()
        self.faults += [*report.gaps, *report.hashes, *map(str, report.rows), *map(str, audit)]
        return {
            "sound": not self.faults,
            "cases": self.cases,
            "seed": self.seed,
            "faults": len(self.faults),
            "entries": report.entries,
            "quarantined": Quarantine.objects.count(),
            "waiting": Waiting.objects.count(),
            "deposits": DepositRecord.objects.count(),
            "unopened": Unopened.objects.count(),
            "kinds_placed": Entry.objects.values("kind").distinct().count(),
            "slowest_ms": round(self.slowest * 1000),
            "answers": dict(sorted(self.counts.items())),
            "first_faults": self.faults[:SHOWN],
        }


def _caught(deed: Callable[[], str]) -> str:
    try:
        return deed()
    except Exception as error:
        return f"unhandled {type(error).__name__}: {str(error)[:300]}"


def _entries(body: bytes) -> int | None:
    try:
        return len(msgspec.json.decode(body, type=_Push).entries)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None


def _nobody() -> Any:
    """In place of the imports' own worker."""
    return None
