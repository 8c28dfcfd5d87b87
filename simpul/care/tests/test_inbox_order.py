"""What the inbox says first: the danger, the mind's own reason, that someone has died; and who may answer."""

import pytest
from django.test import Client

from simpul.base.access import NotYours
from simpul.care.actions.answer import answer
from simpul.care.screenings.tests.stories import adult
from simpul.care.tests.stories import Village
from simpul.network.models import Request
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Assignment
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
INBOX = "/puskesmas/rujukan/"
TODAY = [{"rule": "screening.critical", "text": "Perlu ditemui hari ini."}]


def officer(village: Village, function: str) -> Account:
    return does(kit.account("staf", Assignment.Role.OFFICER, village.where.puskesmas), function)


def shown(client: Client) -> list[tuple[str, int]]:
    return [(one.reason, one.more_reasons) for one in client.get(INBOX).context["inbox"].lines]


def test_what_the_mind_asks_for_stands_first_and_alone(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    child = village.child()
    village.weigh(child, "2026-03-10", 5.3, length_height_cm=64.0, measured="l")
    mind = village.refer(child, "darurat", service="kesehatan-jiwa", reasons=TODAY)
    assert shown(client) == [("Perlu ditemui hari ini.", 0)]
    assert client.get(f"{INBOX}{mind}/").context["why"] == ["Perlu ditemui hari ini."]


def test_a_danger_comes_before_the_last_weighing_and_this_before_other_reasons(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    child = village.child()
    village.weigh(child, "2026-03-10", 5.3, length_height_cm=64.0, measured="l")
    told = [
        {"rule": "RJ-A2.haz", "text": "Panjang badan perlu dipastikan."},
        {"rule": "RJ-A4.danger", "text": "Napas cepat dan sulit menyusu."},
    ]
    asked = village.refer(child, "darurat", reasons=told)
    why = client.get(f"{INBOX}{asked}/").context["why"]
    assert why[0] == "Napas cepat dan sulit menyusu." and why[2] == "Panjang badan perlu dipastikan."
    assert shown(client) == [("Napas cepat dan sulit menyusu.", 2)]


@pytest.mark.parametrize(("service", "closes"), [("health", "jawab=cancel"), ("kesehatan-jiwa", "jawab=complete")])
def test_of_one_who_has_died_the_inbox_says_so_and_offers_the_end(client: Client, service: str, closes: str) -> None:
    village = Village()
    kit.sign_in(client, officer(village, "bidan"))
    child = village.child()
    asked = village.refer(child, "darurat", service=service)
    village.write("person.left", child, {"status": "died", "date": "2026-03-01"})
    page = client.get(INBOX)
    (line,) = page.context["inbox"].lines
    assert line.died and line.late_by is None and line.due_in is None
    html = client.get(f"{INBOX}{asked}/").content.decode()
    assert "<strong>meninggal</strong>" in html and "Tercatat meninggal 1 Maret 2026" in html and closes in html


@pytest.mark.parametrize(("function", "may"), [("gizi", False), ("bidan", True)])
def test_only_the_treating_team_answers_what_the_mind_asks_for(client: Client, function: str, may: bool) -> None:
    village = Village()
    one = officer(village, function)
    kit.sign_in(client, one)
    mind = village.refer(adult(village), "darurat", service="kesehatan-jiwa", reasons=TODAY)
    html = client.get(f"{INBOX}{mind}/?jawab=complete").content.decode()
    assert [words in html for words in ("Ternyata salah pencet", "Catat hasil", "Kirim: Catat hasil")] == [may] * 3
    assert ("Dijawab oleh tim yang merawat" in html) is not may
    row = Request.objects.get(pk=mind)
    said = client.post(f"{INBOX}{mind}/jawab/", {"action": "accept", "seen": row.seq})
    assert said.status_code == (302 if may else 404)
    assert Request.objects.get(pk=mind).state == ("accepted" if may else "opened")
    if not may:
        with pytest.raises(NotYours):
            answer(one, row, {"action": "accept"}, row.seq)
    body = village.refer(village.child())
    assert "Catat hasil" in client.get(f"{INBOX}{body}/").content.decode()
