"""The validator of the session, and the village whose visits are sent."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from simpul.care.tests.stories import Village, at
from simpul.exchange.satusehat.tests.story import Story, telling
from tests.fhir.validator import Validator, validator


@pytest.fixture(scope="session")
def r4() -> Iterator[Validator]:
    """The R4 definitions, loaded once."""
    with validator() as running:
        yield running


@pytest.fixture
def day() -> Iterator[datetime]:
    """Eight in the morning of 10 March 2026."""
    with at("2026-03-10T08:00") as moment:
        yield moment


@pytest.fixture
def village() -> Village:
    """Two posts and nobody in them."""
    return Village()


@pytest.fixture
def story(village: Village, r4: Validator) -> Iterator[Story]:
    """The village with its line to the national server."""
    yield from telling(village, r4)
