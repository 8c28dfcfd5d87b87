"""The morning and the village into which sheets come."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from simpul.care.tests.stories import Village, at


@pytest.fixture
def day() -> Iterator[datetime]:
    """Eight in the morning of 10 February 2026."""
    with at("2026-02-10T08:00") as moment:
        yield moment


@pytest.fixture
def village() -> Village:
    """Two posts and nobody in them."""
    return Village()
