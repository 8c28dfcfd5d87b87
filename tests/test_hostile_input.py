"""Whatever is typed into an address, a form or a file name: no page fails, and letters stay letters."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from python_calamine import CalamineWorkbook

from simpul.care.letters.tests.kit import Asked, opener
from simpul.exchange.sheets.writing import FORMULA_SIGNS
from simpul.exchange.tests import kit as sheets
from simpul.network.links.rules import offered
from simpul.registry.models import Account, Unit
from simpul.registry.tests import kit
from tests import test_routes as walk
from tests.route_scene import Scene

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = "<script>alert(1)</script>"
FORMULA = "=HYPERLINK(1)"
VALUES = [
    "\0",
    "a\0b\ud800"[:3],
    SCRIPT,
    "' OR 1=1; --",
    "x" * 20_000,
    "-1",
    "9" * 30,
    "../../etc/passwd",
    "٣",
    "0001-01-01",
]
VALUES += ["9999-12-31"]
ASKED = re.compile(r"(?:GET|POST)\.get(?:list)?\(\s*\"([^\"]+)\"")
FIELD = re.compile(r"^    (\w+) = (?:forms|\w*)\.?\w*(?:Field|Choice)\w*\(", re.MULTILINE)


def asked_names() -> list[str]:
    """Every name that a page asks of an address or a form, read from the code."""
    found = {"cell x", "day x", "post_0", "page", "halaman"}
    for file in (ROOT / "simpul").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        found |= set(ASKED.findall(text)) | (set(FIELD.findall(text)) if file.name == "forms.py" else set())
    return sorted(found)


NAMES = asked_names()
OF_OFFICERS = """puskesmas/ impor/ wilayah/ bahasa/ kemampuan/ cek-diri/ laporan/ kunjungan-rumah/ anak/ jalur-tumbuh/
peringatan/ terlambat/ layanan-jiwa/ satusehat/ isian/ janji/ r/ konsultasi/"""


def test_the_names_are_found() -> None:
    assert len(NAMES) > 30 and {"q", "posyandu", "username", "note"} <= set(NAMES)


def ours(prefixes: tuple[str, ...]) -> Iterator[Any]:
    """Routes of our pages under these addresses."""
    for path, one in walk.OURS:
        if path.startswith(prefixes) and one.name != "board_events":
            yield one


@pytest.mark.django_db
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_page_fails_whatever_is_typed(value: str) -> None:
    scene = Scene()
    officer = kit.sign_in(Client(), scene.officer)
    operator = kit.sign_in(Client(), scene.world.operator)
    psychologist = kit.sign_in(Client(), Account.objects.get(name="Psikolog Rahma"))
    typed = dict.fromkeys(NAMES, value)
    failed = []
    of_psychologists = ("kalender/", "puskesmas/konsultasi/")
    for client, prefixes in (
        (officer, tuple(OF_OFFICERS.split())),
        (operator, ("operator/",)),
        (psychologist, of_psychologists),
    ):
        for one in ours(prefixes):
            address = scene.path(one)
            for method in (client.get, client.post):
                failed += _tried(method, address, typed)
    assert failed == []


def _tried(method: Any, address: str, typed: Any, **extra: Any) -> list[str]:
    """What went wrong; nothing that was written stays."""
    try:
        with transaction.atomic():
            answer = method(address, typed, **extra)
            transaction.set_rollback(True)
    except Exception as error:
        return [f"{method.__name__} {address}: {type(error).__name__}: {str(error)[:120]}"]
    return [f"{method.__name__} {address}: {answer.status_code}"] if answer.status_code >= 500 else []


@pytest.mark.django_db
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_answer_through_a_link_fails_whatever_is_typed(value: str) -> None:
    asked = Asked()
    path = asked.told()
    client, plain = opener(path), {"name": "Rini", "function": "perawat", "seen": str(asked.request.seq)}
    for action in [*(step.action for step in offered(asked.request)), value]:
        for own in (
            {},
            plain,
            plain | {"day": "2026-11-30", "time": "10:00"},
            plain | {"day": "0001-01-01", "time": "00:00"},
        ):
            typed = dict.fromkeys((*NAMES, *plain, "day", "time"), value) | own | {"action": action}
            assert _tried(client.post, path, typed) == []
            assert _tried(client.get, path, {"langkah": action}) == []


BODIES = [
    b"",
    b"{",
    b"[" * 100_000,
    b'{"cells": {"a": "\\u0000"}}',
    b'{"cells": {"a": "\\ud800"}, "days": {"\\udfff": 1}}',
    b'{"cells": {"\\u0000": {"a": [1]}}}',
    b'{"cells": 5, "days": [1]}',
    b'{"cells": {"a": ' + b"9" * 5_000 + b"}}",
    b'{"cells": {"a": NaN, "b": 1e999}}',
    b'{"cells": {"a": "' + b"x" * 400_000 + b'"}}',
    b"\xff\xfe",
]


@pytest.mark.django_db
@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_no_cell_of_a_register_breaks_its_page(body: bytes) -> None:
    scene = Scene()
    client = kit.sign_in(Client(), scene.officer)
    for one in ours(("impor/register/",)):
        address = scene.path(one)
        assert _tried(client.post, address, body, content_type="application/json") == []
        client.post(address, body, content_type="application/json")
        assert client.get(address).status_code < 500


FILE_NAMES = ["", "\0.xlsx", SCRIPT, "../../x.simpul", "x" * 5_000, "a\r\nX-Header: 1.csv", "=1+1.csv", "‮xslx.exe"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILE_NAMES, ids=range(len(FILE_NAMES)))
def test_no_file_breaks_the_page_that_takes_it(name: str) -> None:
    scene = Scene()
    client = kit.sign_in(Client(), scene.officer)
    for address, field in (("/impor/", "sheet"), ("/puskesmas/berkas/", "files")):
        for content in (sheets.csv("identity", [sheets.child(3)]), b"\0" * 50, b"PK\x03\x04" + b"\xff" * 90):
            file = SimpleUploadedFile("x", content)
            setattr(file, "_name", name)  # noqa: B010 (as a client that cleans no name sends it)
            answer = client.post(address, {field: file})
            assert answer.status_code < 500
        page = client.get(address).content.decode()
        assert SCRIPT not in page and "X-Header" not in str(answer.headers)


@pytest.mark.django_db
def test_a_name_that_is_code_is_letters_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "PERSONAL", SCRIPT)
    scene = Scene()
    Unit.objects.filter(pk=scene.village.here).update(name=SCRIPT)
    client, shown = kit.sign_in(Client(), scene.officer), set()
    for one in ours(("puskesmas/", "impor/")):
        for query in ({}, {"q": SCRIPT}):
            answer = client.get(scene.path(one), query)
            if not answer.get("Content-Type", "").startswith("text/html"):
                continue
            page = answer.content.decode()
            assert "<script>alert" not in page, one.name
            title = page.partition("<title>")[2].partition("</title>")[0]
            assert "alert(1)" not in title, f"{one.name}: titles stay in the browser's history"
            shown |= {one.name} if "&lt;script&gt;alert(1)" in page else set()
    assert len(shown) >= 6, shown


@pytest.mark.django_db
def test_a_name_that_is_a_formula_is_text_in_every_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "PERSONAL", FORMULA)
    scene = Scene()
    Unit.objects.filter(pk=scene.village.here).update(name=FORMULA)
    scene.village.weigh(scene.person, "2026-01-10", 6.5)
    client = kit.sign_in(Client(), scene.officer)
    measured = client.get(f"/puskesmas/warga/{scene.person}/unduh.csv").content.decode("utf-8-sig")
    assert FORMULA in measured
    line = sheets.child(2, nama_anak="x", alamat=FORMULA, tgl_lahir="+1")
    bad = sheets.upload(scene.village, sheets.csv("identity", [line]))
    as_text, as_book = (client.get(f"/impor/{bad.pk}/masalah.{form}").content for form in ("csv", "xlsx"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_book))
    rows = [
        *csv.reader(io.StringIO(measured)),
        *csv.reader(io.StringIO(as_text.decode("utf-8-sig")), delimiter=";"),
        *(row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()),
    ]
    cells = [str(cell) for row in rows for cell in row]
    assert sum(FORMULA in cell for cell in cells) >= 3
    assert [cell for cell in cells if cell.startswith(FORMULA_SIGNS) and not _number(cell)] == []


def _number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|\beval\(|new Function|javascript:")


def test_the_phone_never_makes_markup_of_text() -> None:
    """One component draws icons from a generated table; everything else is text nodes."""
    files = [one for end in ("ts", "tsx", "js") for one in (ROOT / "web").rglob(f"*.{end}")]
    files += (ROOT / "simpul/config/static/pages").glob("*.js")
    ours = [one for one in files if "node_modules" not in one.parts and "htmx" not in one.name]
    found = {str(one.relative_to(ROOT)) for one in ours if MARKUP.search(one.read_text(encoding="utf-8"))}
    assert found <= {"web/ui/icon.tsx"}, found
