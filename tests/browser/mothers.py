"""A mother after birth at the service table, for the stories that begin with her questions."""

import re

from playwright.sync_api import expect

from tests.browser.looking import looked_at
from tests.browser.phone import Phone

MOTHER = "Maryam"


def screened(phone: Phone) -> None:
    """Four questions offline whose answers call for somebody; the result is on the screen."""
    page = phone.open_day().page
    phone.sync_home()
    page.get_by_label("Meja saya").select_option("4")
    phone.go_offline()
    phone.find(MOTHER)
    phone.button("Buka skrining").click()
    page.get_by_role("button", name=re.compile("Kabar hati ibu setelah melahirkan")).click()
    phone.button("Mulai").click()
    phone.button("Ya, hanya kami berdua").click()
    for number in range(1, 5):
        expect(phone.text(f"{number} dari 4")).to_be_visible()
        page.get_by_role("main").get_by_role("button", name="Lebih dari separuh waktu").click()
    phone.button("Simpan").click()


def screened_with_a_wish(phone: Phone) -> None:
    """Four questions offline; a time from the last known list, her husband along without being told."""
    screened(phone)
    page = phone.page
    phone.button("Ya, sambungkan").click()
    expect(phone.heading("Kapan enaknya bertemu?")).to_be_visible()
    expect(phone.text(re.compile("Biaya: Gratis dengan JKN"))).to_be_visible()
    page.get_by_role("checkbox").first.check()
    expect(phone.text("pilihan 1")).to_be_visible()
    page.get_by_role("radiogroup", name="Mau ditemani?").get_by_text("Suami", exact=True).click()
    expect(page.get_by_role("radiogroup", name="Boleh tahu tentang apa?")).to_be_visible()
    looked_at(page, "mother-choose-phone")
    phone.button("Kirim ke puskesmas").click()
    expect(phone.text("Menunggu kepastian")).to_be_visible()
    looked_at(page, "mother-waiting")
    phone.button("Selesai").click()
    phone.go_home()
