"""Who belongs to a post in a month: the denominators of every report.

A person counts for the post where they lived on the month's last day, as the register knows it today: families that
left later are still here, who died or left before is not. Whoever was seen during the month and then died still counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from simpul.exchange.reporting.forms import person_month
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.reading import about, decode, merged, rows
from simpul.knowledge.growth.ages import completed_months

TERM = timedelta(days=280)
"""From the first day of the last period to the due date (Naegele)."""
_PEOPLE = "SELECT id, post_id, birth_date, sex, status, status_date FROM people_person WHERE merged_into_id IS NULL"


class Member(NamedTuple):
    """A person of a post in a month. `mother`: `pregnant`, `after_birth` or None on the month's last day."""

    id: UUID
    post: UUID
    birth: date | None
    sex: str | None
    mother: str | None


@dataclass
class Roster:
    """The members by id, who died or left during the month apart, and which record is whom."""

    month: Month
    members: dict[UUID, Member] = field(default_factory=dict)
    gone: dict[UUID, Member] = field(default_factory=dict)
    kept: dict[UUID, UUID] = field(default_factory=dict)

    def records(self) -> list[UUID]:
        """Every record of everybody: of persons kept and of those merged into them."""
        everybody = [*self.members, *self.gone]
        return everybody + [one for one, kept in self.kept.items() if kept in self.members or kept in self.gone]

    def who(self, record: UUID) -> Member | None:
        """The member that a record is; None for somebody of another post."""
        person = self.kept.get(record, record)
        return self.members.get(person) or self.gone.get(person)


def roster(posts: Iterable[UUID], month: Month) -> Roster:
    """Everybody of these posts in the month."""
    here, found = list(posts), Roster(month, kept=merged())
    lived = _lived(month.last, found.kept)
    back = [person for person, post in lived.items() if post in set(here)]
    people = rows(f"{_PEOPLE} AND status <> 'mistake' AND (post_id = ANY(%s) OR id = ANY(%s))", [here, back])
    wanted = set(here)
    for person, post, birth, sex, status, since in people:
        home = lived.get(person, post)
        if home not in wanted or (birth is not None and birth > month.last):
            continue
        member = Member(person, home, birth, sex, None)
        if status == "active" or person in lived or (since is not None and since > month.last):
            found.members[person] = member
        elif since is not None and since >= month.first:
            found.gone[person] = member
    _mark_mothers(found)
    return found


def _lived(day: date, kept: dict[UUID, UUID]) -> dict[UUID, UUID]:
    """Person → the post that they left after the day: of several moves the first."""
    moves = rows("SELECT post_id, persons FROM people_move WHERE date > %s ORDER BY date DESC, seq DESC", [day])
    lived: dict[UUID, UUID] = {}
    for post, persons in moves:
        for one in map(UUID, decode(persons)):
            lived[kept.get(one, one)] = post
    return lived


def _mark_mothers(found: Roster) -> None:
    states = mothers(found.month.last, found.records())
    for record, state in states.items():
        person = found.kept.get(record, record)
        for part in (found.members, found.gone):
            known = part.get(person)
            if known is not None and known.mother != "pregnant":
                part[person] = known._replace(mother=state)


def mothers(day: date, records: list[UUID], after_birth_days: int | None = None) -> dict[UUID, str]:
    """Record → `pregnant` or `after_birth` on the day; how many days that is, unless named, says the content."""
    rule = person_month()["mother"]
    since = day - timedelta(days=after_birth_days or rule["after_birth_days"])
    found: dict[UUID, str] = {}
    births = (
        "SELECT mother_id FROM people_person WHERE mother_id IS NOT NULL AND merged_into_id IS NULL"
        " AND status IN ('active', 'moved') AND birth_date BETWEEN %s AND %s"
    )
    for (mother,) in about(births, [since, day], "mother_id", records):
        found[mother] = "after_birth"
    episodes = "SELECT person_id, lmp, edd, status, outcome, end_date FROM care_pregnancy WHERE status <> 'void'"
    for person, lmp, edd, status, outcome, ended in about(episodes, [], "person_id", records):
        begun = lmp or (edd - TERM if edd else None)
        if _is_pregnant(day, begun, status, ended, rule["pregnant_max_weeks"]):
            found[person] = "pregnant"
        elif outcome in ("birth", "stillbirth") and ended is not None and since <= ended <= day:
            found.setdefault(person, "after_birth")
    return found


def _is_pregnant(day: date, begun: date | None, status: str, ended: date | None, weeks: int) -> bool:
    if status != "open" and (ended is None or ended <= day):
        return False
    return begun is None or timedelta(0) <= day - begun <= timedelta(weeks=weeks)


@cache
def months_old(birth: date, day: date) -> int:
    """Completed months, remembered: many share a birthday."""
    return completed_months(birth, day)


def facts_of(member: Member, day: date) -> dict[str, Any]:
    """What bands ask of a person on a day."""
    months = months_old(member.birth, day) if member.birth is not None and member.birth <= day else None
    return {
        "age_months": months,
        "age_years": None if months is None else months // 12,
        "sex": member.sex,
        "mother": member.mother,
    }
