"""The pushes inside one process of the server: who works now, who stands in line, when everyone else should come back.

A process has one interpreter, so a few pushes at work keep it busy, and more would only make each other slow. The
others wait in a thread of their own, small and old work first. Whoever finds no room is told a moment of its own before
its body is decoded and before the database is asked: the time that the work promised so far takes at the speed just
measured. So it is answered at once however many come, and nobody waits unseen in the queue of the server.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from simpul.journal.problems import busy

WORKING, WORKING_PER_POST = 3, 2
"""Pushes at work at once, of one post: it has one lock, one more is ready when it is given back."""
INSIDE, KEPT, PER_POST = 8, 2, 6
"""Pushes inside at once (fewer than the threads of docs/operations.md, so that pulls and refusals find one); of these
only for small ones; those that one post may take."""
SMALL_BYTES = 4_096
"""A body up to this is small: about twenty entries, compressed."""
LONGEST_S, SOON_S = 300.0, 1.0
"""The latest moment given out; around when a small one, or one that only its own post keeps out, may come back."""
CALL_BYTES = 2_048
"""What a call costs whatever it brings, as bytes of body."""
PACE_S = 2e-6
"""Seconds per byte until a process has measured its own pace: about 4,000 entries a second. Rather too fast: who comes
too early is told again at little cost, but while all were told to come late the server would stand idle."""
SPREAD = 1.05
"""Moments lie so much further apart than the work lasts: whoever comes back should find room."""
_MEMORY, _FADE = 200_000.0, 0.95
"""Bytes that the starting pace counts for; how much of what was measured outlives each push."""
_GOLDEN = 0.618034


@dataclass(eq=False)
class Turn:
    """A push that is inside. `weight`: its bytes and what any call costs."""

    line: "Line"
    weight: int
    rank: tuple[bool, int]
    post: str | None = None
    ready: bool = False
    working: bool = False
    called: threading.Event = field(default_factory=threading.Event)

    def begin(self, post: str, *, light: bool) -> None:
        """Wait for the turn to work at a post. Raises ApiProblem 503 when too many of the post are inside."""
        self.line.queue(self, post, light=light)
        self.called.wait()


class Line:
    """The pushes inside this process. `now` gives seconds that never go back."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Empty."""
        self._now = now
        self._lock = threading.Lock()
        self._inside: list[Turn] = []
        self._number = 0
        self._promised = 0.0
        self._left: float | None = None
        self._seconds, self._bytes = _MEMORY * PACE_S, _MEMORY

    @contextmanager
    def door(self, size: int) -> Iterator[Turn]:
        """A place inside for a body of so many bytes. Raises ApiProblem 503 that says when to come back."""
        turn = self._enter(size)
        try:
            yield turn
        finally:
            self._leave(turn)

    def _enter(self, size: int) -> Turn:
        with self._lock:
            small = size <= SMALL_BYTES
            self._number += 1
            turn = Turn(self, size + CALL_BYTES, (not small, self._number))
            if len(self._inside) >= (INSIDE if small else INSIDE - KEPT):
                raise busy(self._soon() if small else self._moment(turn.weight))
            self._inside.append(turn)
            return turn

    def queue(self, turn: Turn, post: str, *, light: bool) -> None:
        """Put a turn into the line for work at a post. Raises ApiProblem 503."""
        with self._lock:
            if sum(one.post == post for one in self._inside) >= PER_POST:
                raise busy(self._soon())
            turn.post, turn.rank, turn.ready = post, (not light, turn.rank[1]), True
            self._call()

    def _call(self) -> None:
        """Call whoever may work now."""
        for turn in sorted((one for one in self._inside if one.ready), key=lambda one: one.rank):
            at_work = [one.post for one in self._inside if one.working]
            if len(at_work) >= WORKING:
                return
            if not turn.working and at_work.count(turn.post) < WORKING_PER_POST:
                turn.working = True
                turn.called.set()

    def _leave(self, turn: Turn) -> None:
        with self._lock:
            now = self._now()
            self._inside.remove(turn)
            if self._left is not None:
                # Busy since the one before left: what was done in this time is the pace.
                done = turn.weight if turn.working else 0
                self._seconds = (self._seconds + now - self._left) * _FADE
                self._bytes = (self._bytes + done) * _FADE
            self._left = now if self._inside else None
            self._call()

    def _moment(self, weight: int) -> float:
        pace, now = self._seconds / self._bytes, self._now()
        free = now + pace * sum(one.weight for one in self._inside)
        start = max(self._promised, free)
        self._promised = start + pace * weight * SPREAD
        return min(LONGEST_S, start - now)

    def _soon(self) -> float:
        """Half to one and a half of SOON_S, far from the ones given before."""
        return SOON_S * (0.5 + self._number * _GOLDEN % 1)


line = Line()
"""That of this process."""
