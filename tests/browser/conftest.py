"""Everything here plays in a browser."""

from pathlib import Path

import pytest

from tests.browser.fixtures import browser, contexts, desk, new_office, new_phone, office, phone, server, world
from tests.browser.pictures import pytest_runtest_makereport

__all__ = [
    "browser",
    "contexts",
    "desk",
    "new_office",
    "new_phone",
    "office",
    "phone",
    "pytest_runtest_makereport",
    "server",
    "world",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the stories, so that `-m "not browser"` leaves them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
