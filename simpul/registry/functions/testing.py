"""What tests say of an account: what it does where it works."""

from simpul.registry.functions.models import Function
from simpul.registry.models import Account, Area, Unit


def does(account: Account, *names: str) -> Account:
    """Every assignment of the account has these functions for as long as it holds, and no others."""
    Function.objects.filter(assignment__account=account).delete()
    for one in account.assignments.all():
        for name in names:
            Function.objects.create(assignment=one, name=name, starts_on=one.starts_on)
    return account


def health_office(area: Area | str) -> Unit:
    """The health office of an area."""
    code = area if isinstance(area, str) else area.code
    return Unit.objects.create(kind=Unit.Kind.AGENCY, name=f"Dinas {code}", area_id=code, field="kesehatan")
