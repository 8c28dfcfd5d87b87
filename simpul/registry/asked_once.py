"""While a page is read, the same question about assignments is asked of the database once.

What somebody may do is asked by every list, menu and button of a page, and does not change while it is drawn. Steps
that write ask anew, under their locks: nothing is remembered outside a GET, or from one to the next.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.http import HttpRequest, HttpResponse

T = TypeVar("T")
Page = Callable[[HttpRequest], HttpResponse]
READING = ("GET", "HEAD")
_answers: ContextVar[dict[str, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Inside the block answers are remembered."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


class AskedOnce:
    """Middleware: the block around each page that is only read."""

    def __init__(self, get_response: Page) -> None:
        """`get_response`: the rest of the way."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if request.method not in READING:
            return self._get_response(request)
        with asked_once():
            return self._get_response(request)


def remembered(asked: models.QuerySet[Any], what: str, ask: Callable[[], T]) -> T:
    """The answer to a query, asked for the first time or again; `what` tells two uses of one query apart."""
    answers = _answers.get()
    if answers is None or asked.query.select_for_update:
        return ask()
    try:
        key = f"{what}|{asked.db}|{asked.query.sql_with_params()!r}"
    except EmptyResultSet:
        return ask()
    if key not in answers:
        answers[key] = ask()
    found: T = answers[key]
    return found
