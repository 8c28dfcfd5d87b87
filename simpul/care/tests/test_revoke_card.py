"""A lost card opens nothing, for phones, pages and guests; a new one is printed at once."""

import pytest
from django.test import Client

from simpul.base import clock
from simpul.care.tests.stories import Village
from simpul.people.models import Person
from simpul.people.queries import search
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
TOKEN = "k" * 22


def test_the_officer_revokes_and_the_kader_prints_anew() -> None:
    village = Village()
    child = village.child(card_token=TOKEN)
    client = kit.sign_in(Client(), village.where.officer)
    page = f"/puskesmas/warga/{child}/"
    assert "Cabut kartu" in client.get(page).content.decode()
    client.post(f"{page}kartu/")
    person = Person.objects.get(pk=child)
    assert person.card_token is None
    assert search({village.here}, TOKEN, clock.today()) == []
    assert "Cabut kartu" not in client.get(page).content.decode()
    new = {"fields": {"card_token": "n" * 22}}
    village.write("person.changed", child, new, by=village.where.kaders[0], base={"card": person.seq})
    assert Person.objects.get(pk=child).card_token == "n" * 22


def test_an_officer_of_elsewhere_revokes_nothing() -> None:
    village, elsewhere = Village(), Village()
    child = village.child(card_token=TOKEN)
    client = kit.sign_in(Client(), elsewhere.where.officer)
    assert client.post(f"/puskesmas/warga/{child}/kartu/").status_code == 404
    assert Person.objects.get(pk=child).card_token == TOKEN
