"""A screen looked at: what axe finds, what is too wide, and a picture where SIMPUL_PICTURES names a folder."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.test_office_pages import look

PICTURES = os.environ.get("SIMPUL_PICTURES")
WIDTHS: dict[str, ViewportSize] = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1440, "height": 900}}


def looked_at(page: Page, name: str, *, whole: bool = True) -> None:
    """No axe violation and nothing wider than the screen, once nothing moves."""
    page.wait_for_function("() => document.getAnimations().every((one) => one.playState !== 'running')")
    picture(page, name, whole=whole)
    found = [f"{name}: {each['id']}" for each in Axe().run(page).response["violations"]]
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert not found and wide <= 0, (found, wide)


def looked_at_both_widths(page: Page, name: str) -> None:
    """Nothing that axe finds and nothing too wide, on a phone and at a desk; the page's own width afterwards."""
    was = page.viewport_size
    for width, size in WIDTHS.items():
        page.set_viewport_size(size)
        assert not look(page), (name, width, look(page))
        picture(page, f"{name}-{width}")
    if was:
        page.set_viewport_size(was)


def picture(page: Page, name: str, *, whole: bool = True) -> None:
    """Kept when somebody wants to look."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=whole)
