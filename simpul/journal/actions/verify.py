"""Verify the journals: places without gaps, hashes that fit, rows that a replay makes again.

That includes rows computed from rows: growth that an older edition of the rules computed differs until a rebuild.
"""

from dataclasses import dataclass, field

from simpul.journal import replay
from simpul.journal.replay import Difference


@dataclass
class Report:
    """What `verify` found; `sound` when nothing is wrong."""

    entries: int = 0
    gaps: list[str] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    rows: list[Difference] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether everything agrees."""
        return not (self.gaps or self.hashes or self.rows)


def verify() -> Report:
    """Look at every journal as it stands at one moment; changes nothing, and nobody waits for it."""
    with replay.scratch(steady=True):
        report = Report(gaps=replay.wrong_places(), hashes=replay.wrong_hashes())
        report.entries = replay.replay()
        report.rows = replay.differences()
    return report
