"""Why entries are set aside or flagged, in words for the person who typed them."""

import re

from simpul.journal.wire import Reason, Words


def reason(code: str, id_: str, en: str, repair_id: str = "", repair_en: str = "", field: str | None = None) -> Reason:
    """A reason with an optional repair."""
    repair = Words(id=repair_id, en=repair_en) if repair_id else None
    return Reason(code=code, message=Words(id=id_, en=en), repair=repair, field=field)


_TELL = ("Perlihatkan catatan ini ke puskesmas.", "Show this entry to the puskesmas.")
_UPDATE = (
    "Tidak perlu diketik ulang: server akan membacanya setelah diperbarui.",
    "No need to type it again: the server reads it once it is updated.",
)
_AT = re.compile(r" - at `\$\.(.+)`$")
_AGAIN = ("Buka catatan ini, periksa isinya, lalu simpan lagi.", "Open this entry, check it and save it again.")


def malformed(detail: str) -> Reason:
    """The bytes are no entry of the protocol."""
    return reason(
        "malformed", f"Bentuk catatan tidak terbaca: {detail}", f"The entry cannot be read: {detail}", *_AGAIN
    )


def invalid_data(detail: str) -> Reason:
    """The payload does not fit its kind. `detail` as msgspec says it: English, the path of the field at its end."""
    at = _AT.search(detail)
    words = f"Bagian “{at[1]}” tidak dapat dibaca server." if at else "Isi catatan ini tidak dapat dibaca server."
    return reason("invalid_data", words, f"The content does not fit: {detail}", *_AGAIN)


TOO_BIG = reason("too_big", "Catatan ini terlalu besar.", "The entry is too large.", *_AGAIN)
NUL = reason(
    "nul_character",
    "Ada karakter kosong (NUL) di dalam teks.",
    "A text holds a NUL character.",
    *_AGAIN,
)
HASH = reason(
    "hash_mismatch",
    "Isi catatan tidak cocok dengan sidiknya; mungkin berubah di jalan.",
    "The content does not match its hash; it may have changed on its way.",
    *_TELL,
)
OTHER_CONTENT = reason(
    "other_content",
    "Catatan lain dengan nomor yang sama sudah tersimpan; yang pertama tetap berlaku.",
    "Another entry with the same id is stored; the first one stands.",
    *_TELL,
)
KIND_UNKNOWN = reason(
    "kind_unknown",
    "Server ini belum mengenal jenis catatan ini. Catatan disimpan.",
    "This server does not know this kind of entry yet. It is kept.",
    *_UPDATE,
)
OFFICE_ONLY = reason(
    "office_only",
    "Jenis catatan ini hanya dibuat oleh server.",
    "Only the server writes this kind of entry.",
    *_TELL,
)
POST_UNKNOWN = reason("post_unknown", "Posyandu ini tidak dikenal.", "This post is not known.", *_TELL, field="post")
DEVICE = reason(
    "device_mismatch",
    "Catatan ini menyebut HP lain sebagai penulisnya.",
    "The entry names another device as its writer.",
    *_TELL,
    field="device",
)
AUTHOR_UNKNOWN = reason(
    "author_unknown",
    "Penulis catatan tidak terdaftar di HP ini.",
    "The author is not enrolled on this device.",
    *_TELL,
    field="author",
)
DISABLED = reason(
    "account_disabled",
    "Akun penulis sudah dinonaktifkan. Catatan disimpan dan ditinjau puskesmas.",
    "The author's account is disabled. The entry is kept for review by the puskesmas.",
    *_TELL,
    field="author",
)
DEPOSITED = reason(
    "deposited_after_revocation",
    "Titipan dari HP yang sudah dicabut. Puskesmas meninjaunya sebelum dipakai.",
    "Deposited by a phone that was withdrawn. The puskesmas reviews it before it counts.",
    "Tanyakan kepada kader penulisnya, lalu terima atau tutup.",
    "Ask the kader who wrote it, then accept or close it.",
)
WAITING_CLOSED = reason(
    "waiting_closed",
    "Puskesmas menutup catatan ini: yang ditunggunya tidak akan datang.",
    "The puskesmas closed this entry: what it waits for will not come.",
    *_TELL,
)
NOT_ASSIGNED = reason(
    "not_assigned",
    "Penulis tidak pernah ditugaskan di posyandu ini.",
    "The author was never assigned to this post.",
    *_TELL,
    field="author",
)
NOT_ALLOWED = reason(
    "not_allowed",
    "Jenis catatan ini dibuat oleh peran lain.",
    "This kind of entry is written by another role.",
    *_TELL,
)
ITSELF = reason(
    "after_itself", "Catatan ini menunggu dirinya sendiri.", "The entry waits for itself.", *_TELL, field="after"
)
FAULT = reason(
    "server_fault",
    "Server gagal mengolah catatan ini. Catatan aman tersimpan dan akan diperiksa.",
    "The server failed on this entry. It is safe and will be looked at.",
    *_UPDATE,
)
REVIEW = reason(
    "review_open",
    "Isian yang sama diisi berbeda oleh dua orang; keduanya disimpan dan akan diputuskan.",
    "Two people gave the same field different values; both are kept until someone decides.",
)


def waiting(missing: list[str]) -> Reason:
    """What the entry depends on has not arrived."""
    return reason(
        "waiting_for",
        f"Menunggu {len(missing)} catatan lain yang belum sampai.",
        f"Waits for {len(missing)} other entries that have not arrived.",
        "Sinkronkan HP yang menyimpan catatan itu.",
        "Sync the phone that holds them.",
        field="after",
    )
