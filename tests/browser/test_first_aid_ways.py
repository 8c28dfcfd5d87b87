"""First aid as a frightened kader meets it: back, the way out, a restart in the red screen, a call, the keyboard."""

import re

from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.first_aiding import ALONE, DANGER, LISTENED, WHO, picture, slip_of_the_thumb, tap, waiting
from tests.browser.phone import Phone
from tests.browser.test_first_aid import put_aside
from tests.browser.test_screening import alarm, answer, at_the_service_table, start, to_item_17, to_screenings
from tests.browser.walking import covered, walked

SMALL: ViewportSize = {"width": 360, "height": 640}
WITH_KEYBOARD: ViewportSize = {"width": 360, "height": 320}


def test_a_restart_in_the_red_screen_leads_back_into_it(phone: Phone) -> None:
    """Nothing on the lock screen; after the PIN the very screen, until it is put away; then one tap from home."""
    page = at_the_service_table(phone)
    start(phone, "Kabar hati dan pikiran")
    to_item_17(page, phone)
    answer(page, "Ya")
    expect(alarm(page).get_by_role("status")).to_be_visible()
    page = reopened(phone)
    expect(alarm(page).get_by_role("heading", name="Temani sekarang")).to_be_focused()
    expect(alarm(page).get_by_role("link", name="Telepon 119")).to_be_visible()
    alarm(page).get_by_role("button", name="Saya tetap menemani").click()
    page = reopened(phone)
    expect(alarm(page)).to_have_count(0)
    waiting(phone).click()
    phone.button("Bantu saya langkah demi langkah").click()
    expect(phone.heading("Jangan tinggalkan sendiri")).to_be_visible()
    phone.key_back()
    expect(phone.heading("Berhenti sebentar?")).to_be_visible()
    slip_of_the_thumb(page)


def test_a_slip_is_taken_back_after_a_restart_too(phone: Phone) -> None:
    """The answer is cleared, the request gone, and the question asked again."""
    page = at_the_service_table(phone)
    start(phone, "Kabar hati dan pikiran")
    to_item_17(page, phone)
    answer(page, "Ya")
    expect(alarm(page).get_by_role("status")).to_be_visible()
    page = reopened(phone)
    slip_of_the_thumb(alarm(page))
    expect(alarm(page)).to_have_count(0)
    expect(waiting(phone)).to_have_count(0)
    page = reopened(phone)
    expect(alarm(page)).to_have_count(0)
    to_screenings(phone)
    page.get_by_role("button", name=re.compile("Kabar hati dan pikiran")).click()
    expect(phone.button("Lanjutkan dari pertanyaan 17")).to_be_visible()


def test_back_goes_one_step_back_and_asks_where_it_would_undo(phone: Phone) -> None:
    """The phone's own key and the arrow alike; nothing begun is nothing kept; a reading leads back to its step."""
    page = phone.open_day().page
    phone.go_offline()
    phone.button("Pertolongan pertama").click()
    phone.button("Mulai").click()
    phone.key_back()
    expect(phone.button("Mulai")).to_be_visible()
    expect(phone.button("Lanjutkan yang")).to_have_count(0)
    phone.button("Mulai").click()
    tap(phone, *LISTENED[:3])
    phone.key_back()
    expect(phone.heading("Carilah tempat duduk yang tenang")).to_be_visible()
    phone.back()
    expect(phone.heading("Adakah yang terluka")).to_be_visible()
    phone.button(ALONE).click()
    expect(phone.heading("Jangan tinggalkan sendiri")).to_be_visible()
    phone.key_back()
    expect(phone.heading("Berhenti sebentar?")).to_be_visible()
    picture(page, "leave")
    phone.key_back()
    expect(phone.heading("Jangan tinggalkan sendiri")).to_be_visible()
    phone.button(DANGER).click()
    expect(phone.settled().heading("Telepon 112 sekarang")).to_be_visible()
    phone.key_back()
    phone.settled()
    tap(phone, "Ada yang mengambil alih")
    phone.button("Psikolog atau konselor").click()
    tap(phone, "Lanjut")
    phone.key_back()
    expect(phone.heading("Siapa yang mengambil alih?")).to_be_visible()
    expect(phone.button("Psikolog atau konselor")).to_have_attribute("aria-pressed", "true")
    phone.key_back()
    expect(phone.heading("Jangan tinggalkan sendiri")).to_be_visible()
    phone.settled().back()
    phone.button("Tutup, lanjutkan nanti").click()
    expect(waiting(phone)).to_have_count(1)
    waiting(phone).click()
    expect(phone.heading("Jangan tinggalkan sendiri")).to_be_visible()


def test_a_reading_for_the_family_leads_back_to_its_step(phone: Phone) -> None:
    """Another screen was opened in the middle of a path."""
    phone.open_day()
    phone.go_offline()
    phone.button("Pertolongan pertama").click()
    phone.button("Mulai").click()
    tap(phone, *LISTENED, "Tidak ada")
    phone.button("Hijau: ").click()
    tap(phone, "Lanjut", "Belum bersedia")
    expect(phone.heading("Ada keluarga yang boleh diajak?")).to_be_visible()
    phone.button("Bacaan untuk keluarga").click()
    expect(phone.heading("Untuk keluarga")).to_be_visible()
    phone.key_back()
    expect(phone.heading("Ada keluarga yang boleh diajak?")).to_be_visible()


