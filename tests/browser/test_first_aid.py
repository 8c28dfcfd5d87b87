"""First aid for the mind at the post, without signal: heard, linked, never left alone; nothing for others who look."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.first_aiding import (
    ALONE,
    DANGER,
    LISTENED,
    SHOWN,
    WHO,
    danger_from_home,
    heard_without_signal,
    picture,
    self_care,
    slip_of_the_thumb,
    tap,
    unsent,
    waiting,
)
from tests.browser.fixtures import Server
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.test_screening import alarm, answer, at_the_service_table, start, to_item_17, to_list
from tests.browser.world import Staff, World


def test_heard_without_signal_linked_with_leave_and_the_answer_comes_back(
    phone: Phone, server: Server, world: World, new_office: Callable[..., Office]
) -> None:
    """Look, listen, link; the puskesmas reads neutral words and answers; the kader asks again within a week."""
    page = phone.open_day().page
    heard_without_signal(page, phone)
    phone.go_online().sync_home()
    maya = new_office(Staff(**server.ask("psychologist", world.officer.login)))
    inbox = maya.open("/puskesmas/rujukan/")
    expect(inbox.get_by_text("Ingin berbincang dengan petugas puskesmas").first).to_be_visible()
    expect(inbox.get_by_text("kuning, perasaan terganggu")).to_be_visible()
    expect(inbox.get_by_role("link", name=SHOWN)).to_be_visible()
    expect(inbox.get_by_text("Sore, 15.00 sampai 18.00")).to_be_visible()
    picture(inbox, "inbox")
    maya.answer("Terima", note="Datang saja, kami tunggu.")
    phone.sync_home().find(WHO)
    phone.button("Riwayat").click()
    expect(phone.text("Diterima Puskesmas").first).to_be_visible()
    expect(phone.text("Datang saja, kami tunggu.").first).to_be_visible()


def test_nobody_is_named_and_nobody_is_left_alone(
    phone: Phone, server: Server, world: World, new_office: Callable[..., Office]
) -> None:
    """Two taps from home, one tap to help; the task stands until somebody has taken over, through a dead battery."""
    page = phone.open_day().page
    danger_from_home(page, phone)
    one_tap_back_into_the_step_after_a_restart(phone)
    phone.button("Jatuh tempo").click()
    expect(phone.text("belum ada yang menerima")).to_be_visible()
    expect(phone.text("sampaikan ke keluarga")).to_have_count(0)
    expect(phone.text("nomor yang dititipkan, atau Ibu/Bapak kader bila tidak ada nomor")).to_be_visible()
    picture(phone.page, "waits")
    phone.go_home()
    phone.go_online().sync_home()
    the_puskesmas_sees_who_waits(new_office(world.officer))
    waiting(phone).click()
    expect(phone.text("Puskesmas sudah dikabari")).to_be_visible()
    tap(phone, "Petugas sudah datang")
    expect(phone.button("Lanjut")).to_be_disabled()
    expect(phone.button("Lanjut")).to_have_accessible_description("Pilih dulu siapa yang menerimanya.")
    phone.button("Petugas 112 atau ambulans").click()
    picture(phone.page, "whom")
    tap(phone, "Lanjut")
    tap(phone, "Belum, saya tetap menemani")
    expect(phone.heading("Jangan tinggalkan sendiri")).to_be_visible()
    taken_over(phone)
    self_care(phone)
    phone.go_home()
    expect(waiting(phone)).to_have_count(0)
    phone.sync_home()
    maya = new_office(Staff(**server.ask("psychologist", world.officer.login)))
    reached_by_way_of_the_kader_until_taken_back(phone, maya)


def test_the_crisis_of_a_screening_leads_on_step_by_step_with_one_request(phone: Phone) -> None:
    """The same request goes along; what was declined is kept and offered again."""
    page = at_the_service_table(phone)
    start(phone, "Kabar hati dan pikiran")
    to_item_17(page, phone)
    answer(page, "Ya")
    the_way_out_stays_in_sight(page)
    alarm(page).get_by_role("button", name="Bantu saya langkah demi langkah").click()
    expect(phone.heading("Jangan tinggalkan sendiri")).to_be_visible()
    expect(phone.text("tetap di daftar sampai ada yang menerima")).to_be_visible()
    phone.button("Tutup cepat").click()
    expect(waiting(phone)).to_have_count(1)
    phone.find(WHO)
    phone.button("Riwayat").click()
    expect(page.get_by_role("article").filter(has_text="Perlu ditemui hari ini")).to_have_count(1)
    expect(phone.button("Temani: belum ada yang menerima")).to_be_visible()
    picture(page, "person")


def test_who_is_not_willing_is_asked_again_another_day(phone: Phone) -> None:
    """Declined: kept, gone from today, and the list says when it is offered again."""
    page = at_the_service_table(phone)
    to_list(phone)
    page.get_by_role("button", name=re.compile("Kabar hati dan pikiran")).click()
    phone.button("Belum bersedia").click()
    expect(phone.text("Dicatat, dan ditawarkan lagi lain hari").first).to_be_visible()
    expect(
        page.get_by_role("button", name=re.compile("Kabar hati.*belum bersedia.*ditawarkan lagi", re.S))
    ).to_be_visible()
    expect(phone.heading("Lain hari")).to_be_visible()
    picture(page, "declined")


def test_closed_quickly_nothing_is_seen_and_it_is_taken_up_again(phone: Phone) -> None:
    """Put aside, the screen is covered; closed quickly, neither address, title nor home tells; one tap goes on."""
    page = phone.open_day().page
    phone.go_offline()
    phone.button("Pertolongan pertama").click()
    phone.button("Mulai").click()
    tap(phone, *LISTENED[:4])
    expect(phone.heading("Tanya, lalu diam dan dengarkan")).to_be_visible()
    put_aside(page)
    expect(phone.heading("Layar ditutup sebentar")).to_be_visible()
    expect(phone.text("dengarkan")).to_have_count(0)
    picture(page, "covered")
    phone.button("Buka lagi").click()
    phone.button("Tutup cepat").click()
    expect(phone.home).to_be_visible()
    no_trace(page)
    page = phone.cold_start().page
    expect(phone.text("Langkah yang belum selesai")).to_be_visible()
    picture(page, "home")
    phone.button("Buang").click()
    expect(phone.button("Sungguh dibuang?")).to_be_visible()
    phone.button("Lanjutkan").click()
    expect(phone.heading("Tanya, lalu diam dan dengarkan")).to_be_visible()


def test_a_slip_of_the_thumb_is_taken_back_and_the_path_goes_on(phone: Phone) -> None:
    """What was never sent leaves nothing: no request, no task; the step before stands again."""
    page = phone.open_day().page
    phone.go_offline()
    before = unsent(page)
    phone.button("Pertolongan pertama").click()
    phone.button(DANGER).click()
    expect(phone.heading("Telepon 112 sekarang")).to_be_visible()
    slip_of_the_thumb(page)
    phone.button("Mulai").click()
    tap(phone, "Ya, aman")
    phone.button(ALONE).click()
    slip_of_the_thumb(page)
    expect(phone.heading("Adakah yang terluka")).to_be_visible()
    phone.button("Tutup cepat").click()
    expect(page.locator("button.safety")).to_have_accessible_name(before)
    expect(waiting(phone)).to_have_count(0)


def test_a_kader_asks_for_herself_as_any_citizen_does(phone: Phone) -> None:
    """Her page writes nothing; it leads out of the post's records to the page that everybody may open."""
    page = phone.open_day().page
    phone.go_offline()
    before = unsent(page)
    phone.button("Pertolongan pertama").click()
    page.emulate_media(reduced_motion="reduce")
    phone.button("Ibu sendiri bagaimana?").click()
    expect(phone.text("tidak mencatat dan tidak mengirim")).to_be_visible()
    expect(phone.text("rekan kader tidak melihatnya")).to_be_visible()
    expect(phone.text("Tanpa sinyal, telepon salah satu nomor")).to_be_visible()
    picture(page, "own")
    phone.go_online()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Buka halamannya").click()
    expect(opened.value.get_by_role("heading", name="Minta ditelepon puskesmas")).to_be_visible()
    assert "referrer" not in opened.value.url and opened.value.evaluate("document.referrer") == ""
    opened.value.close()
    phone.go_home()
    expect(page.locator("button.safety")).to_have_accessible_name(before)


