"""Fixtures of everything played in a browser: server and browser once, world, office and phones for each story."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import chromium
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.pictures import pytest_runtest_makereport
from tests.browser.watch import Watch
from tests.browser.world import Staff, World

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
"""What a conftest takes from here, to play its tests in a browser."""

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "simpul" / "config" / "static" / "kader" / "index.html"
PHONE_SIZE = {"width": 360, "height": 740}
DESK_SIZE = {"width": 1440, "height": 900}
HOURS = {"locale": "id-ID", "timezone_id": "Asia/Jakarta"}
SLOW = float(os.environ.get("SIMPUL_STORY_SLOW", "1"))
"""How many times slower than this machine a browser computes: 6 to 10 is an old phone, or a busy machine."""
PATIENCE = SLOW**0.5
"""Stories wait longer then, but less than that: much of what they wait for is the server."""


@dataclass
class Server:
    """The server process and how to ask it for worlds."""

    process: subprocess.Popen[str]
    port: int
    worlds: int = field(default=0)

    @property
    def origin(self) -> str:
        """`localhost` counts as a secure place, so that service worker and WebCrypto work over HTTP."""
        return f"http://localhost:{self.port}"

    def plant(self) -> World:
        """A world nobody used yet."""
        self.worlds += 1
        facts = self.ask("plant", self.worlds)
        staff = {name: Staff(**facts[name]) for name in ("officer", "stranger")}
        return World(**(facts | staff))

    def ask(self, command: str, *given: Any) -> dict[str, Any]:
        """Let the server process do something; gives its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({command: given}) + "\n")
        self.process.stdin.flush()
        return _answer(self.process)


@dataclass
class QuickDesk:
    """The officer's part of an enrolment without a browser, for stories that are about something else."""

    server: Server
    world: World

    def code_for(self, kader: str) -> str:
        """An enrolment code."""
        return str(self.server.ask("code", self.world.officer.login, kader)["code"])

    def accept_phone(self, words: list[str]) -> None:
        """The phone with these words is accepted."""
        assert self.server.ask("accept", self.world.officer.login, words)["accepted"]


def _answer(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        pytest.fail(f"The server of the stories ended with code {process.wait(10)}; its last words are above.")
    answer: dict[str, Any] = json.loads(line)
    return answer


def _slow_down(page: Page) -> None:
    if SLOW > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW})


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The application over HTTP, in a process of its own, on a database of its own."""
    if not BUILT.exists():
        pytest.fail("The phone application is not built. Run `make setup` (or `make test`, which does it first).")
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    command = [sys.executable, "-m", "tests.browser.server", f"simpul_story_{worker}_{uuid4().hex[:8]}"]
    env = {k: v for k, v in os.environ.items() if k != "SIMPUL_PG_DATABASE"}
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Server(process, _answer(process)["port"])
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(20)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium. It ends with the package: Django refuses to work beside a running browser driver."""
    found = chromium.find()
    if found is None:
        pytest.fail("No Chromium found. `make test` installs it; or set CHROMIUM to its path.")
    with sync_playwright() as driver:
        expect.set_options(timeout=8_000 * PATIENCE)
        launched = driver.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield launched
        launched.close()


@pytest.fixture
def world(server: Server) -> World:
    """A world of this story alone."""
    return server.plant()


@dataclass
class Contexts:
    """Makes browser contexts that are watched; the story fails for what the watch saw."""

    browser: Browser
    origin: str
    open: list[tuple[BrowserContext, Watch]] = field(default_factory=list)

    def new(self, **options: Any) -> tuple[BrowserContext, Watch]:
        """A context with storage of its own."""
        context = self.browser.new_context(**({"base_url": self.origin, **HOURS} | options))
        context.set_default_timeout(10_000 * PATIENCE)
        watch = Watch()
        watch.over(context)
        context.on("page", _slow_down)
        self.open.append((context, watch))
        return context, watch

    def close(self) -> list[str]:
        """Close all; gives what was complained of."""
        problems = []
        for context, watch in self.open:
            watch.cut = True
            context.close()
            problems += watch.problems
        return problems


@pytest.fixture
def contexts(browser: Browser, server: Server) -> Iterator[Contexts]:
    """Watched contexts of this story."""
    made = Contexts(browser, server.origin)
    yield made
    problems = made.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def new_phone(contexts: Contexts) -> Callable[..., Phone]:
    """Makes phones, each with storage of its own. Options go to the browser context."""

    def make(**options: Any) -> Phone:
        context, watch = contexts.new(
            **({"viewport": PHONE_SIZE, "is_mobile": True, "has_touch": True, "device_scale_factor": 2} | options)
        )
        return Phone(context, watch, context.new_page())

    return make


@pytest.fixture
def new_office(contexts: Contexts) -> Callable[..., Office]:
    """Signs staff in, each in a browser of their own."""

    def make(who: Staff, **options: Any) -> Office:
        context, watch = contexts.new(**({"viewport": DESK_SIZE} | options))
        return Office(context.new_page(), who, watch).sign_in()

    return make


@pytest.fixture
def office(new_office: Callable[..., Office], world: World) -> Office:
    """The officer of the story's puskesmas."""
    return new_office(world.officer)


@pytest.fixture
def desk(server: Server, world: World) -> QuickDesk:
    """Enrols phones without opening the officer's pages."""
    return QuickDesk(server, world)


@pytest.fixture
def phone(new_phone: Callable[..., Phone], desk: QuickDesk, world: World) -> Phone:
    """A phone of the first kader, enrolled, synced, ready to work without signal."""
    return new_phone().enrol(desk, world.kader[0]).ready_for_offline()
