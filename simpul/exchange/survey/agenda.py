"""A claim held against the calendars of the place: who receives people there, and whether the words agree with it."""

from simpul.exchange.survey.weekdays import weekdays_in
from simpul.network.calendars.kept import Kept
from simpul.registry.capabilities.standing import Standing


def disagreement(standing: Standing, kept: Kept) -> str:
    """`calendar_kept`: not able, but hours stand; `calendar_empty`: hours or a psychologist are claimed and a calendar
    was kept once, but none stands; `calendar_days`: the days of the claim are others. Empty where they agree, and
    where no calendar was ever kept: then nobody knows.
    """
    said = standing.capability
    if said is None or kept.since is None:
        return ""
    if standing.status == "not_able":
        return "calendar_kept" if kept.rows else ""
    hours = str(said.evidence.get("psychologist_hours") or "")
    if not kept.rows:
        return "calendar_empty" if hours or said.evidence.get("psychologist") else ""
    named = weekdays_in(hours)
    return "calendar_days" if named is not None and named != kept.weekdays else ""
