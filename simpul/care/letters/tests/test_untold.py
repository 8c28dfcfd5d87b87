"""A request's page says that the place asked knows nothing yet, and how to tell it; of guests a link says as much."""

import json
from pathlib import Path

import pytest
from django.test import Client

from simpul.base.outbox.models import Message
from simpul.care.letters.reasons import findings, reasons
from simpul.care.letters.tests.kit import Asked, opener, page, text
from simpul.care.letters.tests.test_office import letter, links, officer
from simpul.care.letters.untold import untold
from simpul.care.tests.guest_stories import CHILD, guest
from simpul.network.links.models import AnswerLink
from simpul.network.models import Request
from simpul.registry.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)
CARDS = Path(__file__).resolve().parents[4] / "content" / "cards"
SAID = "belum dikabari"


def request_page(asked: Asked, client: Client | None = None) -> str:
    return text((client or officer(asked)).get(f"/puskesmas/rujukan/{asked.id}/"))


def why(asked: Asked) -> str:
    found = untold(asked.request)
    return found.why if found else ""


def test_a_message_that_has_not_gone_is_said_with_the_ways_round_it() -> None:
    asked = Asked()
    Unit.objects.filter(pk=asked.hospital.pk).update(phone="021-5550001")
    assert why(asked) == "not_yet"
    asked.told()
    shown = request_page(asked)
    assert why(asked) == "unconnected" and f"RSUD Tebet {SAID}" in shown
    for way in (letter(asked), links(asked), "tel:021-5550001"):
        assert way in shown, way
    Message.objects.update(state="sent")
    assert why(asked) == "" and SAID not in request_page(asked)


def test_a_message_that_failed_is_said_until_the_link_was_opened() -> None:
    asked = Asked()
    path = asked.told()
    Message.objects.update(state="failed")
    assert why(asked) == "failed"
    opener(path)
    assert why(asked) == ""


def test_without_a_contact_and_without_a_link_somebody_must_carry_it() -> None:
    asked = Asked(contact={})
    assert why(asked) == "no_contact"
    assert officer(asked).post(letter(asked)).status_code == 302
    assert AnswerLink.objects.get().way == "letter" and why(asked) == ""


def test_a_place_with_simpul_or_whose_turn_it_is_not_needs_no_word() -> None:
    asked = Asked()
    Request.objects.filter(pk=asked.id).update(to_unit=asked.village.where.puskesmas)
    assert why(asked) == ""
    Request.objects.filter(pk=asked.id).update(to_unit=asked.hospital, state="scheduled")
    assert why(asked) == ""


def test_who_may_not_answer_is_told_too_but_gives_no_link() -> None:
    asked = Asked(service="kesehatan-jiwa")
    from simpul.registry.tests import kit

    shown = request_page(asked, kit.sign_in(Client(), asked.village.where.officer))
    assert SAID in shown and links(asked) not in shown


def test_a_link_names_a_guest_as_the_letter_does_and_a_quiet_one_by_initials() -> None:
    for service, shown, hidden in (("health", CHILD["name"], "Tanpa nama"), ("kesehatan-jiwa", "A. P.", CHILD["name"])):
        asked = Asked(service=service)
        one = guest(asked.village)
        to = {"service": service, "to_unit": str(asked.hospital.pk)}
        asked.id = asked.village.refer(one, **to)
        path = asked.told()
        html = page(opener(path), path)
        assert shown in html and hidden not in html and "bulan" in html
        assert CHILD["name"] in text(officer(asked).get(letter(asked)))


def test_a_hospital_reads_what_was_found_not_what_was_said_to_the_family() -> None:
    spoken = "Ini bukan salah Ibu atau Ayah."
    over = {"reasons": [{"rule": "RJ-A1.t", "text": spoken}, {"rule": "RJ-A1.t-infant", "text": spoken}]}
    asked = Asked(over=over)
    assert reasons(asked.request) == ["Berat tidak naik cukup sejak timbang terakhir (T)"]
    assert spoken not in text(officer(asked).get(letter(asked)))


def test_every_rule_that_sends_somebody_says_what_it_found() -> None:
    sent: set[str] = set()
    for path in CARDS.glob("*.json"):
        rules = json.loads(path.read_text("utf-8")).get("rules", [])
        sent |= {one["id"] for one in rules if one["action"] in ("rujuk", "darurat") and not one.get("private")}
    assert sent and not sent - set(findings())
