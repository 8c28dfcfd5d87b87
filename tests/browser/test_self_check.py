"""A citizen checks how they feel: the result at once, a call if they wish, and nothing left behind."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.fixtures import DESK_SIZE, PHONE_SIZE, Contexts, Server
from tests.browser.office import Office
from tests.browser.test_office_pages import look
from tests.browser.world import Staff

PICTURES = os.environ.get("SIMPUL_PICTURES")
LEAVE_TO = "https://www.bmkg.go.id/"
SRQ = 20
SIZES: tuple[ViewportSize, ...] = ({"width": 360, "height": 640}, {"width": 180, "height": 320})
"""A small phone, and the same with words twice as big: half as many pixels of the page fit."""
ON_TOP = """(link) => (({ left, top, width, height }) =>
    link.contains(document.elementFromPoint(left + width / 2, top + height / 2)))(link.getBoundingClientRect())"""


@pytest.fixture
def clinic(server: Server) -> dict[str, Any]:
    """A puskesmas with a psychologist, in a kecamatan of its own."""
    server.worlds += 1
    return server.ask("clinic", server.worlds)


def visitor(contexts: Contexts, **options: Any) -> Page:
    """A citizen's own phone; a form that lacks something is answered with 422, and the other site is none of ours."""
    context, watch = contexts.new(**({"viewport": PHONE_SIZE, "has_touch": True} | options))
    watch.allowed = ("answer 422", "INTERNET_DISCONNECTED")
    context.route(f"{LEAVE_TO}**", lambda route: route.fulfill(body="cuaca", content_type="text/html"))
    return context.new_page()


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"self-check-{name}.png", full_page=True)


def begin(page: Page, check: str, age: str = "30") -> None:
    """From the first page to the first question."""
    page.goto("/cek-diri/")
    page.get_by_role("link", name=check).click()
    page.get_by_label("Umur Anda").fill(age)
    page.get_by_role("button", name="Lanjut").click()


def answer(page: Page, words: str, times: int = 1) -> None:
    """Tap an answer; the next question comes by itself."""
    for _ in range(times):
        shown = page.locator("fieldset.sc-question:visible")
        legend = shown.locator("legend").inner_text()
        shown.get_by_label(words, exact=True).click()
        expect(page.locator("fieldset.sc-question:visible").get_by_text(legend, exact=True)).to_have_count(0)


def test_green_is_computed_here_without_signal_and_without_a_word_to_the_server(
    contexts: Contexts, clinic: dict[str, Any]
) -> None:
    """Four questions; the line is cut before the first answer, and the result comes all the same."""
    page = visitor(contexts)
    page.goto("/cek-diri/")
    assert not look(page), look(page)
    picture(page, "start")
    begin(page, "Cek singkat")
    assert not look(page), look(page)
    picture(page, "question")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.context.set_offline(True)
    answer(page, "Tidak pernah", 4)
    expect(page.get_by_role("heading", name="Kabar hati Anda baik")).to_be_focused()
    expect(page.locator(".result .colour-level")).to_have_text("Skala e-Jiwa hijau: kabar hati baik")
    expect(page.get_by_text("Ini bukan diagnosis")).to_be_visible()
    assert not sent
    assert not look(page), look(page)
    picture(page, "green")
    link = page.get_by_role("link", name="Simpan di kalender")
    assert "SUMMARY:Pengingat" in (link.get_attribute("href") or "").replace("%3A", ":")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Simpan catatan ini").click()
    assert saved.value.suggested_filename == "catatan.txt"
    assert "Skala e-Jiwa hijau" in Path(saved.value.path()).read_text(encoding="utf-8")
    page.get_by_label("Kecamatan").first.select_option(label=clinic["district"])
    page.get_by_role("button", name="Lihat tempatnya").click()
    expect(page.get_by_role("alert")).to_contain_text("Belum ada sinyal")
    page.context.set_offline(False)
    page.get_by_role("button", name="Lihat tempatnya").click()
    expect(page.locator("#tempat")).to_contain_text(clinic["unit"])
    picture(page, "places")


def test_yellow_with_the_keyboard_alone_and_back(contexts: Contexts) -> None:
    """Twenty questions by keyboard; one is looked at again."""
    page = visitor(contexts, viewport=DESK_SIZE, has_touch=False)
    page.goto("/cek-diri/umum/")
    page.get_by_label("Umur Anda").focus()
    page.keyboard.type("41")
    page.keyboard.press("Enter")
    for number in range(1, SRQ + 1):
        expect(page.locator("[data-progress]")).to_have_text(f"Pertanyaan {number} dari {SRQ}")
        page.keyboard.press("Space" if number <= 6 else "ArrowDown")
        if number == 3:
            page.get_by_role("button", name="Kembali").press("Enter")
            expect(page.locator("[data-progress]")).to_have_text(f"Pertanyaan 2 dari {SRQ}")
            expect(page.get_by_label("Ya", exact=True).locator("visible=true")).to_be_checked()
            page.keyboard.press("Enter")
            expect(page.locator("[data-progress]")).to_have_text(f"Pertanyaan 3 dari {SRQ}")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ada yang baik untuk dibicarakan")).to_be_focused()
    expect(page.locator(".result .colour-level")).to_contain_text("Skala e-Jiwa kuning")
    assert not look(page), look(page)
    picture(page, "yellow-desk")


