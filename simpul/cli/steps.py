"""Progress on the terminal: each step says what it does, how far it is, and how long it took."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[str], None]


@contextmanager
def step(name: str) -> Iterator[Report]:
    """Print `name`, then what is reported inside the block, then the seconds it took."""
    started = time.perf_counter()
    live = sys.stdout.isatty()

    def report(text: str) -> None:
        if live:
            print(f"\r  … {name}: {text}\033[K", end="", flush=True)

    if live:
        print(f"  … {name}", end="", flush=True)
    try:
        yield report
    except BaseException:
        print(f"{chr(13) if live else ''}  ✗ {name}", flush=True)
        raise
    clear = "\r\033[K" if live else ""
    print(f"{clear}  ✓ {name} ({time.perf_counter() - started:.1f} s)", flush=True)
