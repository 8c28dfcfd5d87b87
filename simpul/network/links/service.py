"""The account under which a place without Simpul answers: no password, no phone, the ordinary rights of its unit."""

from simpul.registry.functions.content import THROUGH_LINK
from simpul.registry.functions.models import Function
from simpul.registry.models import Account, Assignment, Unit

PREFIX = "tautan-"
TITLE = "Dokter melalui tautan"
"""Words only. The function is of the treating team: a link for care of the mind is given by those who treat, to those
who will."""


def service_account(unit: Unit) -> Account:
    """The unit's account for answers through links, made when it is first needed."""
    account, made = Account.objects.get_or_create(
        username=f"{PREFIX}{unit.pk}", defaults={"name": unit.name[:120], "password": "!"}
    )
    if made:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    held = {"account": account, "role": Assignment.Role.OFFICER, "unit": unit, "ends_on": None}
    assignment, _new = Assignment.objects.get_or_create(**held, defaults={"title": TITLE})
    Function.objects.get_or_create(
        assignment=assignment, name=THROUGH_LINK, ends_on=None, defaults={"starts_on": assignment.starts_on}
    )
    return account
