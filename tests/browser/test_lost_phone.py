"""A phone is lost with a morning's work on it: revoked in one tap, and the work still arrives, for review."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.fixtures import Server
from tests.browser.office import Desk, Office
from tests.browser.phone import Phone
from tests.browser.test_relayed_outbox import WEIGHED, carry, take_file, work_offline
from tests.browser.world import World


def revoke(office: Office, kader: str) -> Page:
    """The officer opens the phone that was heard of last and withdraws it."""
    page = office.open("/puskesmas/hp/")
    row = page.locator("#hp").get_by_role("row").filter(has_text=kader).filter(has_text="baru saja")
    row.get_by_role("link").first.click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="HP hilang, cabut sekarang").click()
    expect(page.get_by_text("Dicabut").first).to_be_visible()
    return page


def accept_all(page: Page) -> None:
    """The kader says that she typed it: all of it counts."""
    page.reload()
    page.get_by_role("button", name="Terima semua titipannya").click()
    expect(page.get_by_role("button", name="Terima semua titipannya")).to_have_count(0)


def test_what_a_colleague_carries_of_a_lost_phone_is_reviewed_and_counts(
    phone: Phone,
    new_phone: Callable[..., Phone],
    office: Office,
    desk: Desk,
    server: Server,
    world: World,
    tmp_path: Path,
) -> None:
    """The file left the phone before it was lost; a colleague delivers it; the puskesmas reviews and takes it."""
    work_offline(phone)
    phone.open_safety()
    file = take_file(phone, tmp_path)
    page = revoke(office, world.kader[0])

    colleague = new_phone().enrol(desk, world.kader[1]).ready_for_offline()
    carry(colleague, file)
    expect(colleague.text("isian sudah diterima server")).to_be_visible(timeout=15_000)
    assert server.ask("weights", world.officer.login, world.post, "Hafiz Ramadhan") == {"kg": []}
    accept_all(page)
    assert server.ask("weights", world.officer.login, world.post, "Hafiz Ramadhan") == WEIGHED


def test_a_found_phone_hands_in_its_work_by_itself_and_shows_nobody(
    phone: Phone, office: Office, server: Server, world: World
) -> None:
    """Back online it deposits, says so kindly, keeps everything, and opens no list any more."""
    work_offline(phone)
    page = revoke(office, world.kader[0])
    phone.watch.allowed = ("answer 403", "answer 401")
    phone.go_online().open_safety()
    phone.button("Sinkronkan sekarang").click()
    expect(phone.heading("HP ini dinonaktifkan")).to_be_visible(timeout=15_000)
    expect(phone.text("isian dititipkan di server")).to_be_visible()
    phone.page.reload()
    expect(phone.page.get_by_role("main")).not_to_contain_text("Hafiz")
    accept_all(page)
    assert server.ask("weights", world.officer.login, world.post, "Hafiz Ramadhan") == WEIGHED


def test_a_deleted_store_gives_back_what_its_second_copy_kept(
    phone: Phone, desk: Desk, server: Server, world: World
) -> None:
    """The browser's database is gone with unsent work; the phone says how much it found, and sends it later."""
    work_offline(phone)
    phone.page.close()
    cleaner = phone.context.new_page()
    phone.go_online()
    cleaner.goto("/kader/icons/icon.svg")
    cleaner.evaluate(FORGET)
    phone.page = cleaner
    phone.start()
    expect(phone.heading("Data di HP ini terhapus")).to_be_visible()
    expect(phone.text("isian ditemukan kembali dari cadangan kedua")).to_be_visible()
    phone.button("Daftar lagi dengan kode baru").click()
    phone.type_code(desk.code_for(world.kader[0]))
    desk.accept_phone(phone.words())
    phone.choose_pin()
    expect(phone.home).to_be_visible(timeout=15_000)
    phone.sync_home()
    assert server.ask("weights", world.officer.login, world.post, "Hafiz Ramadhan") == WEIGHED


FORGET = """() => new Promise((resolve, reject) => {
  const gone = indexedDB.deleteDatabase('simpul');
  gone.onsuccess = () => resolve();
  gone.onerror = gone.onblocked = () => reject(new Error('not deleted'));
})"""
