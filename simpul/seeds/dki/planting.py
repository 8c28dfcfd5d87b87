"""Plant the province in one transaction: it is there whole, or not at all."""

from collections.abc import Callable

from django.db import transaction

from simpul.registry.capabilities.declare import declare_many
from simpul.seeds.dki import place, register


@transaction.atomic
def plant(report: Callable[[str], None] = lambda text: None) -> None:
    """Units, accounts, profiles and the register of what each can do. The database is empty of units before."""
    report("puskesmas, rumah sakit, posyandu, akun")
    made = place.make()
    report(f"{len(made.posts)} posyandu, {len(made.puskesmas)} puskesmas, {len(made.hospitals)} rumah sakit")
    said = list(register.declarations(made))
    report(f"register kemampuan: {len(said)} keterangan")
    declare_many(said, None)
