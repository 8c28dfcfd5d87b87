"""Everything here plays in a browser."""

from pathlib import Path

import pytest

from tests.browser.fixtures import *  # noqa: F403 - fixtures are found by name


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the stories, so that `-m "not browser"` leaves them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
