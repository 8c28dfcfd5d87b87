"""A phone is taken out of service."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.phone import Phone


def test_a_revoked_phone_shows_nobody_and_still_hands_in_its_work(
    phone: Phone, office: Office, weigh: Callable[[Phone, str, str], None]
) -> None:
    """The officer revokes with a reason; the phone says so, opens no list any more, and loses nothing typed."""
    phone.open_day().go_offline()
    weigh(phone, "Gita", "9,1")
    page = office.open("/puskesmas/hp/")
    row = page.locator("#hp").get_by_role("row").filter(has_text="Ibu Sari").filter(has_text="baru saja")
    row.get_by_text("Cabut", exact=True).click()
    row.get_by_label("Alasan").fill("HP hilang")
    row.get_by_role("button", name="Cabut HP ini").click()
    expect(page.get_by_text("dicabut").first).to_be_visible()

    phone.watch.allowed = ("answer 403", "answer 401")
    phone.go_online()
    phone.open_safety()
    phone.button("Sinkronkan sekarang").click()
    expect(phone.heading("HP ini dinonaktifkan")).to_be_visible(timeout=15_000)
    expect(phone.text("Hubungi petugas untuk mendaftarkan HP ini kembali.")).to_be_visible()
    phone.page.reload()
    expect(phone.page.get_by_role("main")).not_to_contain_text("Gita")
