"""The `simpul` command. Subcommands are loaded when they are called, so that the command answers at once."""

import importlib
import os

import click

from simpul.cli.language import speak

COMMANDS = {
    "run": ("simpul.cli.run", "run", "Siapkan basis data, isi contoh, dan jalankan seluruh sistem di satu alamat."),
    "serve": ("simpul.cli.serve", "serve", "Jalankan sistem yang sudah disiapkan."),
    "tick": ("simpul.cli.serve", "tick_once", "Jalankan sekali pekerjaan berkala (untuk systemd timer di kota)."),
    "setup": ("simpul.cli.setup", "setup", "Siapkan basis data dan wilayah, tanpa menjalankan."),
    "seed": ("simpul.cli.seed", "seed", "Isi dengan data buatan: empty, demo, city, atau dki."),
    "growth": ("simpul.cli.growth", "growth", "Hitung z-score WHO untuk berkas CSV."),
    "score": ("simpul.cli.score", "score", "Nilai jawaban skrining (JSON, atau banyak baris CSV)."),
    "report": ("simpul.cli.report", "report", "Laporan: rekap bulanan, SKDN, register, lembar e-PPGBM."),
    "instruments": ("simpul.cli.instruments", "instruments", "Muat teks instrumen yang ada pemiliknya (dengan izin)."),
    "journal": ("simpul.cli.journal", "journal", "Periksa atau bangun ulang proyeksi jurnal."),
    "audit": ("simpul.cli.audit", "audit", "Periksa rantai audit, atau ambil jangkarnya."),
    "backup": ("simpul.cli.backup", "backup", "Buat, buktikan, atau jadwalkan cadangan terenkripsi."),
    "restore": ("simpul.cli.backup", "restore", "Pulihkan basis data dari cadangan."),
    "account": ("simpul.cli.account", "account", "Buat akun pertama, atau setel ulang kata sandi."),
    "keys": ("simpul.cli.keys", "keys", "Kunci salinan tersegel (list, rotate) dan kunci cadangan (backup)."),
    "fhir": ("simpul.cli.fhir", "fhir", "Lihat data warga sebagai FHIR R4 untuk SATUSEHAT."),
    "bench": ("simpul.cli.bench", "bench", "Ukur kinerja."),
    "check": ("simpul.cli.check", "check", "Periksa isi, berkas hasil bangkitan, dan migrasi."),
    "generate": ("simpul.cli.generate", "generate", "Bangun ulang berkas hasil bangkitan."),
}
"""Name → module, attribute, one line of help."""

WITHOUT_DJANGO = {"growth", "score", "instruments", "bench", "generate"}
speak()


class Lazy(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of a first day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        if cmd_name not in WITHOUT_DJANGO:
            prepare()
        found: click.Command = getattr(importlib.import_module(module), attribute)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Help without importing anything."""
        with formatter.section("Perintah"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])


def prepare() -> None:
    """Load Django with the settings of this installation."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "simpul.config.settings")
    django.setup()


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Simpul: sistem terbuka untuk Posyandu terpadu."""


if __name__ == "__main__":
    main()
