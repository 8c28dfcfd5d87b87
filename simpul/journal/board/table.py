"""The board as CSV, for a list to call from."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from simpul.base import clock
from simpul.base.cells import safe
from simpul.journal.board.rows import Row

COLUMNS = (
    "posyandu",
    "kecamatan",
    "puskesmas",
    "hp",
    "terakhir_mengirim",
    "terakhir_mengambil",
    "belum_terkirim",
    "tertua_jam",
    "perlu_diperbaiki",
    "versi",
    "jam_meleset_detik",
    "penyimpanan_persen",
    "hp_tanpa_jaminan_simpan",
    "hp_tanpa_salinan_kedua",
    "penyimpanan_pernah_hilang",
    "masalah",
    "lakukan",
)


def board_csv(rows: Iterable[Row]) -> str:
    """UTF-8 text with a byte-order mark; times of Jakarta, ISO."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        one = row.health
        writer.writerow(
            [
                safe(one.post.name),
                safe(row.district_name),
                safe(row.puskesmas.name if row.puskesmas else ""),
                one.phones,
                _moment(one.last_push),
                _moment(one.last_pull),
                one.pending,
                "" if one.oldest_pending is None else int(one.oldest_pending.total_seconds() // 3600),
                one.quarantined,
                safe(" ".join(one.versions)),
                "" if one.offset is None else int(one.offset.total_seconds()),
                "" if one.storage_used is None else round(one.storage_used * 100),
                one.evictable,
                one.single,
                _moment(one.store_lost),
                safe("; ".join(trouble.words for trouble in row.troubles)),
                safe(row.troubles[0].step if row.troubles else ""),
            ]
        )
    return "\ufeff" + buffer.getvalue()


def _moment(at: datetime | None) -> str:
    return at.astimezone(clock.JAKARTA).isoformat(timespec="minutes") if at else ""
