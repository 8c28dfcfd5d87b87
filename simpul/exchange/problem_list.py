"""The problems of an import as they are kept: gzip JSON, because a bad sheet may have one for each row."""

import gzip
from collections.abc import Mapping

import msgspec

from simpul.exchange.sheets.faults import Problem

Problems = dict[int, list[Problem]]


def pack(problems: Mapping[int, list[Problem]]) -> bytes:
    """Row number → problems, as bytes."""
    rows = [[row, [list(one) for one in found]] for row, found in sorted(problems.items())]
    return gzip.compress(msgspec.json.encode(rows), compresslevel=1, mtime=0)


def unpack(packed: bytes) -> Problems:
    """Bytes as row number → problems."""
    if not packed:
        return {}
    rows = msgspec.json.decode(gzip.decompress(packed))
    return {row: [Problem(*one) for one in found] for row, found in rows}
