"""A picture of every page of a story that failed, beside the words of the failure."""

from collections.abc import Generator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error

from simpul.base import embedded


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what the browsers showed in `.simpul/failed-stories` and say where."""
    report = yield
    contexts = getattr(item, "funcargs", {}).get("contexts")
    if report.failed and contexts is not None and report.when in ("setup", "call"):
        folder = embedded.home() / "failed-stories"
        folder.mkdir(exist_ok=True)
        pages = [page for context, _ in contexts.open for page in _pages(context)]
        for number, page in enumerate(pages, 1):
            path = folder / f"{item.name}-{number}.png"
            try:
                page.screenshot(path=path, full_page=True, timeout=3_000)
            except Error:
                continue
            report.sections.append(("Picture", str(path)))
    return report


def _pages(context: BrowserContext) -> list[Any]:
    return [page for page in context.pages if not page.is_closed()]
