"""The phone's clock is two years off: the phone says so, and orders nothing by it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.phone import Phone

TWO_YEARS_MS = 2 * 365 * 86_400_000
SHIFT = """(ms) => {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + ms); }
    static now() { return Real.now() + ms; }
  };
}"""


@pytest.mark.parametrize("direction", [1, -1], ids=["ahead", "behind"])
def test_a_clock_two_years_off_is_said_and_orders_nothing(
    phone: Phone, office: Office, weigh: Callable[[Phone, str, str], None], direction: int
) -> None:
    """Today's list stays today's; the visit lies on the right day at the puskesmas."""
    today = phone.page.locator("header .small").inner_text()
    phone.context.add_init_script(f"({SHIFT})({direction * TWO_YEARS_MS})")
    phone.cold_start()
    phone.sync_home()
    expect(phone.page.locator("button.safety")).to_contain_text("jam salah")
    expect(phone.page.locator("header .small")).to_have_text(today)
    phone.open_safety()
    expect(phone.heading("Jam HP salah")).to_be_visible()
    expect(phone.text(re.compile("Jam HP berbeda .* dari jam puskesmas"))).to_be_visible()
    phone.back()
    phone.open_day()
    weigh(phone, "Gita", "9,1")
    phone.sync_home()
    page = office.open("/puskesmas/warga/")
    page.get_by_role("searchbox").fill("Gita")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Gita Safitri").first.click()
    expect(page.locator(".timeline li").first).to_contain_text(re.compile("9,10? kg"))
    expect(page.locator(".timeline li").first).to_contain_text(today.split(", ")[1])
