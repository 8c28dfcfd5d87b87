"""Bytes of any kind become typed rows or one kind error; the real formats give the same rows."""

import io
import resource
import struct
import zipfile
import zlib
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simpul.exchange.limits import limits
from simpul.exchange.sheets import writing
from simpul.exchange.sheets.cells import value_of
from simpul.exchange.sheets.columns import Column, layout, layouts, recognise
from simpul.exchange.sheets.faults import SheetError, words
from simpul.exchange.sheets.parse import parse
from simpul.exchange.tests import kit

LINES = [kit.weighing(n) for n in range(1, 4)]


def column(kind: str, field: str = "x") -> Column:
    return Column(field, (field,), kind, {"id": field, "en": field}, "", False, False)


@pytest.mark.parametrize("edition", ["2025", "2020"])
@pytest.mark.parametrize("kind", ["identity", "measurement"])
def test_three_formats_and_both_column_sets_give_the_same_rows(kind: str, edition: str) -> None:
    lines = [kit.child(1), kit.child(2)] if kind == "identity" else LINES
    read = [parse(make(kind, lines, edition)) for make in (kit.xls, kit.xlsx, kit.csv)]
    assert all(one.rows == read[0].rows for one in read)
    assert {one.recognised.edition for one in read} == {edition}
    assert [one.problems for one in read[0].rows] == [[]] * len(lines)


def test_the_published_header_rows_have_their_published_lengths() -> None:
    assert len(kit.headers("identity")) == 23
    assert len(kit.headers("measurement")) == 22
    for one in layouts():
        for _, names in one.sets:
            found = recognise(names)
            assert found is not None and found.layout.kind == one.kind and found.unknown == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_of_any_office(encoding: str, delimiter: str) -> None:
    cell = '"8,4"' if delimiter == "," else "8,4"
    text = f"NIK,nama_anak,nama_posyandu,TANGGALUKUR,BERAT\r\n'3174015201250001,Zoé,Melati,1/2/2026,{cell}\r\n"
    if delimiter != ",":
        text = text.replace(",", delimiter).replace(f"8{delimiter}4", "8,4")
    [row] = parse(text.encode(encoding)).rows
    assert row.values == {
        "nik": "3174015201250001", "name": "Zoé", "post": "Melati", "date": date(2026, 2, 1), "weight_kg": 8.4,
    }  # fmt: skip


def test_a_header_below_a_title_is_found() -> None:
    text = "Laporan penimbangan\n\nNIK;nama_anak;nama_posyandu;TANGGALUKUR;BERAT\n;Zahra;Melati;2026-01-02;7\n"
    assert [row.number for row in parse(text.encode()).rows] == [4]


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("date", "2026-03-14", date(2026, 3, 14)),
        ("date", "14/03/2026", date(2026, 3, 14)),
        ("date", "14-3-2026", date(2026, 3, 14)),
        ("date", "14 Maret 2026", date(2026, 3, 14)),
        ("date", "2026-03-14 00:00:00", date(2026, 3, 14)),
        ("date", 46095, date(2026, 3, 14)),
        ("date", 46095.0, date(2026, 3, 14)),
        ("date", date(2026, 3, 14), date(2026, 3, 14)),
        ("decimal", "8,4", 8.4),
        ("decimal", " 8.40 kg", 8.4),
        ("decimal", 8, 8.0),
        ("nik", "'3174015201250001", "3174015201250001"),
        ("nik", "3174 0152 0125 0001", "3174015201250001"),
        ("nik", "0000000000000000", None),
        ("yes_no", "Ya", True),
        ("yes_no", 0, False),
        ("yes_no", "1", True),
        ("sex", "Laki - Laki".replace(" ", ""), "L"),
        ("sex", "PEREMPUAN", "P"),
        ("measured", "Telentang", "l"),
        ("text", "-", None),
    ],
)
def test_cells(kind: str, cell: object, value: object) -> None:
    assert value_of(column(kind), cell) == (value, None)


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        ("date", "31/02/2026", "date"),
        ("date", "kemarin", "date"),
        ("date", "0206-01-01", "date_year"),
        ("date", "9" * 5000, "too_long"),
        ("decimal", "8.4.1", "number"),
        ("decimal", "-3", "number"),
        ("decimal", "1e9", "number"),
        ("decimal", float("inf"), "number"),
        ("decimal", "٨", "number"),
        ("nik", 3.1740152012500e15, "nik_as_number"),
        ("nik", "3,17402E+15", "nik_as_number"),
        ("nik", "31740152", "nik_length"),
        ("yes_no", "mungkin", "yes_no"),
        ("whole", "38,5", "whole"),
    ],
)
def test_cells_that_do_not_fit(kind: str, cell: object, code: str) -> None:
    value, problem = value_of(column(kind), cell)
    assert value is None and problem is not None and problem.code == code


def test_grams_of_the_book_become_kilograms() -> None:
    assert value_of(column("decimal", "birth_weight_kg"), "3100") == (3.1, None)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7 ...", "no_sheet"),
        (b"<html><table>", "web_page"),
        (b"PK\x03\x04 broken", "broken_file"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "broken_file"),
        (b"a;b;c\n1;2;3\n", "unknown_header"),
        (b"NIK;nama_anak;BERAT\n1;2;3\n", "header_incomplete"),
        (b"NIK;nama_anak;nama_posyandu;TANGGALUKUR;BERAT\n", "no_rows"),
        (b"\x01\x02\0\x03" * 50, "no_sheet"),
    ],
)
def test_what_is_no_sheet_is_refused_with_a_repair(data: bytes, code: str) -> None:
    with pytest.raises(SheetError) as refusal:
        parse(data)
    assert refusal.value.code == code
    assert "{" not in refusal.value.problem.what + refusal.value.problem.repair


