"""How to enter the demo, one line for each role."""

from simpul.care.parents.codes import shown
from simpul.people.models import Person
from simpul.registry.models import Account
from simpul.seeds.demo.lately import parents_code
from simpul.seeds.demo.place import PASSWORD, name_id

ROLES = (
    ("Bidan puskesmas", "bidan"),
    ("Petugas gizi", "gizi"),
    ("Kepala puskesmas", "kepala"),
    ("Psikolog", "psikolog"),
    ("Dinas kesehatan", "dinkes"),
    ("Dinas", "dinas"),
    ("Tim Pembina", "tim"),
    ("Operator", "operator"),
    ("Bidan Puskesmas Gambir", "bidan.gambir"),
    ("Bidan Puskesmas Koja", "bidan.koja"),
    ("Bidan Puskesmas Duren Sawit", "bidan.durensawit"),
)
"""Role and name of every seed; only those that are there are shown. The last three are of DKI Jakarta."""


def here() -> list[tuple[str, Account]]:
    """Role and account of those that this seed has."""
    accounts = Account.objects.in_bulk([name_id(name) for _, name in ROLES])
    return [(role, accounts[name_id(name)]) for role, name in ROLES if name_id(name) in accounts]


def logins() -> list[tuple[str, str]]:
    """Role and how to sign in; `{address}` stands for the server's address."""
    lines = [("Kader", "{address}/contoh/  (tombol «Pasang HP kader»)")]
    lines += [(role, f"{{address}}/akun/masuk/  {account.username} · {PASSWORD}") for role, account in here()]
    if Person.objects.exists():
        lines += [("Orang tua", f"{{address}}/anak/  kode {shown(parents_code())} (sekali pakai, 14 hari)")]
    return [*lines, ("Kode 6 angka (TOTP)", "{address}/contoh/  (kode setiap akun saat ini)")]
