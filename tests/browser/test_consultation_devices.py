"""Whoever has no microphone or camera, or does not allow them, learns it before, and comes in all the same."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import chromium
from tests.browser.consulting import at_home, at_the_desk, picture, state, write
from tests.browser.fixtures import Contexts, Server
from tests.browser.test_consultation import FALSE_DEVICES, WHO
from tests.browser.test_office_pages import look
from tests.browser.world import Staff, World

HAS_DEVICES = tuple(one for one in FALSE_DEVICES if "fake-ui" not in one)
"""There are a microphone and a camera, and the browser asks before it gives them."""


@pytest.fixture(scope="module", params=["refused", "missing"])
def without(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[str, Browser]]:
    """A browser by what it lacks."""
    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    args += HAS_DEVICES if request.param == "refused" else ()
    launched = browser.browser_type.launch(executable_path=chromium.find(), args=args)
    yield str(request.param), launched
    launched.close()


def refuse(page: Page, origin: str) -> None:
    """The person has told the browser no."""
    line = page.context.new_cdp_session(page)
    context = line.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    for name in ("microphone", "camera"):
        said = {"permission": {"name": name}, "setting": "denied", "origin": origin}
        line.send("Browser.setPermission", said | {"browserContextId": context})


def test_what_is_missing_is_said_before_and_writing_goes_on(
    without: tuple[str, Browser], server: Server, world: World
) -> None:
    """Kind words and two ways that stay open; nobody is asked twice; the other reads what is written."""
    kind, browser = without
    callers = Contexts(browser, server.origin)
    found = server.ask("meeting", world.officer.login, WHO)
    citizen = at_home(callers, found["path"])
    before = citizen.locator("[data-before]")
    expect(before).to_be_visible()
    if kind == "refused":
        refuse(citizen, server.origin)
        citizen.reload()
    words = {"refused": "Peramban belum diizinkan memakai mikrofon", "missing": "Mikrofon tidak ditemukan"}[kind]
    camera = {"refused": "Kamera belum diizinkan", "missing": "Kamera tidak ditemukan"}[kind]
    expect(citizen.get_by_role("status").filter(has_text=words)).to_be_visible()
    expect(citizen.get_by_text(camera)).to_be_visible()
    expect(before.get_by_role("link", name="Telepon")).to_be_visible()
    before.get_by_role("button", name="Periksa mikrofon").click()
    alone = citizen.get_by_role("button", name="Masuk, menulis saja")
    expect(before).to_be_visible()
    expect(before.locator(".btn-primary:visible")).to_have_text("Masuk, menulis saja")
    assert not look(citizen), look(citizen)
    picture(citizen, f"without-{kind}")
    alone.click()
    expect(state(citizen, "waiting")).to_be_visible()
    expect(citizen.get_by_role("button", name="Matikan suara saya")).to_be_hidden()
    helper = at_the_desk(callers, Staff(**server.ask("psychologist", world.officer.login)), found["request"])
    expect(helper.get_by_role("status").filter(has_text="Mikrofon")).to_be_visible()
    assert helper.locator("[data-before] a[href^='tel:']").count() == 0
    if kind == "refused":  # nobody told this browser no before: it asks, and hears it
        helper.get_by_role("button", name="Masuk ruang").click()
        expect(helper.get_by_role("button", name="Masuk, menulis saja")).to_be_focused()
    helper.get_by_role("button", name="Masuk, menulis saja").click()
    expect(citizen.locator("[data-call]:not([data-state=waiting])")).to_be_visible()
    write(citizen, "Saya menulis saja")
    expect(helper.get_by_role("log")).to_contain_text("Lawan bicara: Saya menulis saja")
    problems = callers.close()
    assert not problems, "\n".join(problems)
