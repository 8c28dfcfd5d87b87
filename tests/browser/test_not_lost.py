"""What was typed is not lost: a full phone says so and what to write on paper; a form outlives the application."""

from playwright.sync_api import Page, expect

from tests.browser.phone import Phone

FULL = """() => {
  window.realPut = IDBObjectStore.prototype.put;
  window.realAdd = IDBObjectStore.prototype.add;
  window.refused = 0;
  const full = () => {
    window.refused++;
    throw new DOMException('full', 'QuotaExceededError');
  };
  IDBObjectStore.prototype.put = full;
  IDBObjectStore.prototype.add = full;
}"""
"""The phone's storage has no room left: every write fails as browsers let it fail."""

ROOM = """() => {
  IDBObjectStore.prototype.put = window.realPut;
  IDBObjectStore.prototype.add = window.realAdd;
}"""


def test_a_full_phone_shows_what_to_write_on_paper_and_tries_again(phone: Phone) -> None:
    """The red screen carries every figure; after making room the same record is saved by one tap."""
    page = at_the_scale(phone)
    weigh(page)
    page.evaluate(FULL)
    phone.button("Simpan, berikutnya").click()
    red = page.get_by_role("alertdialog", name="Belum tersimpan")
    expect(red).to_contain_text("Aisyah Putri")
    expect(red).to_contain_text("9,6 kg")
    expect(red).to_contain_text("76,4 cm")
    before = page.evaluate("() => window.refused")
    phone.button("Coba simpan lagi").click()
    page.wait_for_function("(before) => window.refused > before", arg=before)
    expect(phone.button("Coba simpan lagi")).to_be_enabled()
    page.evaluate(ROOM)
    phone.button("Coba simpan lagi").click()
    expect(red).not_to_be_visible()
    expect(page.get_by_role("heading", name="Naik")).to_be_visible()


def test_going_back_from_the_red_screen_keeps_the_form(phone: Phone) -> None:
    """Nothing was recorded, and nothing has to be typed again."""
    page = at_the_scale(phone)
    weigh(page)
    page.evaluate(FULL)
    phone.button("Simpan, berikutnya").click()
    phone.button("Kembali ke isian").click()
    expect(page.get_by_label("Berat badan", exact=True)).to_have_value("9,6")


def test_a_form_outlives_the_application(phone: Phone) -> None:
    """The browser is closed in the middle of typing; home offers to go on, with the figures as they were."""
    page = at_the_scale(phone)
    page.get_by_label("Berat badan", exact=True).fill("9,6")
    phone.back()
    phone.back()
    expect(page.get_by_role("heading", name="Ada isian yang belum selesai")).to_be_visible()
    page = phone.cold_start().page
    phone.button("Lanjutkan").click()
    expect(page.get_by_label("Berat badan", exact=True)).to_have_value("9,6")
    phone.button("Simpan, berikutnya").click()
    expect(page.get_by_role("heading", name="Naik")).to_be_visible()


def test_an_undone_record_is_gone_and_may_be_typed_again(phone: Phone) -> None:
    """Undo works while nothing was sent; the phone then owes the server one entry less."""
    page = at_the_scale(phone)
    weigh(page)
    phone.button("Simpan, berikutnya").click()
    expect(page.locator("button.safety")).to_contain_text("2 tertunda")
    phone.button("Urungkan").click()
    expect(page.locator("button.safety")).to_contain_text("1 tertunda")


def at_the_scale(phone: Phone) -> Page:
    """Day open, no signal, Aisyah's card at the second step."""
    page = phone.open_day().page
    page.get_by_label("Meja saya").select_option("2")
    phone.go_offline()
    phone.find("Aisyah Putri")
    expect(page.get_by_label("Berat badan", exact=True)).to_be_visible()
    return page


def weigh(page: Page) -> None:
    """Two figures, usual for this child."""
    page.get_by_label("Berat badan", exact=True).fill("9,6")
    page.get_by_label("Panjang atau tinggi badan", exact=True).fill("76,4")
