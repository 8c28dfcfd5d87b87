"""Paper: today's list and a child's card."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.phone import Phone


def printed(phone: Phone, path: Path) -> int:
    """Size in bytes of the page as PDF, as the print dialog would make it. Frame and buttons are left out."""
    page = phone.page
    page.emulate_media(media="print")
    expect(page.locator(".thumb")).to_be_hidden()
    page.screenshot(path=path, full_page=True)
    page.emulate_media(media="screen")
    return path.stat().st_size


def test_today_s_list_and_a_child_s_card_print(phone: Phone, tmp_path: Path) -> None:
    """Offline: names, ages, boxes to tick; then the card with curve and measurements, and a QR once it has a token."""
    phone.go_offline()
    phone.button("Cetak daftar hari ini").click()
    rows = phone.page.get_by_role("region").first.get_by_role("row")
    expect(rows.filter(has_text="Aisyah Putri")).to_have_count(1)
    assert printed(phone, tmp_path / "list.png") > 20_000
    phone.go_home()
    phone.find("Aisyah")
    phone.button("Riwayat").click()
    phone.button("Cetak kartu").click()
    expect(phone.heading("Kartu posyandu")).to_be_visible()
    expect(phone.page.locator("article.sheet svg").first).to_be_visible()
    phone.button("Buat kode kartu").click()
    expect(phone.page.get_by_role("img", name="Kode kartu untuk dipindai")).to_be_visible()
    assert printed(phone, tmp_path / "card.png") > 30_000
