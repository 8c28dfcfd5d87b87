"""When each step of escalation is due. Pure; moments come in and go out in UTC."""

from collections.abc import Sequence
from datetime import datetime

from simpul.network.clocks import Place
from simpul.network.workflow import Escalation, Limit

Ladder = list[datetime]


def rungs(steps: Sequence[Escalation], due: datetime | None, place: Place) -> Ladder:
    """The moment of each step for a state that is due at `due`; never earlier than the step before. None: no clock."""
    found: Ladder = []
    for one in steps if due is not None else ():
        assert due is not None
        moment = due if one.after == Limit() else place.after(due, one.after)
        found.append(max(moment, found[-1]) if found else moment)
    return found


def held(steps: Sequence[Escalation], ladder: Ladder, step: int, until: datetime, place: Place) -> Ladder:
    """The ladder after somebody took step `step` (from 1): the next waits until `until`, later ones keep away from it.

    Distances between steps of one measure (minutes, working days) are kept; from one measure to another the later step
    comes as long after the next as it would after the limit.
    """
    if step >= len(ladder):
        return ladder
    following = max(ladder[step], until)
    found = [*ladder[:step], following]
    for place_of, one in enumerate(steps[step + 1 :], step + 1):
        shifted = place.after(following, _apart(steps[step].after, one.after))
        found.append(max(shifted, ladder[place_of], found[-1]))
    return found


def _apart(one: Limit, later: Limit) -> Limit:
    days, minutes = later.working_days - one.working_days, later.minutes - one.minutes
    if bool(one.working_days) == bool(later.working_days) and days >= 0 and minutes >= 0:
        return Limit(days, minutes)
    return later