def test_red_interrupts_at_once_and_a_call_is_followed_up(
    contexts: Contexts, new_office: Callable[..., Office], clinic: dict[str, Any]
) -> None:
    """Item 17, a call asked, the psychologist does not reach them, then does; the citizen follows by number and PIN."""
    page = visitor(contexts)
    begin(page, "Cek lengkap")
    answer(page, "Tidak", 16)
    page.locator("fieldset.sc-question:visible").get_by_label("Ya", exact=True).click()
    urgent = page.get_by_role("dialog")
    expect(urgent.get_by_role("heading", name="Anda tidak sendirian")).to_be_visible()
    expect(urgent.get_by_role("link", name="119").first).to_have_attribute("href", "tel:119")
    assert not look(page), look(page)
    picture(page, "interrupt")
    leaves_from_here(page, urgent)
    urgent.get_by_role("button", name="Minta ditelepon puskesmas").click()
    expect(page.locator(".result .colour-level")).to_contain_text("Skala e-Jiwa merah")
    expect(page.locator("#hasil").get_by_role("link", name="119").first).to_be_visible()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    leaves_from_here(page, page.get_by_role("banner"), by_keyboard=False)
    picture(page, "red")
    leave_contact(page, clinic["district"])
    number, pin = receipt_of(page)
    office = new_office(Staff(**clinic["staff"]))
    desk = office.open("/puskesmas/rujukan/")
    expect(desk.get_by_role("heading", name="Bunga")).to_be_visible()
    expect(desk.get_by_role("link", name="+6281200007788")).to_be_visible()
    expect(desk.locator("article .colour-level")).to_contain_text("Skala e-Jiwa merah")
    assert not look(desk), look(desk)
    picture(desk, "desk")
    office.answer("Belum tersambung")
    expect(desk.get_by_text("1 kali dicoba")).to_be_visible()
    look_up(page, number, pin)
    expect(page.get_by_text("Sudah dicoba 1 kali")).to_be_visible()
    picture(page, "status")
    office.answer("Sudah dihubungi")
    look_up(page, number, pin)
    expect(page.get_by_text("Petugas sudah berbicara dengan Anda.")).to_be_visible()
    page.get_by_role("button", name="Batalkan dan hapus").click()
    expect(page.get_by_text("Nama dan nomor Anda sudah dihapus.", exact=True)).to_be_visible()


def test_red_without_leaving_anything_keeps_the_numbers(contexts: Contexts) -> None:
    """The severe band of the short check: numbers first, nothing asked, nothing sent."""
    page = visitor(contexts)
    begin(page, "Kabar hati ibu")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    answer(page, "Hampir setiap hari", 4)
    expect(page.get_by_role("heading", name="Anda tidak sendirian")).to_be_focused()
    expect(page.locator("#hasil").get_by_role("link", name="112").first).to_be_visible()
    assert not sent


def test_somebody_too_young_is_told_before_the_questions(contexts: Contexts) -> None:
    """At 13 the full check is not for them; numbers are."""
    page = visitor(contexts)
    begin(page, "Cek lengkap", "13")
    expect(page.get_by_role("heading", name="belum cocok untuk umur Anda")).to_be_focused()
    expect(page.locator("#hasil").get_by_role("link", name="119").first).to_be_visible()


def test_leaving_at_once_leaves_nothing(contexts: Contexts) -> None:
    """One tap; the other site has taken the place of the visit, and what lies ahead of it names nothing."""
    page = visitor(contexts)
    begin(page, "Cek singkat")
    answer(page, "Hampir setiap hari", 2)
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""] and not page.context.cookies()
    assert page.evaluate("caches.keys()") == [] and page.evaluate("indexedDB.databases()") == []
    assert page.title() == "Cek diri"
    assert page.evaluate("history.length") == 3, "the empty page, this visit, and the step that Back takes"
    page.get_by_role("banner").get_by_role("link", name="Keluar cepat").click()
    page.wait_for_url(LEAVE_TO)
    page.go_back()
    expect(page).to_have_url("about:blank")
    page.go_forward()
    page.wait_for_url(LEAVE_TO)
    page.go_forward()
    page.wait_for_url(lambda url: not url.startswith(LEAVE_TO))
    assert "cek" not in page.url and "Cek diri" not in page.title()


