"""Prove a backup: restore it beside the real database, and look whether everything is there and whole."""

import time
from pathlib import Path
from typing import NamedTuple

from simpul.base import audit_chain, database
from simpul.journal.actions.verify import verify
from simpul.journal.backup import load, runs
from simpul.journal.backup.load import Told
from simpul.journal.backup.manifest import Manifest, differences
from simpul.journal.models import BackupRun


class Proof(NamedTuple):
    """What came of it. `faults` are stable codes; empty when the backup is whole."""

    manifest: Manifest
    faults: list[str]
    run: BackupRun


def prove(source: Path, private: Path, told: Told = lambda _: None) -> Proof:
    """Restore `source` into a scratch database, compare, verify journals and audit, note the result.

    Raises BackupProblem when it cannot be loaded at all.
    """
    started = time.monotonic()
    with load.scratch("simpul_proof") as name:
        with source.open("rb") as file:
            manifest = load.into(file, private, name, told)
        faults = differences(manifest, load.found_in(name))
        with database.elsewhere(name):
            faults += _inside()
    run = runs.proven(manifest, source.name, source.stat().st_size, time.monotonic() - started, faults)
    return Proof(manifest, faults, run)


def _inside() -> list[str]:
    """Faults of the loaded database itself, after the steps that a restore would take."""
    database.migrate()
    report = verify()
    faults = [f"gap:{post}" for post in report.gaps] + [f"hash:{entry}" for entry in report.hashes]
    faults += sorted({f"projection:{row.table}" for row in report.rows})
    return faults + [f"audit:{fault.chain}:{fault.n}" for fault in audit_chain.verify()]