def test_a_kader_rehearses_without_a_record_and_rings_nowhere(phone: Phone) -> None:
    """Three invented situations; kind words at the end; the real phone knows nothing of it."""
    page = phone.open_day().page
    phone.go_offline()
    before = unsent(page)
    phone.button("Pertolongan pertama").click()
    phone.button("Berlatih dulu").click()
    expect(phone.text("Tiga situasi untuk berlatih")).to_be_visible()
    picture(page, "situations")
    page.get_by_role("main").get_by_role("button", name="Berlatih situasi ini").nth(1).click()
    phone.button(ALONE).click()
    expect(page.get_by_role("main").get_by_role("link")).to_have_count(0)
    expect(phone.text("Ini latihan: tidak ada yang dikabari")).to_be_visible()
    phone.button("Telepon 119").click()
    picture(page, "rehearsing")
    tap(phone, "Ada yang mengambil alih")
    phone.button("Psikolog atau konselor").click()
    tap(phone, "Lanjut", "Ya, sudah diterima", "Lanjut")
    phone.button("Besok").click()
    tap(phone, "Simpan")
    expect(phone.text("Tepat: tidak ditinggal sendiri")).to_be_visible()
    picture(page, "rehearsed")
    phone.text("Tugas 0/6").click()
    phone.button("Selesai berlatih").click()
    expect(phone.home).to_be_visible()
    expect(page.locator("button.safety")).to_have_accessible_name(before)
    expect(waiting(phone)).to_have_count(0)


