"""A code for a child's parents, given at the puskesmas or withdrawn."""

from simpul.base import clock
from simpul.care.parents.codes import code_hash, last_day, new_code
from simpul.care.parents.models import ParentCode
from simpul.journal.actions.append import Draft, append
from simpul.people.models import Person
from simpul.registry.models import Account


def give_code(actor: Account, child: Person) -> str:
    """Write that a code was given, and return it: it is in no table. Raises Refused."""
    code = new_code()
    data = {"hash": code_hash(code), "expires_on": last_day(clock.today()).isoformat()}
    append(child.post_id, [Draft("parent.code", str(child.pk), data)], actor)
    return code


def withdraw_code(actor: Account, given: ParentCode) -> None:
    """The code and the page it opened are shut. Raises Refused."""
    data = {"target": str(given.pk), "reason": "withdrawn"}
    append(given.post_id, [Draft("entry.voided", str(given.person_id), data)], actor)
