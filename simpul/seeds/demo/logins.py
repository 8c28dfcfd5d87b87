"""How to enter the demo, one line for each role."""

from simpul.care.parents.codes import shown
from simpul.seeds.demo.lately import parents_code
from simpul.seeds.demo.place import PASSWORD

ROLES = (
    ("Bidan puskesmas", "bidan"),
    ("Petugas gizi", "gizi"),
    ("Psikolog", "psikolog"),
    ("Petugas dinas", "dinas"),
    ("Tim Pembina", "tim"),
    ("Operator", "operator"),
)


def logins() -> list[tuple[str, str]]:
    """Role and how to sign in; `{address}` stands for the server's address."""
    lines = [("Kader", "{address}/contoh/  (tombol «Pasang HP kader»)")]
    lines += [(role, f"{{address}}/akun/masuk/  {name} · {PASSWORD}") for role, name in ROLES]
    lines += [("Orang tua", f"{{address}}/anak/  kode {shown(parents_code())} (sekali pakai, 14 hari)")]
    return [*lines, ("Kode 6 angka (TOTP)", "{address}/contoh/  (kode setiap akun saat ini)")]
