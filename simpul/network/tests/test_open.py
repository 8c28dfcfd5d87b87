"""A request that begins at a unit lies in the unit's own journal."""

import pytest

from simpul.base.access import NotYours
from simpul.journal.actions.append import append
from simpul.journal.kinds import Refused
from simpul.journal.models import Entry
from simpul.journal.testing import account, place
from simpul.network.actions.move import move
from simpul.network.actions.open import open_request
from simpul.network.models import Request
from simpul.registry.models import Unit

pytestmark = pytest.mark.django_db


def asked(service: str = "kesehatan") -> dict[str, object]:
    return {"person": None, "service": service, "message": "Mohon dihubungi"}


def test_a_puskesmas_opens_one_in_its_own_journal_and_moves_it() -> None:
    here = place()
    request = open_request(here.officer, here.puskesmas, asked())
    assert request.post_id == here.puskesmas.pk
    assert (request.state, request.seq, request.due_at is not None) == ("opened", 1, True)
    move(here.officer, request, {"action": "accept"}, request.seq)
    assert Request.objects.get(pk=request.pk).state == "accepted"
    kinds = Entry.objects.filter(post=here.puskesmas).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["request.opened", "request.moved"]


def test_the_server_opens_one_and_only_once() -> None:
    here = place()
    name = "0193a000-0000-7000-8000-00000000aa01"
    first = open_request(None, here.puskesmas, asked(), id=name)
    assert open_request(None, here.puskesmas, asked(), id=name) == first
    assert Entry.objects.filter(post=here.puskesmas).count() == 1


def test_nobody_opens_one_at_a_unit_where_they_do_not_work() -> None:
    here = place()
    elsewhere = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name="Lain", area_id="31.74.01.1001")
    for actor in (here.kaders[0], account("lain", "petugas", elsewhere), account("op", "operator", here.puskesmas)):
        with pytest.raises(NotYours):
            open_request(actor, here.puskesmas, asked())
        with pytest.raises(Refused):
            append(here.puskesmas.pk, [("request.opened", "0193a000-0000-7000-8000-00000000aa02", asked())], actor)
    assert not Request.objects.exists()
