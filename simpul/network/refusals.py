"""Who has refused a request already: nobody is sent there a second time by the list of places."""

from simpul.journal.models import Entry
from simpul.network.models import Request
from simpul.network.places import asked_unit

REFUSE, OPENED = "refuse", "request.opened"


def refused_by(request: Request) -> frozenset[str]:
    """Ids of the units that said that they cannot take it, as its history tells."""
    if not any(step["action"] == REFUSE for step in request.history):
        return frozenset()
    said = Entry.objects.filter(subject=request.pk, kind=OPENED).values_list("data", flat=True).first() or {}
    asked, found = asked_unit(request.post_id, said.get("to_unit")), set[str]()
    for step in request.history:
        if step["action"] == REFUSE:
            found.add(asked)
        asked = step.get("to_unit") or asked
    return frozenset(found)
