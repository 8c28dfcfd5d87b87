"""What an uploaded file is, before anything reads it: its format by its first bytes, and what it unpacks to.

An .xlsx is a zip of XML: small on the disk, any size in memory. It is unpacked here once, piece by piece and counted,
because the sizes that a zip states about itself may be lies; and cells far outside the allowed sheet are refused,
because a reader makes room for everything between the first and the last cell.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal

from simpul.exchange.limits import limits
from simpul.exchange.sheets.faults import SheetError

Format = Literal["xlsx", "xls", "text"]
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_PIECE = 1 << 16
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_OVERLAP = 120
"""Bytes of the last piece that are looked at again with the next: no cell address is longer."""
_FAR_CELL = re.compile(
    rb"""(?i)\br\s*=\s*["'](?:[A-Z]{3,}\d|[B-Z][A-Z]\d|[A-Z]{0,2}(?:[2-9]\d{5}|\d{7,})|[^"'<>]{0,12}&)"""
    rb"""|<(?:\w{1,20}:)?c(?:\s+(?!r\s*=)[^\s=<>]+\s*=\s*"[^"]*")*\s*/?>"""
)
"""An address beyond column AZ or row 199,999, one written in entities, or a cell that does not say where it is."""


def format_of(data: bytes) -> Format:
    """The format by content; the name of the file is not asked. Raises SheetError for what is no sheet or too big."""
    if not data.strip(b"\0 \r\n\t"):
        raise SheetError("empty_file")
    if len(data) > limits().bytes:
        raise SheetError("too_big", megabytes=limits().bytes // 1_000_000)
    if data.startswith(_ZIP):
        _check_zip(data)
        return "xlsx"
    if data.startswith(_OLE):
        return "xls"
    if data[:4] in (b"%PDF", b"\x89PNG", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"Rar!"):
        raise SheetError("no_sheet")
    if data.lstrip()[:1] == b"<":
        raise SheetError("web_page")
    return "text"


def _check_zip(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, UnicodeDecodeError, NotImplementedError) as error:
        raise SheetError("broken_file") from error
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise SheetError("no_sheet")
    room = limits().unpacked_bytes
    for member in members:
        for piece in _unpacked(data, member):
            room -= len(piece)
            if room < 0:
                raise SheetError("unpacks_too_big", megabytes=limits().unpacked_bytes // 1_000_000)
            if _FAR_CELL.search(piece):
                raise SheetError("far_cell")


def _unpacked(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a member really unpacks to, in pieces that overlap a little."""
    packed = _packed(data, member)
    if member.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if member.compress_type != zipfile.ZIP_DEFLATED or member.flag_bits & 1:
        raise SheetError("broken_file")
    tail = b""
    for piece in _inflated(packed):
        yield tail + piece
        tail = piece[-_OVERLAP:]


def _inflated(packed: memoryview) -> Iterator[bytes]:
    stream = zlib.decompressobj(-15)
    try:
        for start in range(0, len(packed), _PIECE):
            rest = bytes(packed[start : start + _PIECE])
            while rest and not stream.eof:
                yield stream.decompress(rest, _PIECE)
                rest = stream.unconsumed_tail
    except zlib.error as error:
        raise SheetError("broken_file") from error


def _packed(data: bytes, member: zipfile.ZipInfo) -> memoryview:
    start = member.header_offset
    header = data[start : start + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(_ZIP):
        raise SheetError("broken_file")
    *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    begin = start + _LOCAL_HEADER.size + name_length + extra_length
    return memoryview(data)[begin : begin + member.compress_size]
