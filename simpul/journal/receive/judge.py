"""Whether the author of an entry may write it: enrolled on this phone, assigned to the post, in a fitting role.

What was typed while assigned is accepted later; it is flagged, never refused.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from simpul.base import clock
from simpul.journal.kinds import KADER, OFFICER
from simpul.journal.libpq import Call
from simpul.journal.models import DeviceAccount
from simpul.journal.receive import reasons
from simpul.journal.receive.arrived import UUID, Arrived
from simpul.journal.standing import Span, Spans, asking_ties, read_ties

ENDED = "assignment_ended"
CLOCK = "clock_ahead"
REMOVED = "enrolment_removed"
_SLACK_DAYS = 1
_TO_THE_HOUR = len("2026-11-21T02")


def asking(enrolments: Iterable[DeviceAccount], arrived: list[Arrived]) -> list[Call]:
    """What must be asked to judge these entries, to be sent with other statements. `enrolments` holds past ones too."""
    posts = {one.entry.post for one in arrived if one.entry is not None and UUID.fullmatch(one.entry.post)}
    return asking_ties([str(one.account_id) for one in enrolments], posts)


def judge(device: str, enrolments: Iterable[DeviceAccount], arrived: list[Arrived], found: Sequence[Any]) -> set[str]:
    """Set `role`, `flag` or `reason` on each entry that could be read; returns the posts named that exist.

    `found`: what the statements of `asking` gave.
    """
    fine = [one for one in arrived if one.entry is not None and one.reason is None]
    enrolled = {str(one.account_id): one for one in enrolments}
    known, tied = read_ties(found)
    for one in fine:
        entry = one.readable
        if entry.post not in known:
            one.reason = reasons.POST_UNKNOWN
        elif entry.device != device:
            one.reason = reasons.DEVICE
        elif entry.author not in enrolled:
            one.reason = reasons.AUTHOR_UNKNOWN
        else:
            _judge_author(one, enrolled[entry.author], tied)
    return set(known)


def _judge_author(one: Arrived, enrolment: DeviceAccount, tied: Spans) -> None:
    today, author = clock.today(), str(enrolment.account_id)
    held = [span for span in tied.get((author, one.readable.post), []) if span.starts <= today]
    if not enrolment.account.is_active:
        one.reason = reasons.DISABLED
    elif not held:
        one.reason = reasons.NOT_ASSIGNED
    else:
        _judge_role(one, held, today)
        if enrolment.removed_at is not None and one.reason is None:
            one.flag = REMOVED


def _judge_role(one: Arrived, held: list[Span], today: date) -> None:
    assert one.kind is not None
    fitting = [span for span in held if span.role in one.kind.roles]
    if one.kind.office_only:
        one.reason = reasons.OFFICE_ONLY
    elif not fitting:
        one.reason = reasons.NOT_ALLOWED
    else:
        one.role = OFFICER if any(span.role == OFFICER for span in fitting) else KADER
        one.flag = _flag(one, fitting, today)


@lru_cache(maxsize=256)
def _local_day(hour: str) -> date:
    """The day in Jakarta at an hour in UTC: zones of whole hours, so minutes make no difference."""
    return datetime.fromisoformat(f"{hour}:00+00:00").astimezone(clock.JAKARTA).date()


def _flag(one: Arrived, fitting: list[Span], today: date) -> str:
    written = _local_day(one.readable.recorded_at[:_TO_THE_HOUR])
    if (written - today).days > _SLACK_DAYS:
        return CLOCK
    if any(span.holds(written) and span.holds(today) for span in fitting):
        return ""
    return ENDED
