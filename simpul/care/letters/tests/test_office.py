"""Officers print the letter and give, show, send and revoke links; others do not."""

import re

import pytest
from django.test import Client

from simpul.base.models import AuditRow
from simpul.base.outbox.models import Message
from simpul.care.letters.tests.kit import NAME, Asked, opener, page, text
from simpul.network.links.models import AnswerLink
from simpul.network.models import Request
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Assignment, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)


def officer(asked: Asked) -> Client:
    """The bidan of the puskesmas."""
    does(asked.village.where.officer, "bidan")
    return kit.sign_in(Client(), asked.village.where.officer)


def links(asked: Asked) -> str:
    return f"/puskesmas/rujukan/{asked.id}/tautan/"


def letter(asked: Asked) -> str:
    return f"/puskesmas/rujukan/{asked.id}/surat/"


def test_the_letter_says_where_when_what_to_bring_and_the_cost() -> None:
    asked = Asked()
    html = text(officer(asked).get(letter(asked)))
    for words in (NAME, "RSUD Tebet", "Berat di bawah garis merah KMS", "Biaya", "JKN", "Surat ini", "021-830-0001"):
        assert words in html, words
    assert 'class="qr"' not in html and "Tambahkan kode QR" in html
    assert AuditRow.objects.filter(action="read", actor=str(asked.village.where.officer.pk)).exists()


def test_the_code_on_the_letter_opens_the_same_kind_of_link_and_stays_the_same() -> None:
    asked = Asked()
    client = officer(asked)
    assert client.post(letter(asked)).status_code == 302
    first, second = text(client.get(letter(asked))), text(client.get(letter(asked)))
    drawn = re.search(r'<path class="qr-dark"[^>]*>', first)
    assert drawn and drawn.group(0) in second and AnswerLink.objects.get().way == "letter"
    from simpul.network.links.tokens import path_of, token_of

    path = path_of(token_of(AnswerLink.objects.get().pk))
    assert NAME in page(opener(path), path)


def test_the_letter_says_who_sends_it_and_leaves_room_to_sign() -> None:
    asked = Asked()
    html = text(officer(asked).get(letter(asked)))
    sender = html[html.index("letter-sender") :]
    for words in ("Pengirim", "Telepon 021-830-0001", "Tanda tangan", asked.village.where.officer.name, "Bidan"):
        assert words in sender, words
    Unit.objects.filter(pk=asked.village.where.puskesmas.pk).update(phone="")
    assert 'Telepon <span class="letter-blank">' in text(officer(asked).get(letter(asked)))


def test_who_signs_does_not_tell_what_a_quiet_letter_is_about() -> None:
    asked = Asked(service="kesehatan-jiwa")
    html = text(officer(asked).get(letter(asked)))
    sender = html[html.index("letter-sender") :]
    assert asked.village.where.officer.name not in sender and "Bidan" not in sender
    assert sender.count("letter-blank") == 2


def test_times_that_were_asked_for_stand_in_the_letter_and_on_the_link_and_nothing_where_there_were_none() -> None:
    moments = ["2099-11-24T01:00:00.000Z", "2099-11-25T01:00:00.000Z"]
    wish = {"wanted": moments, "wish": {"chosen": 1, "otherwise": "pagi"}}
    plain, asked = Asked(), Asked(over=wish)
    said = "Waktu yang diminta: Selasa, 24 November, 08.00; bila terisi: pagi lain"
    assert said in text(officer(asked).get(letter(asked)))
    assert "Waktu yang diminta" not in text(officer(plain).get(letter(plain)))
    path = asked.told()
    assert said.split(": ", 1)[1] in page(opener(path), path)
    inbox = text(officer(asked).get("/puskesmas/rujukan/?map=elsewhere"))
    assert "minta Sel, 24 Nov, 08.00" in inbox


def test_a_quiet_letter_gives_no_reason() -> None:
    asked = Asked(service="kesehatan-jiwa", over={"message": "Sering menangis"})
    html = text(officer(asked).get(letter(asked)))
    assert NAME in html and "Surat pengantar" in html
    assert not any(words in html for words in ("garis merah", "menangis", "jiwa", "NIK", "psikolog"))


@pytest.mark.parametrize(("urgency", "said"), [("biasa", None), ("segera", "Segera"), ("darurat", "Darurat")])
def test_a_quiet_letter_names_a_neutral_purpose_and_how_soon_on_a_line_of_its_own(
    urgency: str, said: str | None
) -> None:
    asked = Asked(service="kesehatan-jiwa", over={"urgency": urgency})
    html = text(officer(asked).get(letter(asked)))
    lines = dict(re.findall(r"<dt>([^<]*)</dt><dd>(?:<strong>)?([^<]*)", html))
    assert lines["Keperluan"] == "layanan kesehatan" and lines.get("Mohon dilayani") == said