def workbook(sheet: bytes, *, lie: int | None = None) -> bytes:
    """An .xlsx whose only sheet has this XML; `lie` is the unpacked size that its directory states."""
    whole = io.BytesIO(writing.as_xlsx("Sheet1", ["NIK"], [["1"]]))
    made = io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            name = member.filename
            target.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else source.read(name))
    data = made.getvalue()
    if lie is not None:
        honest = struct.pack("<III", zlib.crc32(sheet), len(zlib.compress(sheet)), len(sheet))[8:]
        data = data.replace(honest, struct.pack("<I", lie))
    return data


def cells(inner: bytes) -> bytes:
    head = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return head + b"<sheetData>" + inner + b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    "inner",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='900000'><c r='A900000'><v>1</v></c></row>",
        b'<row r="1"><c r="BA1"><v>1</v></c></row>',
        b'<row r="1"><c r="&#65;1"><v>1</v></c></row>',
        b'<row r="1"><c><v>1</v></c></row>',
        b'<row r="1"><c s="1" t="n"><v>1</v></c></row>',
    ],
)
def test_a_cell_far_away_does_not_make_room_for_all_between(inner: bytes) -> None:
    with pytest.raises(SheetError) as refusal:
        parse(workbook(cells(inner)))
    assert refusal.value.code == "far_cell"


@pytest.mark.parametrize("lie", [None, 10])
def test_a_bomb_is_counted_while_it_unpacks_whatever_it_says(lie: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    small = replace(limits(), unpacked_bytes=3_000_000)
    monkeypatch.setattr("simpul.exchange.sheets.opening.limits", lambda: small)
    data = workbook(cells(b" " * 20_000_000), lie=lie)
    assert len(data) < 60_000
    with pytest.raises(SheetError) as refusal:
        parse(data)
    assert refusal.value.code == "unpacks_too_big"


def test_too_many_rows_are_refused_kindly(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    monkeypatch.setattr("simpul.exchange.sheets.parse.limits", lambda: replace(limits(), rows=2))
    with pytest.raises(SheetError) as refusal:
        parse(kit.csv("measurement", LINES))
    assert refusal.value.code == "too_many_rows" and "2" in refusal.value.problem.what


EVIL = ["=1+1", "+62812", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_goes_out_as_a_formula(evil: str) -> None:
    text = writing.as_csv(["nama"], [[evil]]).decode("utf-8-sig").splitlines()[1]
    assert text.lstrip('"').startswith("'")
    with zipfile.ZipFile(io.BytesIO(writing.as_xlsx("S", ["nama"], [[evil]]))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


CODES = set(words())
HEADER = ";".join(kit.headers("measurement")).encode()


def survives(data: bytes) -> None:
    try:
        parsed = parse(data, "apa-saja")
    except SheetError as error:
        assert error.code in CODES
        return
    assert all(problem.code in CODES for row in parsed.rows for problem in row.problems)
    assert all(row.values or row.problems for row in parsed.rows)


@settings(max_examples=150)
@given(st.binary(max_size=3000))
@example(b"PK\x03\x04" + b"\0" * 40)
def test_any_bytes_are_rows_or_one_kind_error(data: bytes) -> None:
    survives(data)


CELL = st.one_of(
    st.text(max_size=12), st.sampled_from([*EVIL, "3174015201250001", "2026-01-02", "8,4", "Ya", "berdiri", ""])
)


@settings(max_examples=150)
@given(st.lists(st.lists(CELL, max_size=24), max_size=6), st.sampled_from([";", ",", "\t"]))
def test_any_cells_under_a_known_header(rows: list[list[str]], delimiter: str) -> None:
    lines = [delimiter.join(cell.replace('"', "") for cell in row) for row in rows]
    survives(HEADER.replace(b";", delimiter.encode()) + b"\n" + "\n".join(lines).encode("utf-8", "surrogatepass"))


GOOD = {"xls": kit.xls("measurement", LINES), "xlsx": kit.xlsx("measurement", LINES)}


@settings(max_examples=200)
@given(st.sampled_from(sorted(GOOD)), st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=12))
def test_a_damaged_workbook_never_breaks_the_reader(kind: str, damage: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD[kind])
    for place, value in damage:
        data[place % len(data)] = value
    survives(bytes(data))


@settings(max_examples=60)
@given(st.lists(st.dictionaries(st.sampled_from(kit.headers("measurement")), st.text(max_size=20)), max_size=5))
def test_what_is_written_out_can_be_read_in(lines: list[dict[str, str]]) -> None:
    survives(kit.xlsx("measurement", lines))
    survives(kit.csv("measurement", lines))
    assert layout("measurement").kind == "measurement"


def in_a_circle(data: bytes) -> bytes:
    """An .xls whose chain of directory sectors comes back to itself: its table of sectors says `the next is you`."""
    first_fat, directory = (int.from_bytes(data[at : at + 4], "little") for at in (76, 48))
    at = 512 * (first_fat + 1) + 4 * directory
    return data[:at] + directory.to_bytes(4, "little") + data[at + 4 :]


def test_a_file_that_turns_in_a_circle_ends_its_reader_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five kilobytes that made the library ask for all memory of the machine until the system killed the server."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SheetError) as error:
        parse(in_a_circle(kit.xls("identity", [kit.child()])))
    assert error.value.code == "broken_file"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes
    assert parse(kit.xls("identity", [kit.child()])).kind == "identity"
