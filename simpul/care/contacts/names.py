"""What people without a name on the register asked to be called, for the lists of the team that reaches them."""

from collections.abc import Callable, Iterable
from uuid import UUID

from simpul.base.sealing import Unreadable
from simpul.care.contacts.belonging import belongs
from simpul.care.contacts.contact import opened
from simpul.care.contacts.desk import is_quiet
from simpul.care.contacts.models import AgreedContact
from simpul.network.flow import Actor
from simpul.network.models import Request
from simpul.network.places import ASKED


def nicknames(requests: Iterable[Request], standing: Callable[[Request], frozenset[Actor]]) -> dict[UUID, str]:
    """By request, of those about nobody named; only for whoever stands (places.standings) at the unit that was asked.

    One query. Who shows them writes an audit read.
    """
    asked = {one.pk: one for one in requests if one.person_id is None and _reaches(one, standing)}
    held = AgreedContact.objects.filter(pk__in=asked).exclude(sealed=None) if asked else ()
    names = {one.pk: _name(one) for one in held if belongs(asked[one.pk], one.unit_id)}
    return {pk: name for pk, name in names.items() if name}


def _reaches(request: Request, standing: Callable[[Request], frozenset[Actor]]) -> bool:
    return is_quiet(request) and any(one.at == ASKED for one in standing(request))


def _name(held: AgreedContact) -> str:
    try:
        return opened(held.request, bytes(held.sealed or b"")).name.strip()
    except Unreadable:
        return ""
