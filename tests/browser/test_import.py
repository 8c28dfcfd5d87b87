"""A sheet of e-PPGBM at the puskesmas: upload, look, correct, again, back; a paper register typed with the keyboard."""

import csv
import io
import os
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.test_office_pages import SCREENS, look
from tests.browser.world import World

HEADERS = ["NIK", "nama_anak", "tgl_lahir", "jenis_kelamin", "nama_ortu", "rt", "rw", "nama_posyandu"]
YESTERDAY = date.today() - timedelta(days=1)


def sheet(*rows: list[str]) -> dict[str, Any]:
    """An identity sheet as the file chooser takes it."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows([HEADERS, *rows])
    return {"name": "identitas.csv", "mimeType": "text/csv", "buffer": buffer.getvalue().encode()}


def line(name: str, born: str, nik: str = "", post: str = "MELATI TIGA") -> list[str]:
    return [nik, name, born, "Perempuan", "Siti Maesaroh", "004", "003", post]


def upload(page: Page, file: Any) -> None:
    page.get_by_label("Berkas .xls, .xlsx, atau .csv").set_input_files(file)
    page.get_by_role("button", name="Unggah dan periksa").click()


def picture(page: Page, name: str) -> None:
    """A picture to look at, where somebody asked for pictures."""
    if folder := os.environ.get("SIMPUL_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_upload_match_correct_upload_again_and_take_back(office: Office, world: World) -> None:
    page = office.open("/impor/")
    born = (date.today() - timedelta(days=200)).isoformat()
    upload(page, sheet(line("Zahra Nabila", born), line("Kirana Dewi", "31/02/2026")))
    expect(page.get_by_text("2 baris belum punya posyandu")).to_be_visible()
    page.get_by_label("MELATI TIGA").select_option(label=world.post)
    page.get_by_role("button", name="Simpan posyandu dan periksa lagi").click()
    expect(page.locator("dl.pairs")).to_contain_text("anak baru")
    picture(page, "impor-siap")
    page.get_by_role("button", name="Mulai impor").click()
    expect(page.get_by_role("heading", name="Tarik seluruh impor")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Tanggal lahir tidak terbaca sebagai tanggal")).to_be_visible()
    picture(page, "impor-selesai")

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh .csv").click()
    bad = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_text("utf-8-sig")), delimiter=";"))
    assert bad[0] == [*HEADERS, "Masalah", "Perbaikan"] and bad[1][1] == "Kirana Dewi"
    bad[1][2] = born
    fixed = io.StringIO()
    csv.writer(fixed, delimiter=";").writerows(bad)
    office.open("/impor/")
    upload(page, {"name": "diperbaiki.csv", "mimeType": "text/csv", "buffer": fixed.getvalue().encode()})
    expect(page.get_by_text("belum punya posyandu")).to_have_count(0)
    page.get_by_role("button", name="Mulai impor").click()
    expect(page.get_by_role("heading", name="Tarik seluruh impor")).to_be_visible(timeout=60_000)
    office.open("/puskesmas/warga/?q=kirana")
    expect(page.get_by_role("link", name=re.compile("Kirana Dewi"))).to_be_visible()

    office.open("/impor/")
    page.get_by_role("link", name=re.compile("diperbaiki.csv")).click()
    page.get_by_text("Tarik impor ini…").click()
    page.get_by_role("button", name="Ya, tarik semuanya").click()
    expect(page.get_by_text("Impor ini sudah ditarik.")).to_be_visible(timeout=60_000)
    office.open("/puskesmas/warga/?q=kirana")
    expect(page.get_by_role("link", name=re.compile("Kirana Dewi"))).to_have_count(0)


def test_a_paper_day_is_typed_with_the_keyboard_and_survives_a_reload(office: Office, world: World) -> None:
    page = opened_register(office, world)
    page.wait_for_load_state()
    first, second = page.locator("input.cell").first, page.get_by_label(re.compile("^Bima Pratama, Berat"))
    first.focus()
    page.keyboard.type("9,4")
    page.keyboard.press("Enter")
    expect(second).to_be_focused()
    page.keyboard.type("84")
    page.keyboard.press("Tab")
    expect(page.locator("#pertanyaan")).to_contain_text("Berat", timeout=15_000)
    expect(page.locator("#tersimpan")).to_contain_text("Draf tersimpan")
    picture(page, "register")
    page.reload()
    expect(second).to_have_value("84")
    second.focus()
    page.keyboard.type("8,1")
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    first.evaluate(
        "(cell) => { const data = new DataTransfer(); data.setData('text/plain', '9,5\\t75\\n8,2\\t70,5');"
        "cell.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"
    )
    expect(second).to_have_value("8,2")
    page.keyboard.press("Control+z")
    expect(second).to_have_value("8,1")
    page.get_by_role("button", name="Selesai, simpan ke riwayat anak").click()
    expect(page.get_by_text("2 hari ukur tersimpan.")).to_be_visible(timeout=30_000)
    expect(page.locator(".cell-stored").first).to_have_text("9,4")


def test_what_is_typed_before_the_script_has_come_is_kept(office: Office, world: World) -> None:
    """On a slow line Enter sends the form: it is a draft then, never the end. Typing alone is found by the script."""
    held: list[Route] = []
    office.page.route("**/register-grid.js", lambda route: held.append(route))
    page = opened_register(office, world)
    first = page.locator("input.cell").first
    first.focus()
    page.keyboard.type("9,4")
    page.keyboard.press("Enter")
    expect(page.locator("#tersimpan")).to_have_text("Draf tersimpan")
    expect(page.locator(".cell-stored")).to_have_count(0)
    first.fill("9,6")
    expect(page.locator("#tersimpan")).to_have_text("Draf tersimpan")
    held[-1].continue_()
    expect(page.locator("#tersimpan")).to_have_text(re.compile(r"Draf tersimpan \d"))
    office.page.unroute("**/register-grid.js")
    page.reload()
    expect(first).to_have_value("9,6")


def opened_register(office: Office, world: World) -> Page:
    """The paper day of yesterday, to be typed."""
    page = office.open("/impor/register/")
    page.get_by_label("Posyandu").first.select_option(label=world.post)
    page.get_by_label("Tanggal hari posyandu").fill(YESTERDAY.isoformat())
    page.get_by_role("button", name="Ketik hari ini").click()
    expect(page.locator("input.cell").first).to_be_visible()
    return page


@pytest.mark.parametrize("screen", SCREENS)
def test_the_pages_are_accessible(screen: str, new_office: Callable[..., Office], world: World) -> None:
    office = new_office(world.officer, **SCREENS[screen])
    page = office.open("/impor/")
    found = [f"list: {problem}" for problem in look(page)]
    upload(
        page,
        sheet(
            line("Zahra Nabila", "2026-01-10"),
            line("Kirana Dewi", "31/02/2026", post=world.post),
            line("Nadia", "2026-02-02", post=world.post),
        ),
    )
    expect(page.get_by_role("button", name="Mulai impor")).to_be_visible()
    found += [f"preview: {problem}" for problem in look(page)]
    picture(page, f"impor-{screen}")
    found += [f"choose: {problem}" for problem in look(office.open("/impor/register/"))]
    page.get_by_role("button", name="Ketik setahun").click()
    expect(page.locator("table.paper-grid")).to_be_visible()
    found += [f"grid: {problem}" for problem in look(page)]
    picture(page, f"register-{screen}")
    assert not found, "\n".join(found)


def test_a_past_day_is_typed_on_the_phone_with_its_true_date(phone: Phone, office: Office, world: World) -> None:
    phone.button("Ketik hari dari kertas").click()
    expect(phone.page.get_by_label("Tanggal hari posyandu")).to_have_value(YESTERDAY.isoformat())
    picture(phone.page, "hp-kertas")
    phone.button("Mulai mengetik").click()
    phone.button("Danish Akbar").click()
    expect(phone.text("Mencatat untuk").first).to_be_visible()
    phone.field("Berat badan").fill("9,1")
    phone.save()
    phone.go_home().sync_home()
    phone.button("Ketik hari dari kertas").click()
    phone.button("Mulai mengetik").click()
    expect(phone.page.get_by_role("status").filter(has_text="Sudah diketik: 1 dari")).to_be_visible()
    picture(phone.page, "hp-kertas-daftar")
    office.open("/puskesmas/warga/?q=danish")
    office.page.get_by_role("link", name=re.compile("Danish Akbar")).first.click()
    expect(office.page.locator("main")).to_contain_text("9,1")