def test_an_agency_that_is_no_place_of_health_is_not_called_one() -> None:
    asked = Asked(service="kesehatan-jiwa")
    Unit.objects.filter(pk=asked.hospital.pk).update(kind=Unit.Kind.AGENCY)
    assert "layanan untuk warga" in text(officer(asked).get(letter(asked)))


def test_a_link_is_made_shown_and_revoked_by_hand() -> None:
    asked = Asked()
    client = officer(asked)
    made = client.post(links(asked), {"do": "make"})
    shown = text(client.get(made["Location"]))
    url = re.search(r'value="(http[^"]+/r/[^"]+/)"', shown)
    assert url is not None and 'class="qr"' in shown
    path = url.group(1).split("testserver")[1]
    desk = opener(path)
    assert NAME in page(desk, path)
    again = text(client.get(made["Location"]))
    assert url.group(1) not in again and "sudah dibuka" in again
    client.post(links(asked), {"do": "revoke", "link": str(AnswerLink.objects.get().pk)})
    assert desk.get(path).status_code == 404 and "dicabut" in text(client.get(links(asked)))


def test_a_link_is_sent_to_the_registered_contact() -> None:
    asked = Asked()
    client = officer(asked)
    assert "Kirim lewat WhatsApp" in text(client.get(links(asked)))
    client.post(links(asked), {"do": "send"})
    assert Message.objects.get().hint == "…111" and AnswerLink.objects.get().made_by is not None


def test_a_revoked_link_takes_its_waiting_message_back() -> None:
    asked = Asked()
    client = officer(asked)
    client.post(links(asked), {"do": "send"})
    client.post(links(asked), {"do": "revoke", "link": str(AnswerLink.objects.get().pk)})
    assert Message.objects.get().state == "cancelled"


def test_care_of_the_mind_is_linked_by_the_treating_team_alone() -> None:
    asked = Asked(service="kesehatan-jiwa")
    client = kit.sign_in(Client(), asked.village.where.officer)
    assert client.get(links(asked)).status_code == 404
    assert client.post(links(asked), {"do": "make"}).status_code == 404
    client.post(letter(asked))
    assert not AnswerLink.objects.exists()
    assert officer(asked).post(links(asked), {"do": "make"}).status_code == 302


def test_a_request_that_nobody_else_is_asked_has_no_link() -> None:
    asked = Asked()
    Request.objects.filter(pk=asked.id).update(to_unit=None)
    client = officer(asked)
    assert client.get(links(asked)).status_code == 302
    client.post(letter(asked))
    assert not AnswerLink.objects.exists() and "Puskesmas Tebet" in text(client.get(letter(asked)))


def test_a_stranger_reads_no_letter() -> None:
    asked = Asked()
    stranger = Account.objects.create_user("jauh", "x", name="Jauh")
    Assignment.objects.create(account=stranger, role=Assignment.Role.OFFICER, unit=kit.world().puskesmas)
    client = kit.sign_in(Client(), stranger)
    assert {client.get(address(asked)).status_code for address in (letter, links)} == {404}


def test_who_rang_for_a_place_without_simpul_is_written_down() -> None:
    asked = Asked()
    client = officer(asked)
    shown = client.get(f"/puskesmas/rujukan/{asked.id}/?jawab=accept").content.decode()
    assert 'name="answered_by"' in shown
    rang = {"action": "accept", "seen": asked.request.seq, "answered_by": " Rini  Astuti (perawat IGD) "}
    assert client.post(f"/puskesmas/rujukan/{asked.id}/jawab/", rang).status_code == 302
    assert asked.request.history[-1]["answered_by"] == asked.request.answered_by == "Rini Astuti (perawat IGD)"
    assert "Rini Astuti (perawat IGD)" in client.get(f"/puskesmas/rujukan/{asked.id}/").content.decode()


def test_a_place_with_accounts_answers_for_itself() -> None:
    asked = Asked()
    UnitProfile.objects.filter(unit=asked.hospital).update(uses_simpul=True)
    client = officer(asked)
    for action in ("accept", "reroute"):
        shown = client.get(f"/puskesmas/rujukan/{asked.id}/?jawab={action}").content.decode()
        assert 'name="answered_by"' not in shown


def test_nobody_carries_a_letter_about_nobody() -> None:
    asked = Asked()
    asked.id = asked.village.refer(None, to_unit=str(asked.hospital.pk))
    client = officer(asked)
    assert "Cetak surat" not in client.get(f"/puskesmas/rujukan/{asked.id}/").content.decode()
    assert "Cetak surat" not in text(client.get(links(asked)))
    assert client.get(letter(asked)).status_code == 302 and client.post(letter(asked)).status_code == 302
    assert not AnswerLink.objects.filter(way="letter").exists()


def test_the_letter_names_itself_once_among_what_to_bring() -> None:
    asked = Asked()
    html = text(officer(asked).get(letter(asked)))
    assert html.count("Surat ini") == 1 and "Surat rujukan dari posyandu" not in html and "KTP" in html
