"""The letter on paper: A5 and A4, in both languages, long and nearly empty; nothing is cut, and its code scans."""

import base64
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader

from tests.browser.fixtures import Server
from tests.browser.letters import MUCH, NAME
from tests.browser.office import Office
from tests.browser.world import World

PICTURES = os.environ.get("SIMPUL_PICTURES")
SCANNER = Path(__file__).resolve().parents[2] / "node_modules/qr-scanner/qr-scanner.legacy.min.js"
"""Its worker lies inside it, so that an empty page can use it."""
CUT = """() => [...document.querySelectorAll(".letter-sheet *")]
  .filter((one) => one.clientWidth && getComputedStyle(one).display !== "inline")
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent.slice(0, 40))"""
WIDTH_PX = {"a5": 491, "a4": 672}
"""What the page's margins leave: 148 - 18 mm, 210 - 32 mm, at 96 dots per inch."""

ANSWERS = {
    "id": ("Kepada", "Untuk petugas", "Tidak perlu akun", "Bertanya:"),
    "en": ("For the staff", "No account is needed", "Questions:"),
}
DRAWN = 200
"""Strokes that only the code has so many of: its squares."""


def opened(page: Page, request: str, size: str, language: str = "id") -> None:
    """The letter in this size and language."""
    page.context.clear_cookies(name="django_language")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    page.goto(f"/puskesmas/rujukan/{request}/surat/?kertas={size}")


def on_paper(page: Page, name: str) -> list[PageObject]:
    """The sheets that the print dialog would make; nothing wider than the paper."""
    size = "a5" if "a5" in name else "a4"
    page.emulate_media(media="print")
    page.set_viewport_size({"width": WIDTH_PX[size], "height": 700})
    assert page.evaluate(CUT) == []
    pdf = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="screen")
    if PICTURES:
        Path(PICTURES, f"letter-{name}.pdf").write_bytes(pdf)
    return list(PdfReader(io.BytesIO(pdf)).pages)


def words(sheet: PageObject) -> str:
    """What stands on a sheet, on one line."""
    return " ".join(sheet.extract_text().split())


def holds_the_code(sheet: PageObject) -> bool:
    """Whether the code is drawn on this sheet, as strokes or as a form of its own."""
    drawn = [sheet.get_contents(), *(one.get_object() for one in _forms(sheet))]
    return any(one is not None and one.get_data().count(b" l\n") > DRAWN for one in drawn)


def _forms(sheet: PageObject) -> list[Any]:
    resources: Any = sheet["/Resources"]
    return list(resources.get("/XObject", {}).values())


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_full_letter_keeps_to_its_sheets(
    server: Server, world: World, new_office: Callable[..., Office], language: str
) -> None:
    """Long names and many findings: one A4, at most two A5, nothing cut."""
    found = server.ask("letter", world.officer.login, "full", True)
    page = new_office(world.officer).open("/puskesmas/rujukan/")
    for size, most in (("a4", 1), ("a5", 2)):
        opened(page, found["request"], size, language)
        assert NAME in page.content() and "Kedua kaki bengkak." in page.content()
        assert len(on_paper(page, f"full-{size}-{language}")) <= most


@pytest.mark.parametrize("size", ["a5", "a4"])
@pytest.mark.parametrize("much", list(MUCH))
def test_the_code_stands_with_whom_it_is_for_and_how_to_answer(
    server: Server, world: World, new_office: Callable[..., Office], much: str, size: str
) -> None:
    """However long the names: on the first sheet, with the address, in both languages; each sheet tells whose it is."""
    found = server.ask("letter", world.officer.login, much, True)
    page = new_office(world.officer).open("/puskesmas/rujukan/")
    for language, answers in ANSWERS.items():
        opened(page, found["request"], size, language)
        sheets = on_paper(page, f"{much}-{size}-{language}")
        assert [holds_the_code(sheet) for sheet in sheets] == [True, *[False] * (len(sheets) - 1)]
        first = words(sheets[0])
        assert ("Tanda tangan" if language == "id" else "Signature") in " ".join(words(sheet) for sheet in sheets)
        for said in (*answers, MUCH[much].unit, MUCH[much].address, MUCH[much].name):
            assert said in first, said
        assert all(MUCH[much].name in words(sheet) for sheet in sheets)


def test_a_letter_with_little_to_say_is_one_small_sheet(
    server: Server, world: World, new_office: Callable[..., Office]
) -> None:
    """No findings, no code: A5, and no empty heading."""
    found = server.ask("letter", world.officer.login, "little", False)
    page = new_office(world.officer).open("/puskesmas/rujukan/")
    opened(page, found["request"], "a5")
    assert "Alasan" not in page.locator(".letter-sheet").inner_text()
    assert len(on_paper(page, "short-a5-id")) == 1


def test_the_code_on_paper_opens_the_link(
    server: Server, world: World, new_office: Callable[..., Office], browser: Browser
) -> None:
    """As a camera sees it: the printed size, read by the decoder that the phones use."""
    found = server.ask("letter", world.officer.login, "full", True)
    page = new_office(world.officer).open("/puskesmas/rujukan/")
    opened(page, found["request"], "a5")
    page.emulate_media(media="print")
    seen = page.locator(".letter-qr").screenshot()
    assert scanned(browser, seen).endswith(found["path"])


def scanned(browser: Browser, picture: bytes) -> str:
    """What the code in a picture says."""
    page: Any = browser.new_page()
    page.add_script_tag(path=SCANNER)
    words = "async (url) => (await QrScanner.scanImage(url, { returnDetailedScanResult: true })).data"
    text: str = page.evaluate(words, f"data:image/png;base64,{base64.b64encode(picture).decode()}")
    page.close()
    return text
