"""The line breaks: the phone says so in words, keeps what was typed, and goes on by itself."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.faults.line import Line

Weigh = Callable[[Phone, str, str], None]


def seen_at_the_puskesmas(office: Office, name: str) -> None:
    """Open a person's page at the desk."""
    page = office.open("/puskesmas/warga/")
    page.get_by_role("searchbox").fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=name).first.click()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"down": True}, "Tidak ada sambungan internet. Data Anda tetap aman di HP ini"),
        ({"status": 500}, "Server belum dapat menjawab. Data Anda tetap aman di HP ini"),
        ({"status": 503}, "Server belum dapat menjawab. Data Anda tetap aman di HP ini"),
    ],
    ids=["down", "500", "503"],
)
def test_sync_now_says_why_and_the_entry_stays(
    far_phone: Phone, line: Line, weigh: Weigh, fault: dict[str, object], words: str
) -> None:
    """Never a silent failure; once the server is back everything goes."""
    far_phone.watch.allowed += ("answer 503",)
    far_phone.open_day().sync_home()
    vars(line).update(fault)
    weigh(far_phone, "Gita", "9,1")
    said = far_phone.sync()
    expect(said).to_contain_text("Belum berhasil. Catatan Anda tetap aman di HP ini.")
    expect(said).to_contain_text(words)
    expect(far_phone.heading("1 belum terkirim")).to_be_visible()
    line.down, line.status = False, None
    expect(far_phone.sync()).to_contain_text("Selesai:")
    expect(far_phone.heading("Semua data aman")).to_be_visible()


@pytest.mark.parametrize("after", [0, 40])
def test_an_answer_cut_in_the_middle_is_asked_for_again(
    far_phone: Phone, line: Line, weigh: Weigh, office: Office, after: int
) -> None:
    """The server has the entry, the phone does not know: it sends again, and the child has one weight."""
    far_phone.open_day().sync_home()
    line.cut_after = after
    weigh(far_phone, "Gita", "9,1")
    expect(far_phone.sync()).to_contain_text("Belum berhasil")
    expect(far_phone.heading("1 belum terkirim")).to_be_visible()
    line.cut_after = None
    expect(far_phone.sync()).to_contain_text("Selesai:")
    seen_at_the_puskesmas(office, "Gita Safitri")
    expect(office.page.locator(".timeline li").first).to_contain_text(re.compile("9,10? kg"))
    assert sum(path.endswith("/push") for path in line.asked) >= 3


def test_a_slow_line_never_blocks_the_table(far_phone: Phone, line: Line, weigh: Weigh) -> None:
    """While a sync crawls, the next child is weighed and kept; both arrive."""
    # Sent before the line slows: else the phone may begin to send by itself, and nobody can ask for it.
    far_phone.open_day().sync_home()
    line.bytes_per_s = 80
    far_phone.open_safety()
    far_phone.button("Sinkronkan sekarang").click()
    expect(far_phone.button("Sedang menyinkronkan…")).to_be_disabled()
    far_phone.back()
    weigh(far_phone, "Gita", "9,1")
    expect(far_phone.page.locator("button.safety")).to_contain_text("tertunda")
    line.bytes_per_s = None
    expect(far_phone.page.locator("button.safety")).to_contain_text("aman", timeout=30_000)
