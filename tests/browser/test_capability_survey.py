"""From the survey's sheet to the sentence, from a silent place to its answer, from a checklist to a capability."""

import os
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from simpul.exchange.sheets import writing
from simpul.exchange.sheets.reading import tables
from tests.browser.fixtures import Contexts, Server
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.test_office_pages import SCREENS, look
from tests.browser.world import Staff, World

WHATSAPP = "081355575001"
PICTURES = os.environ.get("SIMPUL_PICTURES")
Sheet = list[list[Any]]
MOST_TABS = 60
QUESTIONS = 11


@pytest.fixture(scope="module")
def city(server: Server) -> Iterator[dict[str, Any]]:
    """A city and its health office, asked for the first time."""
    yield server.ask("surveyed_city", WHATSAPP)


def test_from_the_sheet_to_the_sentence_and_from_a_link_to_the_public_count(
    server: Server, city: dict[str, Any], new_office: Callable[..., Office], contexts: Contexts
) -> None:
    office = new_office(Staff(**city["staff"]))
    page = office.open("/kemampuan/survei/")
    expect(page.get_by_text("0 dari 6")).to_be_visible()
    looked(page, "survei")
    sheet = template(page)
    assert len(sheet) == 7
    fill(sheet, "Puskesmas Kota Barat", "ya")
    fill(sheet, "Posyandu Anggrek 1", "ya")
    fill(sheet, "Posyandu Anggrek 2", "entahlah")
    upload(page, sheet)
    expect(page.get_by_text("1 baris perlu diperbaiki")).to_be_visible()
    expect(page.get_by_text("Tulis ya atau belum")).to_be_visible()
    looked(page, "survei-periksa")
    page.get_by_role("button", name="Buang lembar ini").click()
    fill(sheet, "Posyandu Anggrek 2", "belum")
    upload(page, sheet)
    page.get_by_role("button", name="Terapkan", exact=True).click()
    expect(page.get_by_text("3 jawaban dicatat.")).to_be_visible()
    words = sentence(office, "1 dari 2 puskesmas mampu, 0 belum mampu, 1 belum disurvei.")
    assert words in server.ask("report_said", city["area"], "text")["said"]
    looked(page, "laporan")
    remind(office, server)
    answer(contexts, server)
    after = sentence(office, "2 dari 2 puskesmas mampu, 0 belum mampu, 0 belum disurvei.")
    said = server.ask("report_said", city["area"], "text")["said"]
    assert after in said and "1 dari 3 posyandu mampu, 1 belum mampu, 1 belum disurvei." in said
    everybody(contexts, after)
    drill(office)
    office.open("/kemampuan/survei/")
    upload(page, sheet)
    expect(page.get_by_text("Belum ada yang dapat masuk dari lembar ini.")).to_be_visible()


def template(page: Page) -> Sheet:
    """The downloaded sheet, as an office program shows it."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh .xlsx").click()
    (rows,) = [[list(row) for row in one] for one in tables(Path(waiting.value.path()).read_bytes())]
    return rows


def fill(sheet: Sheet, unit: str, able: str) -> None:
    """Type an answer into the row of a unit."""
    header = [str(cell) for cell in sheet[0]]
    row = next(one for one in sheet[1:] if one[header.index("Nama unit")] == unit)
    row[next(at for at, name in enumerate(header) if name.startswith("Mampu"))] = able


def upload(page: Page, sheet: Sheet) -> None:
    """Send the sheet back as .xlsx."""
    body = BytesIO(writing.as_xlsx("Survei", [str(cell) for cell in sheet[0]], sheet[1:])).getvalue()
    page.get_by_label("Berkas .xls, .xlsx, atau .csv").set_input_files(
        {"name": "survei.xlsx", "mimeType": writing.MIME["xlsx"], "buffer": body}
    )
    page.get_by_role("button", name="Unggah dan periksa").click()


def sentence(office: Office, words: str) -> str:
    """The report says it aloud."""
    page = office.open("/kemampuan/laporan/")
    expect(page.locator(".say-aloud", has_text="puskesmas")).to_have_text(words)
    return words


def remind(office: Office, server: Server) -> None:
    """One tap for the silent puskesmas; a second one the same day sends nothing."""
    page = office.open("/kemampuan/survei/")
    page.get_by_role("button", name="Ingatkan Puskesmas Buladu").click()
    expect(page.get_by_text("1 pengingat dikirim.")).to_be_visible()
    row = page.get_by_role("listitem").filter(has_text="Puskesmas Buladu")
    expect(row.get_by_text("sudah hari ini")).to_be_visible()
    page.get_by_role("button", name="Ingatkan semua yang bisa").click()
    asked = server.ask("survey_asked", WHATSAPP)
    assert asked["count"] == 1 and "jiwa" not in asked["words"] and asked["link"] in asked["words"]


def answer(contexts: Contexts, server: Server) -> None:
    """The head of the puskesmas answers on a phone, without an account, once."""
    link = server.ask("survey_asked", WHATSAPP)["link"]
    context, _watch = contexts.new(**SCREENS["phone"])
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_role("heading", name="Puskesmas Buladu")).to_be_visible()
    looked(page, "isian")
    page.get_by_role("radio", name="Mampu", exact=True).check()
    page.get_by_label("Jam psikolog").fill("Selasa 08–12")
    page.get_by_label("Jabatan Anda").fill("kepala puskesmas")
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()


def everybody(contexts: Contexts, words: str) -> None:
    """Who is not signed in reads the count and whom to call."""
    context, _watch = contexts.new(**SCREENS["phone"])
    page = context.new_page()
    page.goto("/layanan-jiwa/")
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("link", name="119").first).to_be_visible()
    looked(page, "umum")


def drill(office: Office) -> None:
    """From the sentence to a unit's evidence and source with the keyboard alone; a day ahead is refused in words."""
    page = office.open("/kemampuan/laporan/")
    follow(page, "Puskesmas")
    expect(page.get_by_text("Dukungan kesehatan jiwa · 2 unit")).to_be_visible()
    follow(page, "Puskesmas Kota Barat")
    card = page.get_by_role("region", name="Dukungan kesehatan jiwa")
    expect(card.get_by_text("Sumber", exact=True)).to_be_visible()
    office.watch.allowed = ("answer 422",)
    office.open("/kemampuan/laporan/?tanggal=9026-01-01")
    expect(page.get_by_role("alert")).to_contain_text("belum tiba")
    assert page.get_by_label("Keadaan pada").get_attribute("aria-describedby") == "tanggal_error"


