"""A valid login that reaches for what it was not given: two roles in one account, a colleague who does not treat, a
form that is sent twice, the id of another place.
"""

from uuid import uuid4

import pytest
from django.test import Client

from simpul.base import clock
from simpul.care.letters.tests.kit import Asked
from simpul.care.screenings.tests.stories import adult
from simpul.care.tests.stories import Village
from simpul.network.escalation.firing import fire_due
from simpul.network.escalation.models import Firing
from simpul.network.links import making
from simpul.network.links.models import AnswerLink
from simpul.network.models import Request
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Assignment, Unit
from simpul.registry.tests import kit
from tests.route_scene import PERSONAL, Scene
from tests.test_leaks import body
from tests.test_routes import OURS

pytestmark = pytest.mark.django_db
Role = Assignment.Role


def test_who_is_kader_here_and_officer_elsewhere_reads_the_post_on_the_phone_alone() -> None:
    """The pages of an office show more than a kader may read; the other role is no key to them."""
    scene = Scene()
    hospital = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RS Lain", area=scene.world.puskesmas.area)
    both = kit.account("dua-tugas", Role.OFFICER, hospital)
    Assignment.objects.create(account=both, role=Role.KADER, unit_id=scene.village.here)
    client = kit.sign_in(Client(), both)
    for path, one in OURS:
        assert PERSONAL not in body(client.get(scene.path(one))), path
    assert client.get(f"/puskesmas/rujukan/baru/?warga={scene.person}").status_code == 404


def colleague(village: Village, name: str, *functions: str) -> Account:
    return does(kit.account(name, Role.OFFICER, village.where.puskesmas), *functions)


def test_the_code_of_a_letter_is_for_those_who_may_answer() -> None:
    """Whoever scans it answers as the hospital: for care of the mind only those who treat hand it out."""
    asked = Asked(service="kesehatan-jiwa")
    making.make(asked.request, AnswerLink.Way.LETTER, asked.village.where.officer)
    shown = {}
    for name in ("bidan", "gizi"):
        page = kit.sign_in(Client(), colleague(asked.village, f"{name}-x", name))
        html = page.get(f"/puskesmas/rujukan/{asked.id}/surat/").content.decode()
        assert "letter-sheet" in html
        shown[name] = "letter-qr" in html
    assert shown == {"bidan": True, "gizi": False}


def test_only_who_may_answer_keeps_a_late_request_from_climbing() -> None:
    village = Village()
    asked = village.refer(adult(village), "darurat", service="kesehatan-jiwa")
    late = Request.objects.get(pk=asked).due_at
    assert late is not None
    with clock.frozen(late):
        fire_due()
        address = f"/terlambat/{asked}/tangani/"
        assert kit.sign_in(Client(), colleague(village, "gizi-x", "gizi")).post(address).status_code == 404
        assert Firing.objects.get().taken_by is None
        kit.sign_in(Client(), colleague(village, "bidan-x", "bidan")).post(address)
        assert Firing.objects.get().taken_by is not None


def test_a_form_that_is_sent_twice_or_too_late_answers_once() -> None:
    village = Village()
    asked = village.refer(village.child())
    seen = Request.objects.get(pk=asked).seq
    first, second = (kit.sign_in(Client(), colleague(village, f"bidan-{n}", "bidan")) for n in (1, 2))
    address = f"/puskesmas/rujukan/{asked}/jawab/"
    assert first.post(address, {"action": "accept", "seen": seen}).status_code == 302
    state = Request.objects.get(pk=asked)
    for client, action in ((first, "accept"), (second, "accept"), (second, "refuse"), (second, "complete")):
        client.post(address, {"action": action, "seen": seen, "note": "x", "outcome": "treated"})
        now = Request.objects.get(pk=asked)
        assert (now.state, now.seq) == (state.state, state.seq), action


@pytest.mark.parametrize("deed", ["jawab", "bagian", "surat", "tautan"])
def test_a_request_of_another_place_cannot_be_answered_whatever_is_sent(deed: str) -> None:
    village, away = Village(), kit.world()
    asked = village.refer(village.child())
    before = Request.objects.values().get(pk=asked)
    people = [
        does(away.other_officer, "bidan", "kepala"),
        kit.account("psikolog-lain", Role.PSYCHOLOGIST, away.other_puskesmas),
        kit.account("dinas-x", Role.AGENCY, Unit.objects.create(kind="dinas", name="D", area=away.post.area)),
        away.operator,
    ]
    for who in people:
        client = kit.sign_in(Client(), who)
        for pk in (asked, uuid4()):
            said = {"action": "accept", "seen": before["seq"], "do": "make", "service": "gizi", "message": "x"}
            answer = client.post(f"/puskesmas/rujukan/{pk}/{deed}/", said)
            assert answer.status_code in (403, 404), (who.username, deed)
    assert Request.objects.values().get(pk=asked) == before and not AnswerLink.objects.exists()
