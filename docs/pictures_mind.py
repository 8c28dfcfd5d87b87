"""Pictures of the closed loop: first aid on the phone, a citizen's page, the psychologist's week, the register."""

from playwright.sync_api import Browser, Page, expect

from docs.shots import take
from tests.browser.phone import Phone

SMALL = {"viewport": {"width": 360, "height": 740}, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}


def first_aid(phone: Phone) -> None:
    """Two taps from home; then what to do when somebody must not be left alone."""
    phone.go_home().button("Pertolongan pertama").click()
    phone.button("Mulai").click()
    take(phone.page, "hp-pertolongan")
    phone.button("Jangan ditinggal sendiri").click()
    expect(phone.heading("Jangan tinggalkan sendiri")).to_be_visible()
    take(phone.page, "hp-jangan-sendiri")
    phone.go_home()


def citizen(browser: Browser, address: str) -> None:
    """What a citizen sees first, without an account."""
    context = browser.new_context(base_url=address, **SMALL)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/cek-diri/")
    take(page, "cek-diri")
    context.close()


def week(page: Page) -> None:
    """The psychologist's week."""
    page.goto("/kalender/")
    take(page, "psikolog-kalender")


def places(page: Page) -> None:
    """What each place can do, and who is late, as the health office sees them."""
    page.goto("/kemampuan/")
    take(page, "dinas-kemampuan")
    page.goto("/layanan-jiwa/")
    take(page, "layanan-jiwa")