def follow(page: Page, name: str) -> None:
    """Walk to a link with Tab, as far as it takes, and open it."""
    link = page.get_by_role("link", name=name, exact=True)
    for _step in range(MOST_TABS):
        page.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")


def questions(page: Page) -> list[Locator]:
    """The questions of the mental-health list, once its screen stands: `all` alone waits for nothing."""
    groups = page.get_by_role("radiogroup")
    expect(groups).to_have_count(QUESTIONS)
    return groups.all()


def test_a_post_claims_by_its_checklist_and_the_puskesmas_verifies(
    phone: Phone, world: World, new_office: Callable[..., Office]
) -> None:
    page = phone.page
    with phone.no_signal():
        page.get_by_role("button", name=re.compile("Pengaturan")).first.click()
        page.get_by_role("button", name="Daftar periksa posyandu").click()
        picture(page, "hp-daftar")
        page.get_by_role("button", name="Isi daftar ini Posyandu ramah kesehatan jiwa").click()
        page.get_by_role("button", name="Simpan daftar").click()
        expect(page.get_by_role("alert").filter(has_text="belum dijawab")).to_be_visible()
        for group in questions(page):
            group.get_by_text("Sudah", exact=True).click()
        expect(page.get_by_role("heading", name="Sudah ramah")).to_be_visible()
        picture(page, "hp-isi")
        page.get_by_role("button", name="Simpan daftar").click()
        expect(page.get_by_text("Menunggu dipastikan puskesmas.")).to_be_visible()
        picture(page, "hp-sesudah")
    phone.go_home().sync_home()
    office = new_office(world.officer)
    desk = office.open(f"/kemampuan/{world.post_id}/")
    card = desk.get_by_role("region", name="Dukungan kesehatan jiwa")
    expect(card.get_by_text("belum dipastikan")).to_be_visible()
    looked(desk, "unit")
    card.get_by_role("button", name="Pastikan").click()
    expect(card.locator("dl").get_by_text(re.compile(rf"^{world.officer.name}, "))).to_be_visible()
    folded = card.locator("details li").first
    expect(folded).to_be_hidden()
    desk.emulate_media(media="print")
    expect(folded).to_be_visible()


def test_what_a_list_still_asks_for_stands_on_its_card_after_saving(phone: Phone) -> None:
    """The result leads somewhere when the list is opened another day: three steps, needed ones first, then the rest."""
    page = phone.page
    page.get_by_role("button", name=re.compile("Pengaturan")).first.click()
    page.get_by_role("button", name="Daftar periksa posyandu").click()
    page.get_by_role("button", name="Isi daftar ini Posyandu ramah kesehatan jiwa").click()
    for number, group in enumerate(questions(page)):
        group.get_by_text("Sudah" if number < 4 else "Belum", exact=True).click()
    page.get_by_role("button", name="Simpan daftar").click()
    card = page.get_by_role("article").filter(has_text="Posyandu ramah kesehatan jiwa")
    expect(card.get_by_role("heading", name="Langkah berikutnya")).to_be_visible()
    steps = card.get_by_role("listitem")
    expect(steps).to_have_count(3)
    card.get_by_text("Lihat 4 langkah lagi").click()
    expect(steps).to_have_count(7)
    picture(page, "hp-langkah")


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_of_the_register_are_accessible(screen: str, new_office: Callable[..., Office], world: World) -> None:
    """No axe violation, nothing wider than the screen."""
    office = new_office(world.officer, **SCREENS[screen])
    post = f"/kemampuan/{world.post_id}/"
    paths = (
        "/kemampuan/",
        "/kemampuan/?layanan=kesehatan-jiwa",
        "/kemampuan/?q=tidak-ada",
        "/kemampuan/survei/",
        "/kemampuan/laporan/",
        post,
        f"{post}kesehatan-jiwa/ubah/",
        f"{post}daftar/ramah-ibu/",
        f"{post}daftar/ramah-ibu/cetak/",
        "/layanan-jiwa/",
    )
    found = []
    for path in paths:
        page = office.open(path)
        picture(page, f"{screen}-{path.strip('/').replace('/', '-').replace('?', '-')}")
        found += [f"{path}: {problem}" for problem in look(page)]
    page.get_by_label("Kecamatan").select_option(index=1)
    page.get_by_role("button", name="Lihat tempatnya").click()
    expect(page.get_by_role("heading", name=re.compile("^Di Kecamatan "))).to_be_visible()
    found += [f"a kecamatan: {problem}" for problem in look(page)]
    assert not found, "\n".join(found)


def looked(page: Page, name: str) -> None:
    """Accessible and not wider than the screen; a picture where somebody asked for one."""
    picture(page, name)
    assert not look(page), look(page)


def picture(page: Page, name: str) -> None:
    """A picture to look at."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)
