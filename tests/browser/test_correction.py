"""Mistakes are taken back while they are fresh, and corrected in the open afterwards."""

from playwright.sync_api import expect

from tests.browser.phone import Phone


def test_undo_while_nothing_was_sent(phone: Phone) -> None:
    """The toast takes the visit back whole."""
    phone.open_day().go_offline()
    phone.find("Gita").step(2)
    phone.field("Berat badan").fill("9,0")
    phone.save()
    phone.button("Urungkan").click()
    expect(phone.text("Sudah diurungkan").last).to_be_visible()
    phone.go_home()
    phone.find("Gita").step(2)
    expect(phone.field("Berat badan")).to_be_visible()


def test_a_correction_keeps_both_values_and_reaches_the_server(phone: Phone) -> None:
    """After the sync there is no undo; the correction says why, and stands after the next sync."""
    phone.open_day()
    phone.find("Gita").step(2)
    phone.field("Berat badan").fill("19,8")
    phone.save()
    phone.go_home().sync_home()
    phone.find("Gita").step(2)
    phone.button("Koreksi").click()
    phone.field("Berat badan").fill("9,8")
    expect(phone.text("Tercatat: 19,8 kg")).to_be_visible()
    phone.button("Simpan koreksi").click()
    expect(phone.text("Koreksi tersimpan").last).to_be_visible()
    phone.go_home().sync_home()
    phone.find("Gita").step(2)
    expect(phone.page.get_by_role("main")).to_contain_text("9,8 kg")
    expect(phone.page.get_by_role("main")).not_to_contain_text("19,8")
