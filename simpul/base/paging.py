"""Long lists in pages: one page of rows, and what its links need."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

NUMBER = "hal"
"""The query parameter that names a page."""


def page_of(request: HttpRequest, items: "Sequence[Any] | QuerySet[Any]", size: int = 100) -> "Page[Any]":
    """The page that the address asks for, the first or the last when there is no such page.

    `page.rest` is the address's query without the page number, for the links to its neighbours.
    """
    page = Paginator(items, size).get_page(request.GET.get(NUMBER))
    query = request.GET.copy()
    query.pop(NUMBER, None)
    setattr(page, "rest", query.urlencode())  # noqa: B010 (an attribute for the template alone)
    return page
