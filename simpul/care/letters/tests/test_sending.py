"""The page of links says what became of each message: written, waiting, sent, arrived, failed; and what else helps."""

from typing import Any

import pytest
from django.test import Client

from simpul.base.outbox.models import Message
from simpul.care.letters.tests.kit import Asked, opener, text
from simpul.network.links import making
from simpul.network.links.due import tell_places
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)
CONNECTED = {"whatsapp": "", "sms": "", "email": ""}
COPY, LETTER = "Salin tautannya", "Cetak surat"


@pytest.fixture
def whatsapp(settings: Any) -> None:
    """WhatsApp is connected."""
    settings.MESSAGING = CONNECTED | {"whatsapp": "/etc/simpul/whatsapp.json"}


def seen(asked: Asked) -> str:
    """The page of links, as a bidan sees it."""
    asked.village.where.officer.assignments.update(title="Bidan")
    client = kit.sign_in(Client(), asked.village.where.officer)
    return text(client.get(f"/puskesmas/rujukan/{asked.id}/tautan/"))


def told(**message: Any) -> Asked:
    """The hospital was written to, and the message stands so."""
    asked = Asked()
    assert tell_places() == 1
    Message.objects.update(**message)
    return asked


def test_a_message_that_nothing_can_send_is_written_not_sent() -> None:
    shown = seen(told())
    assert "Ditulis, belum terkirim" in shown and "WhatsApp belum tersambung" in shown
    assert "Terkirim" not in shown and "Dikirim" not in shown
    assert COPY in shown and LETTER in shown


def test_what_an_officer_sends_without_a_channel_is_told_as_written() -> None:
    asked = Asked()
    asked.village.where.officer.assignments.update(title="Bidan")
    client = kit.sign_in(Client(), asked.village.where.officer)
    answer = client.post(f"/puskesmas/rujukan/{asked.id}/tautan/", {"do": "send"}, follow=True)
    assert "Pesan sudah ditulis" in answer.content.decode() and "dikirim ke kontak" not in answer.content.decode()


@pytest.mark.usefixtures("whatsapp")
@pytest.mark.parametrize(
    ("message", "words", "helped"),
    [
        ({}, "Ditulis, menunggu dikirim", True),
        ({"attempts": 2, "reason": "unreachable"}, "Penyedia tidak dapat dihubungi", True),
        ({"state": "sent"}, "Terkirim", False),
        ({"state": "delivered"}, "Sampai di HP penerima", False),
        ({"state": "read"}, "Sudah dibaca", False),
        ({"state": "failed", "reason": "no_account"}, "Gagal terkirim: Nomor ini tidak memakai WhatsApp", True),
        ({"state": "cancelled"}, "Batal dikirim", False),
    ],
)
def test_each_state_of_a_message_has_its_words(message: dict[str, Any], words: str, helped: bool) -> None:
    shown = seen(told(**message))
    assert words in shown and "…111" in shown
    assert (COPY in shown) == helped


@pytest.mark.usefixtures("whatsapp")
def test_a_message_long_deleted_claims_nothing() -> None:
    asked = told()
    Message.objects.all().delete()
    assert "Lewat pesan; catatan kirimnya sudah dihapus" in seen(asked)


def test_of_two_contacts_the_one_that_can_be_reached_is_written_to(settings: Any) -> None:
    asked = Asked(contact={"whatsapp": "081200000111", "email": "igd@rsud.example"})
    assert making.contact_of(asked.hospital) == ("whatsapp", "081200000111"), "nothing is connected: the quickest"
    settings.MESSAGING = CONNECTED | {"email": "/etc/simpul/mail.json"}
    assert making.contact_of(asked.hospital) == ("email", "igd@rsud.example")
    settings.MESSAGING = CONNECTED | {"sms": "/etc/simpul/sms.json"}
    assert making.contact_of(asked.hospital) == ("whatsapp", "081200000111"), "it waits for its channel"


def test_whoever_asks_for_a_new_link_reads_whether_it_goes_and_whom_to_call(settings: Any) -> None:
    asked = Asked()
    path = asked.told()
    opener(path)
    for connected, words in (
        ("", "Tautan baru sudah ditulis"),
        ("/etc/simpul/whatsapp.json", "Tautan baru segera dikirim"),
    ):
        settings.MESSAGING = CONNECTED | {"whatsapp": connected}
        again = text(Client().post(f"{path}baru/"))
        assert words in again and "021-830-0001" in again


def test_the_door_says_who_sends_it_and_nothing_of_whom() -> None:
    asked = Asked()
    door = text(Client().get(asked.told()))
    assert "Puskesmas Tebet" in door and "021-830-0001" in door and "Aisyah" not in door
