"""Who lives at a post: read back from what was registered, so that later chapters need not know who invented whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from simpul.base import clock
from simpul.knowledge.growth.ages import completed_months
from simpul.seeds.demo.deeds import Deed


@dataclass(frozen=True)
class Resident:
    """One registered person; `since` the day of registration, `is_pregnant` as of the last deed."""

    id: str
    family: str
    sex: str
    born: date
    since: date
    is_pregnant: bool

    def months(self, day: date) -> int:
        """Age in completed months."""
        return completed_months(self.born, day)

    def years(self, day: date) -> int:
        """Age in completed years."""
        return self.months(day) // 12


def residents(deeds: Iterable[Deed]) -> list[Resident]:
    """Everybody registered, in the order of registering."""
    deeds = sorted(deeds)
    pregnancies: dict[str, str] = {}
    for deed in deeds:
        if deed.kind == "pregnancy.opened":
            pregnancies[deed.subject] = deed.data["person"]
        elif deed.kind == "pregnancy.closed":
            pregnancies.pop(deed.subject, None)
    expecting = set(pregnancies.values())
    return [_resident(deed, expecting) for deed in deeds if deed.kind == "person.registered"]


def _resident(deed: Deed, expecting: set[str]) -> Resident:
    return Resident(
        id=deed.subject,
        family=deed.data["family"],
        sex=deed.data["sex"],
        born=date.fromisoformat(deed.data["birth_date"]),
        since=deed.at.date(),
        is_pregnant=deed.subject in expecting,
    )


def hour_of(day: date, hour: float) -> float:
    """The local hour at which something of that day was written: of today, no later than now."""
    now: datetime = clock.now().astimezone(clock.JAKARTA)
    if day < now.date():
        return hour
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return min(hour, (now - midnight) / timedelta(hours=1))