def test_the_phones_own_back_stays_inside_the_questions(contexts: Contexts) -> None:
    """Question by question, with what was answered; from the first one it leaves, as anywhere else."""
    page = visitor(contexts)
    begin(page, "Cek singkat")
    answer(page, "Tidak pernah", 4)
    expect(page.get_by_role("heading", name="Kabar hati Anda baik")).to_be_visible()
    for number in (4, 3, 2, 1):
        back(page)
        expect(page.locator("[data-progress]")).to_have_text(f"Pertanyaan {number} dari 4")
        expect(page.get_by_label("Tidak pernah", exact=True).locator("visible=true")).to_be_checked()
    expect(page.get_by_role("heading", name="Kabar hati Anda baik")).to_have_count(0)
    back(page)
    expect(page.get_by_label("Umur Anda")).to_have_value("30")
    page.evaluate("history.back()")
    expect(page).to_have_url("about:blank")


def back(page: Page) -> None:
    """The phone's own Back, which stays on this page: it is over when the page stands above its entry again."""
    page.evaluate(
        """() => new Promise((done) => {
            window.addEventListener("popstate", function up() {
                if (history.state?.kept) { window.removeEventListener("popstate", up); done(); }
            });
            history.back();
        })"""
    )


def test_without_javascript_it_is_one_calm_page(contexts: Contexts) -> None:
    """The form answers by itself; what is open is asked again, and the result says the same."""
    page = visitor(contexts, java_script_enabled=False)
    page.goto("/cek-diri/singkat/")
    page.get_by_label("Umur Anda").fill("30")
    for number in range(1, 4):
        page.locator(f"label:has(input[name=q{number}][value='1'])").click()
    page.get_by_role("button", name="Lihat hasilnya").click()
    # By its words: while sheets are still coming, the hidden word beside the age counts as an alert too.
    expect(page.get_by_role("alert").filter(has_text="Masih ada yang kosong")).to_be_visible()
    page.locator("label:has(input[name=q4][value='1'])").click()
    page.get_by_role("button", name="Lihat hasilnya").click()
    expect(page.get_by_role("heading", name="Ada yang baik untuk dibicarakan")).to_be_visible()
    picture(page, "no-script")


def leaves_from_here(page: Page, part: Locator, *, by_keyboard: bool = True) -> None:
    """The quick exit lies on the screen of a small phone, under nothing, and is what Tab reaches first."""
    before = page.viewport_size
    for size in SIZES:
        page.set_viewport_size(size)
        found = part.get_by_role("link", name="Keluar cepat")
        expect(found).to_be_in_viewport(ratio=1)
        assert found.evaluate(ON_TOP), "something lies over the quick exit"
    if by_keyboard:
        page.keyboard.press("Tab")
        expect(found).to_be_focused()
    page.set_viewport_size(before or SIZES[0])


def leave_contact(page: Page, district: str) -> None:
    """A borrowed name, a number, a time."""
    page.get_by_label("Nama panggilan").fill("Bunga")
    page.get_by_label("Nomor yang boleh ditelepon").fill("0812 0000 7788")
    page.locator("#id_district").select_option(label=district)
    page.get_by_label("Sore, 15.00 sampai 18.00").check()
    page.get_by_label("Saya setuju").check()
    picture(page, "contact")
    page.get_by_role("button", name="Minta ditelepon", exact=True).click()


def receipt_of(page: Page) -> tuple[str, str]:
    """Number and PIN, below a headline that lies under nothing."""
    told = page.get_by_role("heading", name="Permintaan Anda sudah sampai")
    expect(told).to_be_focused()
    assert told.evaluate(ON_TOP), "the headline lies under the head of the page"
    assert not look(page), look(page)
    picture(page, "receipt")
    return page.locator("[data-number]").inner_text(), page.locator("[data-pin]").inner_text()


def look_up(page: Page, number: str, pin: str) -> None:
    """The status page, with what the receipt says."""
    page.goto("/cek-diri/status/")
    page.get_by_label("Nomor").fill(number)
    page.get_by_label("PIN").fill(pin)
    page.get_by_role("button", name="Lihat", exact=True).click()


def test_the_poster_fits_a_sheet(contexts: Contexts) -> None:
    """For the wall of a post: the code, the words, whom to call."""
    page = visitor(contexts, viewport=DESK_SIZE, has_touch=False)
    page.goto("/cek-diri/poster/")
    expect(page.get_by_role("img", name="Kode QR cek diri")).to_be_visible()
    expect(page.get_by_role("button", name="Cetak")).to_be_visible()
    assert not look(page), look(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Keluar cepat")).to_be_hidden()
    picture(page, "poster")
