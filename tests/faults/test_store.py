"""The phone's own store fails: full, or deleted by a cleaner."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.fixtures import Server
from tests.browser.office import Desk
from tests.browser.phone import Phone
from tests.browser.world import World

SMALL_PHONE_BYTES = 8_000_000
ASK_FOR_TOO_MUCH = """async (bytes) => {
  const opening = indexedDB.open('photos');
  opening.onupgradeneeded = () => opening.result.createObjectStore('s');
  const db = await new Promise((resolve) => { opening.onsuccess = () => resolve(opening.result); });
  const doing = db.transaction('s', 'readwrite');
  doing.objectStore('s').put(new Uint8Array(bytes), 1);
  return new Promise((resolve) => { doing.oncomplete = () => resolve(false); doing.onabort = () => resolve(true); });
}"""
"""Chromium remembers for half a minute how much room there was; asking for more than that makes it look again."""
FORGET = """() => new Promise((resolve, reject) => {
  const gone = indexedDB.deleteDatabase('simpul');
  gone.onsuccess = () => resolve();
  gone.onerror = gone.onblocked = () => reject(new Error('not deleted'));
})"""


def test_a_full_phone_says_what_to_write_on_paper(
    new_phone: Callable[..., Phone], server: Server, desk: Desk, world: World
) -> None:
    """Red screen with name and number; back to the form loses nothing; trying again works once there is room."""
    phone = new_phone()
    store = phone.context.new_cdp_session(phone.page)
    store.send("Storage.overrideQuotaForOrigin", {"origin": server.origin, "quotaSize": SMALL_PHONE_BYTES})
    phone.enrol(desk, world.kader[0]).ready_for_offline()
    phone.open_day().go_offline()
    phone.find("Gita").step(2)
    phone.field("Berat badan").fill("9,1")
    store.send("Storage.overrideQuotaForOrigin", {"origin": server.origin, "quotaSize": 1})
    assert phone.page.evaluate(ASK_FOR_TOO_MUCH, 2 * SMALL_PHONE_BYTES)
    phone.button("Simpan, berikutnya").click()
    alert = phone.page.get_by_role("alertdialog", name="Belum tersimpan")
    expect(alert).to_contain_text("Ruang HP penuh, jadi catatan ini belum tersimpan.")
    expect(alert).to_contain_text("Tulis di kertas sekarang:")
    expect(alert).to_contain_text("Gita Safitri")
    expect(alert).to_contain_text("9,1")
    alert.get_by_role("button", name="Kembali ke isian").click()
    expect(phone.field("Berat badan")).to_have_value("9,1")

    phone.button("Simpan, berikutnya").click()
    expect(alert).to_be_visible()
    store.send("Storage.overrideQuotaForOrigin", {"origin": server.origin})
    alert.get_by_role("button", name="Coba simpan lagi").click()
    expect(alert).to_be_hidden()
    expect(phone.text("Hasil hari ini")).to_be_visible()


def test_a_deleted_store_is_noticed_at_the_next_start(phone: Phone, desk: Desk, world: World) -> None:
    """What is safe, what to write again, how to go on; then the phone works as before."""
    phone.page.close()
    cleaner = phone.context.new_page()
    cleaner.goto("/kader/icons/icon.svg")
    cleaner.evaluate(FORGET)
    phone.page = cleaner
    phone.start()
    expect(phone.heading("Data di HP ini terhapus")).to_be_visible()
    expect(phone.text("Yang sudah terkirim aman di puskesmas")).to_be_visible()
    expect(phone.text("Yang belum terkirim sebelum terhapus perlu dicatat ulang.")).to_be_visible()
    phone.button("Daftar lagi dengan kode baru").click()
    phone.type_code(desk.code_for(world.kader[0]))
    desk.accept_phone(phone.words())
    phone.choose_pin()
    expect(phone.home).to_be_visible()
    phone.find("Gita")
