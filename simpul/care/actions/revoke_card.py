"""A printed card was lost: from now on its code opens nothing. The kader prints a new one."""

from simpul.journal.actions.append import Draft, append
from simpul.people.models import Person
from simpul.registry.models import Account


def revoke_card(actor: Account, person: Person) -> bool:
    """Take the token off the person; False when there is none. Raises Refused."""
    if person.card_token is None:
        return False
    change = {"fields": {"card_token": None}}
    append(person.post_id, [Draft("person.changed", str(person.pk), change, base={"card": person.seq})], actor)
    return True
