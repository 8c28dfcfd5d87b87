"""From the first sync on, everything works without signal."""

from playwright.sync_api import expect

from tests.browser.phone import Phone


def test_today_s_list_opens_without_signal_after_a_cold_start(phone: Phone) -> None:
    """Enrol, sync, lose the signal, close the application, open it again."""
    phone.go_offline()
    phone.cold_start()
    expect(phone.page.get_by_role("heading", name="Posyandu Melati 3")).to_be_visible()
    phone.find("Aisyah")
