"""A mother after birth at the service table, for the stories that begin with her questions."""

import re

from playwright.sync_api import expect

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
