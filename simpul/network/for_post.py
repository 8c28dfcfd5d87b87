"""What a phone asks of one post, to keep for when there is no signal: let in, counted, and answered or refused."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from msgspec import Struct

from simpul.journal import asking
from simpul.journal.http import answer
from simpul.journal.problems import not_yours
from simpul.journal.senders import sender


def told_of(request: HttpRequest, post: uuid.UUID, told: Callable[[str], Struct]) -> HttpResponse:
    """`told` for the post. 404 for a post that this phone does not serve, as for one that is none."""
    caller = sender(request)
    with asking.counted(caller.device, asking.PULL):
        if str(post) not in caller.scope.ceilings:
            raise not_yours()
        return answer(told(str(post)))
