"""The limits of `content/programme/alerts.json`, in units that the program computes with."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from simpul.journal.versions import Version, parsed
from simpul.knowledge.content import CONTENT_DIR, read_json


@dataclass(frozen=True)
class Limits:
    """When an alert opens. Shares are of 1."""

    unsent: timedelta
    clock_offset: timedelta
    storage_used: float
    set_aside: timedelta
    waiting: timedelta
    review: timedelta
    guest: timedelta
    missing: timedelta
    oldest_app: Version
    backup_first: timedelta
    backup_made: timedelta
    backup_proven: timedelta
    audit_verified: timedelta
    anchor: timedelta
    disk_free: float
    quiet_days: tuple[int, ...]
    kept: timedelta


@cache
def limits() -> Limits:
    """The limits in force."""
    content = read_json(CONTENT_DIR / "programme" / "alerts.json")
    oldest = parsed(content["oldest_app_version"])
    assert oldest is not None, "content/programme/alerts.json: oldest_app_version"

    def days(name: str) -> timedelta:
        return timedelta(days=content[f"{name}_days"])

    return Limits(
        unsent=timedelta(hours=content["unsent_hours"]),
        clock_offset=timedelta(minutes=content["clock_offset_minutes"]),
        storage_used=content["storage_used_percent"] / 100,
        set_aside=days("set_aside"),
        waiting=days("waiting"),
        review=days("review"),
        guest=days("guest"),
        missing=days("missing"),
        oldest_app=oldest,
        backup_first=timedelta(hours=content["backup_first_hours"]),
        backup_made=days("backup_made"),
        backup_proven=days("backup_proven"),
        audit_verified=days("audit_verified"),
        anchor=days("anchor"),
        disk_free=content["disk_free_percent"] / 100,
        quiet_days=tuple(content["quiet_days"]),
        kept=days("kept"),
    )
