"""A danger sign interrupts at the moment of answering, and cannot be closed by forgetting it."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.phone import Phone


def test_a_danger_sign_calls_for_help_at_once_and_stays(phone: Phone) -> None:
    """Script, call button, emergency request; all of it still there after the battery died."""
    page = at_the_service_table(phone)
    answer_yes(page)
    dialog = alarm(page)
    expect(dialog.get_by_role("link", name="Telepon Puskesmas Sukasari")).to_have_attribute("href", "tel:02155000001")
    expect(dialog).to_contain_text("tetap terbuka sampai puskesmas menjawab")
    page = phone.cold_start().page
    phone.find("Aisyah Putri")
    expect(page.get_by_text(re.compile("Rujukan ke Puskesmas Sukasari tersimpan di HP ini"))).to_be_visible()
    phone.button("Simpan, berikutnya").click()
    expect(page.locator(".row", has_text="Aisyah Putri")).to_contain_text("tanda bahaya")


def test_a_slip_of_the_thumb_leaves_nothing_behind(phone: Phone) -> None:
    """Taken back while unsent: no request, no answer; the next real answer interrupts again."""
    page = at_the_service_table(phone)
    answer_yes(page)
    alarm(page).get_by_role("button", name="Salah tekan").click()
    expect(page.locator("button.safety")).to_contain_text("1 tertunda")
    expect(page.get_by_role("radiogroup", name="Ada tanda bahaya").get_by_role("radio", checked=True)).to_have_count(0)
    answer_yes(page)
    expect(alarm(page)).to_be_visible()


def at_the_service_table(phone: Phone) -> Page:
    """Day open, no signal, Aisyah's card at the fourth step."""
    page = phone.open_day().page
    page.get_by_label("Meja saya").select_option("4")
    phone.go_offline()
    phone.find("Aisyah Putri")
    return page


def answer_yes(page: Page) -> None:
    """The danger sign is there."""
    page.get_by_role("radiogroup", name="Ada tanda bahaya").get_by_text("Ya", exact=True).click()


def alarm(page: Page) -> Locator:
    """The screen over everything."""
    return page.get_by_role("alertdialog", name="Tanda bahaya")
