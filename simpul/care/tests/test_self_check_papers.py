"""What leaves the self-check: a reminder in a calendar and a poster on a wall."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from simpul.care.selfcheck.showing import result
from simpul.knowledge.colour_scales import EJiwa

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("level", EJiwa)
def test_the_reminder_says_nothing(level: EJiwa) -> None:
    text = unquote(result(level).reminder)
    assert "SUMMARY:Pengingat\r\n" in text and "BEGIN:VCALENDAR\r\n" in text
    assert not re.search(r"jiwa|diri|kabar|merah|kuning|hijau", text, re.IGNORECASE)


def test_the_poster_opens_the_page_and_doors_lead_to_it(client: Client) -> None:
    html = client.get("/cek-diri/poster/").content.decode()
    assert "<svg" in html and "http://testserver/cek-diri/" in html and "119" in html
    for door in ("/", "/layanan-jiwa/"):
        assert 'href="/cek-diri/"' in client.get(door).content.decode()
