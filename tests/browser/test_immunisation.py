"""Immunisation with batch; the forecast moves on at once, offline."""

import re

from playwright.sync_api import expect

from tests.browser.phone import Phone


def test_a_dose_with_batch_moves_the_forecast_on(phone: Phone) -> None:
    """What was due is given, stands below with its batch, and its next dose waits for its time."""
    phone.go_offline()
    phone.find("Kenzo")
    phone.button("Riwayat").click()
    phone.button("Imunisasi, vitamin").click()
    due = phone.page.locator("label.tick", has_text="Polio tetes (OPV) 1")
    due.click()
    phone.field("Nomor batch").fill("OP26A114")
    phone.button("Simpan (1)").click()
    expect(phone.heading("Kenzo Wijaya")).to_be_visible()
    phone.button("Imunisasi, vitamin").click()
    given = phone.page.get_by_role("region", name="Sudah diterima")
    expect(given).to_contain_text("batch OP26A114")
    expect(phone.page.locator("label.tick", has_text="Polio tetes (OPV) 1")).to_have_count(0)
    later = phone.page.get_by_role("region", name="Belum waktunya")
    expect(later).to_contain_text(re.compile(r"Polio tetes \(OPV\) 2"))
