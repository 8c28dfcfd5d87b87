"""Two records of one person: made one, and apart again. References stay, so both histories stay whole."""

from simpul.base.access import NotYours
from simpul.journal.actions.append import Draft, append
from simpul.people.access import access_record
from simpul.people.models import Person
from simpul.people.queries import NOT_SAME
from simpul.registry.models import Account


def merge(actor: Account, kept: Person, gone: str) -> None:
    """Show `gone` under `kept` from now on. Raises NotYours unless both are of one post, and Refused."""
    _write(actor, kept, gone, "person.merged")


def unmerge(actor: Account, kept: Person, gone: str) -> None:
    """Take the merge back; what was written to either meanwhile stays where it was written."""
    _write(actor, kept, gone, "person.unmerged")


def tell_apart(actor: Account, one: Person, other_id: str) -> None:
    """They are two people, however alike: nobody is asked about these two again. Raises NotYours and Refused."""
    other = access_record(actor, other_id)
    if other.post_id != one.post_id or other.pk == one.pk:
        raise NotYours
    known = sorted({*one.extra.get(NOT_SAME, ()), str(other.pk)})
    append(
        one.post_id,
        [Draft("person.changed", str(one.pk), {"fields": {NOT_SAME: known}}, base={"other": one.seq})],
        actor,
    )


def _write(actor: Account, kept: Person, gone: str, kind: str) -> None:
    other = access_record(actor, gone)
    if other.post_id != kept.post_id or other.pk == kept.pk:
        raise NotYours
    append(kept.post_id, [Draft(kind, str(kept.pk), {"gone": str(other.pk)})], actor)
