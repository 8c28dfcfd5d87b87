"""Screening at the post: help at the moment of answering, the score for the treating team alone, left and taken up."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.first_aiding import slip_of_the_thumb
from tests.browser.fixtures import Server
from tests.browser.looking import looked_at
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.world import Staff, World

WHO = "Siti Rohani"
ITEM_17 = "17 dari 20"
NEUTRAL = "Perlu ditemui hari ini"


def test_a_critical_answer_calls_for_help_at_once_and_only_the_team_reads_it(
    phone: Phone, server: Server, world: World, new_office: Callable[..., Office]
) -> None:
    """Offline: script, call button, request; then the inbox has it, the psychologist the score, the kader neither."""
    a_sitting_with_a_critical_answer(phone)
    phone.go_online().sync_home()
    the_team_reads_it(new_office(Staff(**server.ask("psychologist", world.officer.login))))
    bidan = new_office(world.officer)
    seen = bidan.open("/puskesmas/rujukan/")
    expect(seen.get_by_text(NEUTRAL).first).to_be_visible()
    expect(seen.get_by_text("Skrining", exact=True)).to_have_count(0)


def test_what_is_left_unfinished_is_kept_and_taken_up_again(phone: Phone) -> None:
    """Closed quickly, the battery dies: the answers are there, are not scored, and nothing on the way names them."""
    page = at_the_service_table(phone)
    start(phone, "Kabar hati dan pikiran")
    for _ in range(5):
        answer(page, "Tidak")
    expect(phone.text("6 dari 20")).to_be_visible()
    phone.button("Tutup cepat").click()
    expect(phone.home).to_be_visible()
    no_trace(page)
    page = phone.cold_start().page
    to_screenings(phone)
    expect(page.get_by_role("button", name=re.compile("Kabar hati.*belum selesai", re.S))).to_be_visible()
    picture(page, "list")
    page.get_by_role("button", name=re.compile("Kabar hati dan pikiran")).click()
    phone.button("Lanjutkan dari pertanyaan 6").click()
    phone.button("Ya, hanya kami berdua").click()
    expect(phone.text("6 dari 20")).to_be_visible()
    phone.button("Pertanyaan sebelumnya").click()
    expect(page.get_by_role("button", name="Tidak", exact=True)).to_have_attribute("aria-pressed", "true")


def test_a_slip_of_the_thumb_leaves_nothing_behind(phone: Phone) -> None:
    """Taken back while unsent: no request, no answer; the next real answer interrupts again."""
    page = at_the_service_table(phone)
    start(phone, "Kabar hati dan pikiran")
    to_item_17(page, phone)
    answer(page, "Ya")
    slip_of_the_thumb(alarm(page))
    expect(page.locator("button.safety")).to_contain_text("1")
    phone.button("Pertanyaan sebelumnya").click()
    expect(phone.text(ITEM_17)).to_be_visible()
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)
    answer(page, "Ya")
    expect(alarm(page)).to_be_visible()


def test_a_childs_feelings_have_no_empty_form(phone: Phone) -> None:
    """No free instrument: said so, with a way to observe and refer."""
    page = phone.open_day().page
    phone.go_offline()
    to_person(phone, "Intan Kusuma")
    phone.button("Skrining").last.click()
    expect(phone.heading("Perasaan dan perilaku anak")).to_be_visible()
    picture(page, "child")
    phone.button("Amati dan sambungkan").click()
    expect(phone.button("Mulai")).to_be_visible()


@pytest.mark.parametrize(("topic", "items"), [("Penglihatan: hitung jari", 2), ("Gejala TBC", 8)])
def test_a_test_of_the_body_shows_what_the_card_shows(phone: Phone, topic: str, items: int) -> None:
    """Measured by the kader, so seen by the kader; scored and followed like the rest."""
    page = at_the_service_table(phone)
    to_list(phone)
    page.get_by_role("button", name=re.compile(topic)).click()
    phone.button("Mulai").click()
    for number in range(1, items + 1):
        expect(phone.text(f"{number} dari {items}")).to_be_visible()
        page.locator(".btn-answer").last.click()
    phone.button("Simpan").click()
    expect(phone.text("Ini langkah berikutnya, bukan diagnosis")).to_be_visible()


def a_sitting_with_a_critical_answer(phone: Phone) -> None:
    """Twenty answers offline, the seventeenth critical; the action word at the end, and the day's list."""
    page = at_the_service_table(phone)
    start(phone, "Kabar hati dan pikiran")
    for number in range(1, 21):
        expect(phone.text(f"{number} dari 20")).to_be_visible()
        answer(page, "Ya" if number in (1, 9, 17) else "Tidak")
        if number == 17:
            the_script_is_there(phone)
            phone.button("Saya tetap menemani").click()
    picture(page, "end")
    phone.button("Simpan").click()
    expect(phone.heading("Darurat")).to_be_visible()
    expect(phone.text("Puskesmas belum tahu: telepon dulu")).to_be_visible()
    picture(page, "result")
    no_score_anywhere(page)
    phone.button("Selesai").click()
    phone.go_home()
    expect(page.get_by_text("tanda bahaya")).to_have_count(0)
    page.get_by_role("navigation").get_by_role("button", name="Ada yang perlu ditemani").click()
    expect(phone.button("Bantu saya langkah demi langkah")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button", name=re.compile(WHO))).to_be_visible()
    phone.go_home()


def the_team_reads_it(maya: Office) -> None:
    """From the neutral request to score and critical answer, on a desk and on a phone."""
    inbox = maya.open("/puskesmas/rujukan/")
    expect(inbox.get_by_text(NEUTRAL).first).to_be_visible()
    picture(inbox, "inbox")
    inbox.get_by_role("link", name="Buka skrining").click()
    course = inbox.get_by_role("region", name=re.compile("SRQ-20"))
    expect(course).to_contain_text("3 dari 20")
    expect(course).to_contain_text(re.compile("17\\. "))
    expect(course).to_contain_text("Darurat")
    picture(inbox, "team")
    inbox.set_viewport_size({"width": 360, "height": 740})
    picture(inbox, "team-narrow")


def at_the_service_table(phone: Phone) -> Page:
    """Day open, no signal, the mother's card at the fourth step."""
    page = phone.open_day().page
    page.get_by_label("Meja saya").select_option("4")
    phone.go_offline()
    phone.find(WHO)
    return page


def to_list(phone: Phone) -> None:
    """From the card to what may be screened."""
    expect(phone.heading("Skrining hari ini")).to_be_visible()
    picture(phone.page, "card")
    phone.button("Buka skrining").click()
    expect(phone.heading("Hari ini")).to_be_visible()


def to_screenings(phone: Phone) -> None:
    """The list, from today's home."""
    phone.find(WHO)
    to_list(phone)


def start(phone: Phone, topic: str) -> None:
    """Through what is said first, to the first question."""
    page = phone.page
    to_list(phone)
    picture(page, "offers")
    page.get_by_role("button", name=re.compile(topic)).click()
    expect(phone.button("Mulai")).to_be_visible()
    picture(page, "intro")
    phone.button("Mulai").click()
    picture(page, "private")
    phone.button("Ya, hanya kami berdua").click()
    expect(phone.text("1 dari 20")).to_be_visible()
    picture(page, "question")


def to_person(phone: Phone, name: str) -> None:
    """The person's own page, from the card."""
    phone.find(name)
    phone.button("Riwayat").click()


def to_item_17(page: Page, phone: Phone) -> None:
    """Sixteen times no."""
    for number in range(1, 17):
        expect(phone.text(f"{number} dari 20")).to_be_visible()
        answer(page, "Tidak")
    expect(phone.text(ITEM_17)).to_be_visible()


def answer(page: Page, words: str) -> None:
    """One tap."""
    page.get_by_role("main").get_by_role("button", name=words, exact=True).click()


def alarm(page: Page) -> Locator:
    """The screen over everything."""
    return page.get_by_role("alertdialog", name="Temani sekarang")


def the_script_is_there(phone: Phone) -> None:
    """What to say, whom to call, and that it cannot be forgotten; recorded before anything is said."""
    dialog = alarm(phone.page)
    expect(dialog.get_by_role("link", name="Telepon 119")).to_have_attribute("href", "tel:119")
    expect(dialog.get_by_role("link", name="Telepon Puskesmas Sukasari")).to_have_attribute("href", "tel:02155000001")
    expect(dialog).to_contain_text("Jangan tinggalkan sendiri")
    expect(dialog).to_contain_text("tetap di daftar")
    picture(phone.page, "crisis")


def no_score_anywhere(page: Page) -> None:
    """A kader sees the next step, no number and no item."""
    words = page.locator("main").inner_text()
    assert not re.search(r"\d+ dari \d+|skor|nilai:|SRQ", words, re.I), words


def no_trace(page: Page) -> None:
    """Neither address, title nor history says what was open."""
    told = page.evaluate("() => [location.href, document.title, JSON.stringify(history.state)].join(' ')")
    assert not re.search("tanya|skrining|srq|siti", told, re.I), told
    assert "srq" not in page.content().lower()


def picture(page: Page, name: str) -> None:
    """Looked at, under this journey's name; the alarm as far as the screen shows it."""
    looked_at(page, f"screening-{name}", whole=name != "crisis")
