"""Faults are played in a browser too, over a line that the test can break."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.fixtures import *  # noqa: F403 - fixtures are found by name
from tests.browser.fixtures import PHONE_SIZE, Contexts, QuickDesk, Server
from tests.browser.phone import Phone
from tests.browser.world import World
from tests.faults.line import Line


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the stories, so that `-m "not browser"` leaves them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents and "server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """A line to the server that can be broken."""
    with Line(server.port) as made:
        yield made


@pytest.fixture
def far_phone(contexts: Contexts, line: Line, desk: QuickDesk, world: World) -> Phone:
    """A phone that reaches the server over the line. What breaks on the line is part of its story."""
    context, watch = contexts.new(base_url=line.origin, viewport=PHONE_SIZE, is_mobile=True, has_touch=True)
    made = Phone(context, watch, context.new_page()).enrol(desk, world.kader[0]).ready_for_offline()
    made.watch.cut = True
    made.watch.allowed = ("answer 500",)
    return made


@pytest.fixture
def weigh() -> Callable[[Phone, str, str], None]:
    """Weighs a child on a phone and returns home."""

    def weigh(phone: Phone, name: str, weight: str) -> None:
        phone.find(name).step(2)
        phone.field("Berat badan").fill(weight)
        phone.save()
        phone.go_home()

    return weigh
