"""What the script of the room says, in the page's language; the script itself holds no words."""

from typing import Any

from django.utils.translation import gettext as _

from simpul.network.calls.rooms import limits


def room_words() -> dict[str, Any]:
    """Sentences by code, with the limits that the script keeps."""
    names = ("warn_minutes", "session_minutes", "connect_within_seconds", "chat_longest", "leave_to")
    return {"limits": {name: limits()[name] for name in names}, "say": _sentences()}


def _sentences() -> dict[str, str]:
    return {
        "waiting": _("Anda sudah di ruang tunggu. Tunggu sebentar, ya."),
        "connecting": _("Sudah sama-sama hadir. Menyambungkan suara…"),
        "connected": _("Tersambung. Hanya berdua; tidak ada yang direkam."),
        "again": _("Sambungan putus sebentar. Menyambung lagi…"),
        "lost": _("Jaringan hilang. Kami coba lagi sendiri; jangan tutup halaman ini."),
        "gone": _("Lawan bicara sedang tidak tersambung. Tunggu sebentar, ya."),
        "no_voice": _("Suara belum bisa tersambung di jaringan ini. Tidak apa-apa, lanjutkan lewat obrolan di bawah."),
        "no_mic": _("Anda masuk tanpa mikrofon: Anda bisa mendengar, dan menjawab dengan menulis."),
        "mic_good": _("Mikrofon terdengar."),
        "mic_try": _("Coba bicara sebentar…"),
        "mic_refused": _(
            "Peramban belum diizinkan memakai mikrofon. Mau bicara? Ketuk gembok di samping alamat, izinkan mikrofon,"
            " lalu periksa lagi. Tidak mau juga boleh."
        ),
        "mic_missing": _("Mikrofon tidak ditemukan di perangkat ini. Tidak apa-apa."),
        "mic_busy": _("Mikrofon sedang dipakai aplikasi lain. Tutup dulu aplikasinya, lalu periksa lagi."),
        "camera_refused": _("Kamera belum diizinkan. Tidak apa-apa, pertemuan ini tidak perlu gambar."),
        "camera_missing": _("Kamera tidak ditemukan. Tidak apa-apa, pertemuan ini tidak perlu gambar."),
        "camera_busy": _("Kamera sedang dipakai aplikasi lain. Tidak apa-apa, pertemuan ini tidak perlu gambar."),
        "mute": _("Matikan suara saya"),
        "unmute": _("Nyalakan suara saya"),
        "video": _("Nyalakan video"),
        "no_video": _("Matikan video"),
        "left": _("Anda sudah keluar. Boleh masuk lagi selama sesi belum selesai."),
        "ended": _("Sesi selesai. Terima kasih sudah datang."),
        "elsewhere": _("Ruang ini dibuka di halaman lain. Yang ini ditutup."),
        "not_yours": _("Ruang ini tidak terbuka lagi untuk Anda, karena tugas Anda di sini berakhir atau berpindah."),
        "warn": _("Sudah %(passed)s menit dari %(whole)s. Tidak akan terputus sendiri."),
        "me": _("Saya"),
        "other": _("Lawan bicara"),
        "end_sure": _("Akhiri sesi untuk berdua?"),
    }
