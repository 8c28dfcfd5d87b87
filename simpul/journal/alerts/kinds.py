"""The kinds of alerts in words: what is the matter, what to do, where. Rank 0 cannot wait."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.base.spans import span


@dataclass(frozen=True)
class Kind:
    """`title` and `step` take %(post)s, %(n)s and %(span)s. `short` stands on the board. `route` is the page to open.

    `phone` when it is about one phone, whose page an officer opens.
    """

    rank: int
    short: str | Promise
    title: str | Promise
    step: str | Promise
    route: str
    phone: bool = False


@dataclass(frozen=True)
class Said:
    """An alert in words."""

    short: str
    words: str
    step: str


KINDS: dict[str, Kind] = {
    "audit_broken": Kind(
        0,
        _("audit rusak"),
        _("Pemeriksaan audit menemukan %(n)s kerusakan"),
        _("Jangan ubah apa pun. Salin basis data, lalu hubungi pejabat pelindungan data."),
        "machine",
    ),
    "disk_low": Kind(
        0,
        _("cakram hampir penuh"),
        _("Cakram server tinggal %(n)s%% kosong"),
        _("Kosongkan atau perbesar cakram sebelum PostgreSQL berhenti."),
        "machine",
    ),
    "entries_lost": Kind(
        0,
        _("catatan hilang dari HP"),
        _("%(post)s: %(n)s catatan ditulis di HP, tidak sampai, dan tidak ada lagi di HP itu"),
        _("Telepon kader %(post)s: jangan hapus aplikasi; minta cadangan isian, atau ketik lagi dari buku."),
        "devices",
        phone=True,
    ),
    "screening_unmet": Kind(
        0,
        _("perlu ditemui"),
        _("%(post)s: %(n)s orang perlu ditemui, belum ada permintaannya"),
        _("Hubungi kader %(post)s dan temui orangnya hari ini. Rinciannya ada pada petugas yang merawat."),
        "inbox",
    ),
    "firstaid_unhanded": Kind(
        0,
        _("perlu diterima"),
        _("%(post)s: %(n)s orang ditemani kader sejak %(span)s, belum ada yang menerima"),
        _("Hubungi kader %(post)s sekarang dan terima orangnya, atau pastikan 112 sudah datang."),
        "inbox",
    ),
    "post_silent": Kind(
        1,
        _("sunyi"),
        _("%(post)s: tidak terdengar %(span)s"),
        _("Telepon kader %(post)s: minta HP disambungkan dan disinkronkan."),
        "devices",
    ),
    "work_unsent": Kind(
        1,
        _("isian lama belum terkirim"),
        _("%(post)s: %(n)s catatan belum terkirim, tertua %(span)s"),
        _("Telepon kader %(post)s: HP belum mengirim %(span)s. Minta sinkron, atau cadangan isian bila gagal."),
        "devices",
        phone=True,
    ),
    "storage_full": Kind(
        1,
        _("penyimpanan hampir penuh"),
        _("%(post)s: penyimpanan HP terpakai %(n)s%%"),
        _("Telepon kader %(post)s: kosongkan foto atau aplikasi lain di HP sebelum hari buka."),
        "devices",
        phone=True,
    ),
    "backup_missing": Kind(
        1,
        _("cadangan tidak dibuat"),
        _("Cadangan terakhir %(span)s lalu"),
        _("Jalankan simpul backup nightly MAP, lalu periksa timernya."),
        "machine",
    ),
    "backup_unproven": Kind(
        1,
        _("cadangan belum terbukti"),
        _("Cadangan belum terbukti dapat dipulihkan selama %(span)s"),
        _("Jalankan simpul backup verify BERKAS --key KUNCI pada cadangan terbaru."),
        "machine",
    ),
    "clock_wrong": Kind(
        2,
        _("jam HP salah"),
        _("%(post)s: jam HP meleset %(figure)s"),
        _("Telepon kader %(post)s: nyalakan tanggal dan waktu otomatis di setelan HP."),
        "devices",
        phone=True,
    ),
    "revoked_missing": Kind(
        2,
        _("isian HP yang dicabut belum sampai"),
        _("%(post)s: %(n)s catatan dari HP yang dicabut belum sampai"),
        _("Cari HP itu atau berkas titipannya; bila tidak ada, ketik lagi dari buku."),
        "devices",
        phone=True,
    ),
    "set_aside_long": Kind(
        2,
        _("lama perlu diperbaiki"),
        _("%(post)s: %(n)s catatan menunggu diperbaiki, tertua %(span)s"),
        _("Jawab di halaman Perlu diperbaiki."),
        "quarantine",
    ),
    "waiting_long": Kind(
        2,
        _("lama menunggu catatan lain"),
        _("%(post)s: %(n)s catatan menunggu catatan lain, tertua %(span)s"),
        _("Minta HP lain di %(post)s sinkron, atau jawab di Menunggu catatan lain."),
        "waiting",
    ),
    "review_long": Kind(
        2,
        _("lama belum diputuskan"),
        _("%(post)s: %(n)s isian berbeda belum diputuskan, tertua %(span)s"),
        _("Putuskan di halaman Tinjauan."),
        "reviews",
    ),
    "guest_long": Kind(
        2,
        _("anak tamu lama belum cocok"),
        _("%(post)s: %(n)s anak tamu belum dicocokkan, tertua %(span)s"),
        _("Cocokkan di halaman Anak tamu."),
        "guests",
    ),
    "app_old": Kind(
        3,
        _("aplikasi lama"),
        _("%(post)s: aplikasi HP sudah terlalu lama"),
        _("Telepon kader %(post)s: buka Simpul saat ada sinyal, tutup, lalu buka lagi."),
        "devices",
        phone=True,
    ),
    "audit_unverified": Kind(
        3,
        _("audit belum diperiksa"),
        _("Audit belum diperiksa selama %(span)s"),
        _("Jalankan simpul audit verify --anchor BERKAS."),
        "machine",
    ),
    "anchor_missing": Kind(
        3,
        _("jangkar audit belum diambil"),
        _("Jangkar audit belum diambil selama %(span)s"),
        _("Jalankan simpul audit anchor dan simpan hasilnya di mesin lain."),
        "machine",
    ),
}


def of(code: str) -> Kind:
    """The kind of a code."""
    return KINDS[code]


def rank(code: str) -> int:
    """How far up an alert stands; 0 first."""
    return KINDS[code].rank


def say(code: str, post: str, n: int, age: timedelta) -> Said:
    """The words of an alert. `age` is how long the trouble lasts; `n` its figure (`clock_wrong`: seconds)."""
    kind = KINDS[code]
    figure = span(timedelta(seconds=n)) if code == "clock_wrong" else str(n)
    values = {"post": post, "n": n, "span": span(age), "figure": figure}
    return Said(str(kind.short), str(kind.title) % values, str(kind.step) % values)
