"""A puskesmas with a psychologist in a kecamatan of its own, for stories of citizens who ask for a call."""

from dataclasses import asdict
from typing import Any

from simpul.registry.demo import give_totp
from simpul.registry.models import Account, Area, Assignment, Unit
from tests.browser.world import PASSWORD, Staff


def clinic(number: int) -> dict[str, Any]:
    """Kecamatan, puskesmas and its psychologist; nobody else of the stories answers there."""
    # Two digits a level: a long run plants more worlds than one regency has kecamatan.
    regency = f"36.{80 + number // 90}"
    code, name = f"{regency}.{10 + number % 90}", f"Kecamatan {number}"
    for area, called, level in (("36", "Banten", 1), (regency, f"Kota {regency}", 2), (code, name, 3)):
        Area.objects.get_or_create(code=area, defaults={"name": called, "level": level})
    unit = Unit.objects.create(
        kind=Unit.Kind.PUSKESMAS, name=f"Puskesmas {name}", area_id=code, address="Jl. Melati 1", phone="021-555-0101"
    )
    account = Account.objects.create_user(f"psikolog-klinik-{number}", PASSWORD, name="Maya Paramita")
    Assignment.objects.create(account=account, role=Assignment.Role.PSYCHOLOGIST, unit=unit, starts_on="2020-01-01")
    return {"district": name, "unit": unit.name, "staff": asdict(_staff(account))}


def _staff(account: Account) -> Staff:
    return Staff(account.username, account.name, PASSWORD, give_totp(account))
