"""An old phone takes half a second to write. Whoever taps again meanwhile means neither twice nor something else.

Both taps come in one breath, so that the second falls into the writing on any machine.
"""

import re

from playwright.sync_api import expect

from tests.browser.phone import Phone
from tests.browser.test_people import fill_again, give_first_dose, known_birth

TAP = """selectors => {
  const found = selectors.map((selector) => document.querySelector(selector));
  for (const element of found) element.click();
}"""
SAVE = ".thumb .btn-primary"
BACK = ".bar > .icon-btn"


def test_a_second_tap_gives_no_second_dose(phone: Phone) -> None:
    """Two doses of one day would stand in the child's book."""
    with phone.no_signal():
        give_first_dose(phone, "Bima Pratama")
        phone.page.evaluate(TAP, [SAVE, SAVE])
        expect(phone.button("Layani hari ini")).to_be_visible()
        phone.button("Imunisasi, vitamin").click()
        expect(phone.button("Salah catat")).to_have_count(1)
        phone.go_home()
        expect(phone.page.locator("button.safety")).to_contain_text("1 belum terkirim")


def test_a_second_tap_registers_no_second_family(phone: Phone) -> None:
    """Family, mother, child: three entries. Three more would be set aside by the server for someone to look at."""
    with phone.no_signal():
        fill_again(phone, "Ghita Syafitri", "Fitri Handayani", known_birth(phone, "Gita Safitri"))
        phone.page.evaluate(TAP, [SAVE, SAVE])
        expect(phone.heading("Ghita Syafitri")).to_be_visible()
        phone.go_home()
        expect(phone.page.locator("button.safety")).to_contain_text("3 belum terkirim")


def test_a_row_of_a_form_that_is_being_saved_opens_nothing(phone: Phone) -> None:
    """The child who was offered as the same must not open in place of the one that was just registered."""
    page = phone.page
    with phone.no_signal():
        fill_again(phone, "Ghita Syafitri", "Fitri Handayani", known_birth(phone, "Gita Safitri"))
        page.evaluate(TAP, [SAVE, ".page > .question .row"])
        expect(phone.heading("Ghita Syafitri")).to_be_visible()
        expect(page.get_by_text("Mungkin tercatat dua kali")).to_be_visible()
        page.get_by_role("button", name=re.compile("^Gita Safitri")).click()
        expect(phone.button("Ya, gabungkan")).to_be_visible()


def test_a_second_tap_on_back_stays_in_the_application(phone: Phone) -> None:
    """One screen back, and not out of the application to where the browser was before."""
    phone.button("Cari nama").click()
    expect(phone.field("Nama, nama ibu, RT, atau akhir NIK")).to_be_visible()
    phone.page.evaluate(TAP, [BACK, BACK])
    expect(phone.settled().home).to_be_visible()
    phone.open_safety()
