"""A new request whose form is sent a second time is the same request; other words in it are another one."""

import re
from typing import Any

import pytest
from django.test import Client

from simpul.care.tests.stories import Village
from simpul.journal.testing import account
from simpul.network.models import Request
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
INBOX = "/puskesmas/rujukan/"


def filled(client: Client, page: str) -> dict[str, Any]:
    """The form as it was shown, with what is asked for."""
    html = client.get(page).content.decode()
    form, unit = re.search(r'name="form" value="([^"]+)"', html), re.search(r'name="to_unit" value="([^"]+)"', html)
    assert form and unit
    said = {"urgency": "segera", "message": "Mohon dibantu", "basis": "consent", "confidentiality": "K1"}
    return {"form": form[1], "to_unit": unit[1], "channel": "datang", **said}


@pytest.mark.parametrize("where", ["baru/?warga={child}&layanan=gizi", "{parent}/bagian/?layanan=gizi"])
def test_the_second_press_opens_the_request_of_the_first(client: Client, where: str) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    child = village.child()
    page = INBOX + where.format(child=child, parent=village.refer(child))
    before = Request.objects.count()
    data = filled(client, page)
    first, second = client.post(page, data), client.post(page, data)
    assert (first.status_code, first["Location"]) == (302, second["Location"])
    assert Request.objects.count() == before + 1


def test_other_words_another_form_and_another_hand_ask_anew(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    page = f"{INBOX}baru/?warga={village.child()}&layanan=gizi"
    data = filled(client, page)
    colleague = kit.sign_in(Client(), account("rekan", "petugas", village.where.puskesmas))
    sent = [
        (client, data),
        (client, data | {"message": "Satu lagi"}),
        (client, filled(client, page)),
        (client, data | {"form": ""}),
        (colleague, data),
    ]
    opened = {who.post(page, given)["Location"] for who, given in sent}
    assert len(opened) == len(sent)
