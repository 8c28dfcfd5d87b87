"""How a picture is taken: still, without the caret, into the guides' folder."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.phone import Phone

FOLDER = Path(__file__).parent / "panduan" / "gambar"


def take(page: Page, name: str) -> None:
    """Write one picture of what the screen shows."""
    page.wait_for_timeout(400)
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")


def still(phone: Phone) -> None:
    """Wait until the notice of what was saved has gone."""
    expect(phone.button("Urungkan")).to_have_count(0, timeout=20_000)
