"""Phones, server and database are killed again and again while people type; afterwards nothing may be missing.

`python -m tests.soak.kills` prints one JSON object. PostgreSQL writes durably, the server runs as in production, phones
are the phone's real core under Node over real HTTP. Moments are drawn from a seed and lean towards the middle of a
push: between a request and its answer.
"""

import argparse
import json
import os
import queue
import random
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.faults.line import Line
from tests.soak import stage
from tests.soak.cluster import Cluster
from tests.soak.phones import PhoneProcess
from tests.soak.web import Web

PHONES = 8
MOMENT_WITHIN_S = 4.0
LONGEST_DELAY_S = 0.06
"""A push of a dozen entries takes some ten milliseconds: so the blow falls before, within, or after the transaction."""
STAYS_DOWN = 0.2
"""Share of kills after which the next one falls before anything was started again."""
SHARES = 4
"""Phones that type in the moment of a kill."""
CUTS = 0.5
"""Share of kills beside which a line is cut."""
TICK_EVERY = 10
LOOK_EVERY_S = 1.0
TRIES = 4


class Run:
    """One run. Everything random comes from `seed`; what the operating system decides does not."""

    def __init__(self, entries: int, kills: int, seed: int, home: Path) -> None:
        """`home` holds the database, the phones' folders and the logs."""
        self.entries, self.kills, self.home = entries, kills, home
        self.chance = random.Random(seed)
        self.seed, self.done, self.cuts, self.aimed = seed, Counter[str](), 0, 0
        self.moments: queue.Queue[tuple[str, str]] = queue.Queue()
        self.forgotten = 0
        """Entries with a place that the restored copy did not have."""
        self.phones: list[PhoneProcess] = []
        self.cluster: Cluster
        self.web: Web

    def play(self) -> dict[str, Any]:
        """Set up, kill, settle, judge."""
        started = time.monotonic()
        with ExitStack() as stack:
            self._set_up(stack)
            for number in range(self.kills):
                while not self._blow(number):
                    self._revive()
                if number % TICK_EVERY == 0:
                    self._tick()
                self._copy_or_restore(number)
            killed = time.monotonic() - started
            self._settle()
            result = self._judge()
        times = {"seconds_killing": round(killed), "seconds": round(time.monotonic() - started)}
        counts = {
            "killed": sum(self.done.values()),
            **dict(sorted(self.done.items())),
            "aimed": self.aimed,
            "cut_lines": self.cuts,
            "forgotten_by_restore": self.forgotten,
        }
        return {"seed": self.seed, **counts, **result, **times}

    # Setting up -------------------------------------------------------------------------------------------------

    def _set_up(self, stack: ExitStack) -> None:
        self.cluster = Cluster(self.home)
        env = stage.environment(self.cluster.url)
        os.environ.update(env)
        here = stage.plant()
        self.web = Web(stage.free_port(), env, self.home / "web.log")
        stack.callback(self.web.kill_all)
        self.web.ensure_running()
        for number in range(PHONES):
            line = stack.enter_context(Line(self.web.port))
            name = f"phone-{number}"
            line.heard = lambda moment, path, name=name: self._heard(name, moment, path)
            seed = self.chance.randrange(2**20)
            phone = PhoneProcess(name, self.home / name, line, seed, here.posts)
            stack.callback(phone.close)
            phone.start()
            stage.enrol(phone, here, here.kaders[number % stage.POSTS])
            self.phones.append(phone)

    def _heard(self, name: str, moment: str, path: str) -> None:
        if path.endswith("/push"):
            self.moments.put((name, moment))

    # Killing ----------------------------------------------------------------------------------------------------

    def _grant(self, number: int, victim: PhoneProcess) -> None:
        """What may be typed by now, dealt out to the victim and others at random: they type and push at once."""
        due = self.entries * (number + 1) // self.kills - sum(phone.allow for phone in self.phones)
        lucky = [victim, *self.chance.sample(self.phones, SHARES - 1)]
        for index, phone in enumerate(lucky):
            phone.grant(due // SHARES + (due % SHARES if index == 0 else 0))

    def _blow(self, number: int) -> bool:
        """Kill something at a moment drawn. False when it was not there to be killed."""
        victim = self.chance.choice(self.phones)
        strokes: dict[str, tuple[int, Callable[[], bool]]] = {
            "phone": (35, victim.kill),
            "server_worker": (20, lambda: self.web.kill_worker(self.chance)),
            "server_all": (15, self.web.kill_all),
            "postgres_backend": (13, lambda: self.cluster.kill_backend(self.chance)),
            "postgres_postmaster": (11, self.cluster.kill_postmaster),
            "postgres_immediate": (6, self.cluster.stop_at_once),
        }
        weights = [weight for weight, _ in strokes.values()]
        name = self.chance.choices(list(strokes), weights)[0]
        self._cut_a_line()
        while not self.moments.empty():
            self.moments.get_nowait()
        self._grant(number, victim)
        self._wait_for_a_moment(victim.name if name == "phone" else None)
        if not strokes[name][1]():
            return False
        self.done[name] += 1
        print(f"{sum(self.done.values())}/{self.kills} {name}", file=sys.stderr)
        if name == "phone":
            victim.start()
        elif self.chance.random() >= STAYS_DOWN:
            self._revive()
        return True

    def _cut_a_line(self) -> None:
        for phone in self.phones:
            phone.line.down, phone.line.status, phone.line.cut_after = False, None, None
        if self.chance.random() < CUTS:
            line = self.chance.choice(self.phones).line
            fault = self.chance.choice(["down", "status", "cut", "cut", "cut"])
            line.down, line.status = fault == "down", 502 if fault == "status" else None
            line.cut_after = self.chance.choice([0, 1, 30, 300]) if fault == "cut" else None
            self.cuts += 1

    def _wait_for_a_moment(self, name: str | None) -> None:
        wanted = self.chance.choice(["asked", "asked", "answered"])
        until = time.monotonic() + MOMENT_WITHIN_S
        with suppress(queue.Empty):
            while (left := until - time.monotonic()) > 0:
                who, moment = self.moments.get(timeout=left)
                if moment == wanted and name in (None, who):
                    threading.Event().wait(self.chance.uniform(0, LONGEST_DELAY_S))
                    self.aimed += 1
                    return

    def _copy_or_restore(self, number: int) -> None:
        """After a third of the kills the database is copied; after two thirds the copy takes its place."""
        if number == self.kills // 3:
            self._standing_still(self.cluster.copy)
        elif number == self.kills * 2 // 3:
            self._standing_still(self._restore)

    def _restore(self) -> None:
        """As `simpul restore` does: the new epoch begins before anybody is served."""
        before = self._despite_recovery(stage.placed)
        stage.hang_up()
        self.cluster.restore()
        self.forgotten = before - self._despite_recovery(stage.placed)
        stage.begin_epoch()

    def _despite_recovery(self, count: Callable[[], int]) -> int:
        """A backend killed a moment ago sends the whole server into recovery, when it had seemed to run."""
        from django.db.utils import OperationalError

        for _ in range(TRIES):
            with suppress(OperationalError):
                return count()
            stage.hang_up()
            self.cluster.ensure_running()
        return count()

    def _standing_still(self, work: Callable[[], None]) -> None:
        self._revive()
        self.web.kill_all()
        stage.hang_up()
        work()
        self.web.ensure_running()

    def _revive(self) -> None:
        self.cluster.ensure_running()
        self.web.ensure_running()

    def _tick(self) -> None:
        from django.db.utils import Error

        from simpul.config import tick

        with suppress(Error):
            tick.tick()
        stage.hang_up()

    # Afterwards -------------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        """No more faults. What one phone sends last the others must still read: therefore twice."""
        for phone in self.phones:
            phone.line.down, phone.line.status, phone.line.cut_after = False, None, None
        self._revive()
        for _ in range(2):
            self._tick()
            self._all(settle=True)

    def _judge(self) -> dict[str, Any]:
        from tests.soak.judge import verdict

        self._all(replay=True)
        return {**verdict(self.phones), "durability": self.cluster.durability()}

    def _all(self, **command: Any) -> None:
        with ThreadPoolExecutor(len(self.phones)) as pool:
            asked = [pool.submit(phone.ask, **command) for phone in self.phones]
            # A server whose worker was killed last goes down a moment later, when it had seemed to run.
            while wait(asked, timeout=LOOK_EVERY_S).not_done:
                self._revive()
            for one in asked:
                one.result()


@contextmanager
def scratch_home(keep: bool) -> Iterator[Path]:
    """A home for one run; kept when the run failed or `keep` asks for it."""
    home = Path(tempfile.mkdtemp(prefix="simpul-kills-"))
    os.environ["SIMPUL_HOME"] = str(home)
    yield home
    if not keep:
        shutil.rmtree(home, ignore_errors=True)


def main() -> None:
    """Read the arguments, play, print the result; exit code 1 when anything is missing or differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--keep", action="store_true", help="keep database, logs and notebooks of a sound run too")
    asked = parser.parse_args()
    with scratch_home(asked.keep) as home:
        result = Run(asked.entries, asked.kills, asked.seed, home).play()
        print(json.dumps(result, indent=1))
        if not result["sound"]:
            print(f"kept in {home}", file=sys.stderr)
            sys.exit(1)


if __name__ == "__main__":
    main()