def one_tap_back_into_the_step_after_a_restart(phone: Phone) -> None:
    """A dead battery: nothing on the lock screen, then the emergency above all else, and its very step."""
    phone.page.close()
    phone.page = phone.context.new_page()
    phone.start()
    expect(phone.page.locator(".pinpad")).to_be_visible()
    expect(phone.text("ditemani")).to_have_count(0)
    phone.unlock()
    expect(phone.text("Langkah yang belum selesai")).to_have_count(0)
    expect(phone.button("Buang")).to_have_count(0)
    expect(waiting(phone)).to_have_count(1)
    expect(waiting(phone)).to_be_in_viewport(ratio=1)
    expect(waiting(phone)).to_contain_text("belum ada yang menerima")
    picture(phone.page, "open-emergency")
    waiting(phone).click()
    expect(phone.heading("Telepon 112 sekarang")).to_be_visible()
    phone.button("Tutup cepat").click()
    phone.button("Pertolongan pertama").click()
    phone.button("belum ada yang menerima").click()
    expect(phone.heading("Telepon 112 sekarang")).to_be_visible()
    phone.button("Tutup cepat").click()


def taken_over(phone: Phone) -> None:
    """Somebody accepts; the person may be asked how they are, by way of the kader. Nothing says that nobody knows."""
    tap(phone, "Ada yang mengambil alih")
    phone.button("Petugas 112 atau ambulans").click()
    tap(phone, "Lanjut", "Ya, sudah diterima")
    expect(phone.heading("Boleh puskesmas menanyakan kabar?")).to_be_visible()
    expect(phone.text("Sudah diterima petugas 112 atau ambulans")).to_be_visible()
    expect(phone.text("sampai ada yang menerima")).to_have_count(0)
    tap(phone, "Lewat saya, kader", "Lanjut")
    phone.button("Besok").click()
    tap(phone, "Simpan")
    expect(phone.text("Ia sudah diterima petugas 112 atau ambulans.")).to_be_visible()
    expect(phone.text("menghubunginya lewat Ibu/Bapak kader")).to_be_visible()


def reached_by_way_of_the_kader_until_taken_back(phone: Phone, maya: Office) -> None:
    """What was agreed is read by the psychologist, and erased when it is no longer wished."""
    expect(maya.open("/puskesmas/rujukan/").get_by_text("Lewat kader yang menemani").first).to_be_visible()
    phone.button("Jatuh tempo").click()
    phone.text("Ia tidak ingin dihubungi lagi?").click()
    picture(phone.page, "forget")
    expect(phone.text("Yang tetap: permintaannya, tanpa nama")).to_be_visible()
    phone.button("Hapus nomor dan jam yang dititipkan").click()
    expect(phone.text("dihapus di puskesmas begitu terkirim").first).to_be_visible()
    phone.go_home()
    phone.sync_home()
    expect(maya.open("/puskesmas/rujukan/").get_by_text("Nama dan nomornya sudah dihapus").first).to_be_visible()


def the_way_out_stays_in_sight(page: Page) -> None:
    """On a small phone, read to its end, and as the first that Tab reaches."""
    whole = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 640})
    expect(alarm(page).get_by_role("heading", name="Temani sekarang")).to_be_focused()
    page.keyboard.press("Tab")
    leave = alarm(page).get_by_role("button", name="Tutup cepat")
    expect(leave).to_be_focused()
    alarm(page).evaluate("(alarm) => alarm.scrollTo(0, alarm.scrollHeight)")
    expect(leave).to_be_in_viewport(ratio=1)
    page.set_viewport_size(whole or {"width": 360, "height": 640})


def the_puskesmas_sees_who_waits(bidan: Office) -> None:
    """The emergency names nobody, and says that nobody has taken over."""
    inbox = bidan.open("/puskesmas/rujukan/")
    expect(inbox.get_by_text("Bila nomornya tidak tertera di sini, hubungi kader").first).to_be_visible()
    expect(inbox.get_by_text("Belum ada yang menerima").first).to_be_visible()


def put_aside(page: Page) -> None:
    """Another application comes to the front."""
    page.evaluate(
        """() => {
            Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
            document.dispatchEvent(new Event('visibilitychange'));
            delete document.visibilityState;
        }"""
    )


def no_trace(page: Page) -> None:
    """Neither address, title nor history says what was open."""
    told = page.evaluate("() => [location.href, document.title, JSON.stringify(history.state)].join(' ')")
    assert not re.search("langkah|temani|aid|pertolongan", told, re.I), told
