"""What a phone loads before a person can do anything stays small: whatever is not needed first comes later, by itself.

Counted as `simpul bench phone` counts it: by what the browser has fetched.
"""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.fixtures import QuickDesk
from tests.browser.phone import Phone
from tests.browser.world import World

BUILT = Path(__file__).resolve().parents[2] / "simpul" / "config" / "static" / "kader"
LIMIT_BYTES = 60_000
SCRIPTS = """() => [...new Set(performance.getEntriesByType("resource")
  .map((each) => new URL(each.name).pathname).filter((path) => path.endsWith(".js") && !path.endsWith("sw.js")))]"""
START = re.compile(r'<script[^>]+src="[^"]*?([^"/]+\.js)"')


def loaded(page: Page) -> dict[str, str]:
    """The scripts that the page has by now: name to text."""
    files = [BUILT / str(name).removeprefix("/kader/") for name in page.evaluate(SCRIPTS)]
    return {file.name: file.read_text("utf-8") for file in files}


def assert_small(scripts: dict[str, str]) -> None:
    """60 KB of compressed script, as on an old phone with a slow line."""
    start = START.search((BUILT / "index.html").read_text("utf-8"))
    assert start and start.group(1) in scripts
    assert sum(len(gzip.compress(text.encode(), 9)) for text in scripts.values()) <= LIMIT_BYTES


def test_a_new_phone_can_join_with_60_kb(new_phone: Callable[..., Phone]) -> None:
    """Until the officer's code can be typed, words and icons of that screen with it; no step of first aid is there."""
    phone = new_phone().start()
    expect(phone.page.get_by_label("Kode pendaftaran")).to_be_editable()
    phone.page.wait_for_load_state("networkidle")
    scripts = loaded(phone.page)
    assert_small(scripts)
    assert not any("Jangan tinggalkan sendiri" in text or "Kesan penolong" in text for text in scripts.values())


def test_the_lock_of_a_phone_that_has_joined_needs_no_more(
    new_phone: Callable[..., Phone], desk: QuickDesk, world: World
) -> None:
    """Opened again: what stands there until the PIN is typed, the numbers for an emergency with it."""
    phone = new_phone().enrol(desk, world.kader[0])
    phone.page.reload()
    expect(phone.page.locator(".pinpad")).to_be_visible()
    phone.page.wait_for_load_state("networkidle")
    assert_small(loaded(phone.page))
