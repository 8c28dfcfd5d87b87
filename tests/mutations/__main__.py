"""Plant each fault in a copy of the tree, run the one test that must notice it, and put the source back.

`python -m tests.mutations` prints one line for each fault and exits with 1 when a test stays green under its fault, or
when one of them is red without any. `--only WORDS` plays those whose name contains the words.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from simpul.base import embedded
from tests.mutations.births import BIRTHS
from tests.mutations.calendars import CALENDARS
from tests.mutations.fault import ROOT, Fault
from tests.mutations.first_aid import FIRST_AID
from tests.mutations.homes import HOMES
from tests.mutations.hostile import HOSTILE
from tests.mutations.instruments import INSTRUMENTS
from tests.mutations.late import LATE
from tests.mutations.links import LINKS
from tests.mutations.national import NATIONAL
from tests.mutations.network import NETWORK
from tests.mutations.parents import PARENTS
from tests.mutations.phone import PHONE
from tests.mutations.requests import REQUESTS
from tests.mutations.roles import ROLES
from tests.mutations.screenings import SCREENINGS
from tests.mutations.self_check import SELF_CHECK
from tests.mutations.server import SERVER
from tests.soak.phones import node

FAULTS = [
    *PHONE,
    *SERVER,
    *BIRTHS,
    *INSTRUMENTS,
    *NATIONAL,
    *HOMES,
    *HOSTILE,
    *ROLES,
    *SCREENINGS,
    *PARENTS,
    *LATE,
    *CALENDARS,
    *LINKS,
    *NETWORK,
    *FIRST_AID,
    *SELF_CHECK,
    *REQUESTS,
]
LINKED = (".venv", "node_modules")
WITHIN_S = 900


def main() -> None:
    """Copy, play, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    faults = [fault for fault in FAULTS if asked.only in fault.name]
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="simpul-mutations-") as folder:
        tree = _copy(Path(folder) / "tree")
        # A home of its own, so that databases of tests that run meanwhile stay untouched; held here for all runs.
        os.environ["SIMPUL_HOME"] = str(Path(folder) / "home")
        embedded.start("pg-test")
        if not _green([fault.test for fault in faults], tree):
            sys.exit("A test is red without any fault: nothing can be said.")
        results = {fault.name: _noticed(fault, tree) for fault in faults}
    print(f"{sum(results.values())} of {len(results)} noticed in {time.monotonic() - started:.0f} s")
    sys.exit(0 if all(results.values()) else 1)


def _copy(tree: Path) -> Path:
    """What git knows or would take, as it lies here now; installed packages are linked."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True
    )
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
    for name in LINKED:
        (tree / name).symlink_to(ROOT / name)
    return tree


def _noticed(fault: Fault, tree: Path) -> bool:
    file, before = tree / fault.file, (tree / fault.file).read_text(encoding="utf-8")
    file.write_text(fault.applied(tree), encoding="utf-8")
    noticed = not _green([fault.test], tree)
    file.write_text(before, encoding="utf-8")
    print(f"{'noticed' if noticed else 'NOT NOTICED':<12} {fault.name}: {fault.test.partition('::')[2]}", flush=True)
    return noticed


def _green(tests: list[str], tree: Path) -> bool:
    """Whether all of the tests pass, and are there."""
    ours = [test for test in tests if ".test.ts::" in test]
    theirs = [test for test in tests if test not in ours]
    commands = [[sys.executable, "-m", "pytest", "-x", *theirs]] if theirs else []
    if ours:
        files = {test.partition("::")[0] for test in ours}
        titles = "|".join(_literally(test.partition("::")[2]) for test in ours)
        vitest = [str(node()), str(ROOT / "node_modules/vitest/vitest.mjs"), "run", *sorted(files), "-t", titles]
        commands.append(vitest)
    return all(
        subprocess.run(command, cwd=tree, capture_output=True, timeout=WITHIN_S).returncode == 0 for command in commands
    )


def _literally(title: str) -> str:
    return "".join(f"\\{sign}" if sign in "()[].?*+^$|" else sign for sign in title)


if __name__ == "__main__":
    main()
