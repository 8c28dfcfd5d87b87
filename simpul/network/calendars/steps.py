"""What a request's steps set going in the calendars, after their rows are written; nothing while replaying."""

from simpul.journal.unit_of_work import UnitOfWork
from simpul.network.calendars.content import by_appointment
from simpul.network.models import Request

RELEASE = "release"
"""The step that gives a time back."""
TELL = "tell_family"
"""The step by which the server asks a post to tell a family in person; nothing else of the request changes."""


def last_action(request: Request) -> str:
    """The last step that was taken with a request; that a post was asked to tell the family is none."""
    return next((str(one["action"]) for one in reversed(request.history) if one["action"] != TELL), "")


def opened(request: Request, work: UnitOfWork) -> None:
    """A request that wishes for a time: it is written down with the entry, and looked at after the commit."""
    if request.wanted and by_appointment(request.service):
        work.later(_wish, str(request.pk))


def moved(request: Request, work: UnitOfWork, *, wishes: bool) -> None:
    """A step: the slot that the request holds follows it. A time that is given back is agreed no more.

    `wishes`: it named moments that suit the family now.
    """
    if request.history and request.history[-1]["action"] == RELEASE:
        request.appointment_at = request.slot = None
        if not wishes:
            work.later(_unwish, str(request.pk))
    work.later(_follow, str(request.pk))
    if wishes and by_appointment(request.service):
        work.later(_wish, str(request.pk))


def _wish(requests: set[str]) -> None:
    from simpul.network.calendars import wishes

    wishes.keep(requests)


def _unwish(requests: set[str]) -> None:
    from simpul.network.calendars import wishes

    wishes.drop(requests)


def _follow(requests: set[str]) -> None:
    from simpul.network.calendars.follow import follow
    from simpul.network.calendars.typed import tell_typed

    follow(requests)
    tell_typed(requests)
