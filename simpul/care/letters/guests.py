"""Who a guest is, for links and letters: what is shown is decided by the class of the matter, not by whose register."""

from simpul.care.models import Guest as Row
from simpul.network.links.reasons import Guest
from simpul.network.models import Request


def guest_of(request: Request) -> Guest | None:
    """The guest of the request's post; None without one."""
    row = Row.objects.filter(pk=request.person_id, post=request.post_id).first()
    return Guest(row.name, row.birth_date, row.sex or "") if row is not None else None