def test_the_way_out_stays_in_sight_over_nothing(phone: Phone) -> None:
    """On a small phone, scrolled to the end, with the keyboard open; whatever is scrolled to can be tapped."""
    page = phone.open_day().page
    phone.go_offline()
    page.set_viewport_size(SMALL)
    phone.button("Pertolongan pertama").click()
    phone.button("Mulai").click()
    for words in (*LISTENED, "Tidak ada", "Kuning: perasaan terganggu", "Lanjut", "Ya, sambungkan"):
        in_sight(page)
        tap(phone, words)
    phone.button("Lewat nomornya").click()
    in_sight(page)
    page.set_viewport_size(WITH_KEYBOARD)
    page.get_by_label("Nomor yang aman ditelepon").fill("0812")
    page.get_by_label("Nomor yang aman ditelepon").evaluate("(field) => field.scrollIntoView({ block: 'nearest' })")
    expect(page.get_by_role("button", name="Tutup cepat")).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("Nomor yang aman ditelepon")).to_be_in_viewport(ratio=1)
    in_sight(page)


def test_a_call_and_a_double_tap_in_danger_write_one_record(phone: Phone) -> None:
    """Tapped twice in fright: one step. A call covers the screen; whoever opens it stands in the same step."""
    page = phone.open_day().page
    phone.go_offline()
    phone.button("Pertolongan pertama").click()
    tapped_twice(phone, DANGER, "Telepon 112 sekarang")
    expect(phone.heading("Telepon 112 sekarang")).to_be_visible()
    put_aside(page)
    expect(phone.heading("Layar ditutup sebentar")).to_be_visible()
    phone.button("Buka lagi").click()
    expect(phone.heading("Telepon 112 sekarang")).to_be_visible()
    phone.button("Petugas sudah datang").dblclick()
    phone.settled()
    expect(phone.heading("Siapa yang mengambil alih?")).to_be_visible()
    phone.button("Tutup cepat").click()
    expect(waiting(phone)).to_have_count(1)
    phone.button("Pertolongan pertama").click()
    expect(phone.button("belum ada yang menerima")).to_have_count(1)


def tapped_twice(phone: Phone, words: str, leads_to: str) -> None:
    """A quick phone has written and shown the next screen before the second tap of a double one lands on it."""
    page = phone.page
    box = phone.button(words).bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(*middle)
    expect(phone.heading(leads_to)).to_be_visible()
    phone.settled()
    expect(phone.button(words)).to_have_count(0)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    phone.settled()


def test_first_aid_and_its_requests_are_walked_with_the_keyboard(phone: Phone) -> None:
    """Each is reached once, in the order of the screen, named, marked and uncovered."""
    page = phone.open_day().page
    phone.go_offline()
    page.set_viewport_size(SMALL)
    phone.button("Pertolongan pertama").click()
    expect(phone.button("Mulai")).to_be_visible()
    assert walked(page)[-3:] == ["Mulai", ALONE, DANGER]
    phone.button("Mulai").click()
    expect(phone.heading("Amankah Ibu/Bapak berdua di sini?")).to_be_focused()
    head = ["Langsung ke isi", "Kembali"]
    names = walked(page)
    assert names[:2] == head
    assert names[3:] == ["Tutup cepat", "Ya, aman", "Tidak, ada bahaya", ALONE, DANGER]
    phone.button(ALONE).click()
    expect(phone.heading("Jangan tinggalkan sendiri")).to_be_visible()
    names = walked(page)
    assert names[3:5] == ["Tutup cepat", "Telepon 119"] and names[-3:] == [
        "Ada yang mengambil alih",
        "Salah pencet",
        DANGER,
    ]
    phone.button("Tutup cepat").click()
    at_the_requests(page, phone)


def at_the_requests(page: Page, phone: Phone) -> None:
    """The list of what was asked, and one of them."""
    phone.button("Rujukan berjalan").click()
    expect(phone.heading("Rujukan dan permintaan")).to_be_visible()
    names = walked(page)
    assert any(name.startswith("Tanpa nama") for name in names), names
    picture(page, "requests")
    page.get_by_role("main").get_by_role("button", name=re.compile("^Tanpa nama")).first.click()
    expect(phone.button("Bantu saya langkah demi langkah")).to_be_visible()
    names = walked(page)
    assert "Bantu saya langkah demi langkah" in names and "Ia tidak ingin dihubungi lagi?" in names, names
    picture(page, "request")


def reopened(phone: Phone) -> Page:
    """The browser was closed: the lock screen says nothing, the PIN opens."""
    phone.page.close()
    phone.page = phone.context.new_page()
    phone.start()
    expect(phone.page.locator(".pinpad")).to_be_visible()
    expect(alarm(phone.page)).to_have_count(0)
    expect(phone.text(WHO)).to_have_count(0)
    return phone.unlock().page


def in_sight(page: Page) -> None:
    """Read to its end, nothing covered, the way out whole."""
    assert not covered(page), covered(page)
    page.evaluate("() => scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.get_by_role("button", name="Tutup cepat")).to_be_in_viewport(ratio=1)
