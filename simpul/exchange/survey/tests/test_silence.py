"""Who has not answered: narrowed, searched, ordered, taken along; a round of reminders goes to whom the page shows."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from simpul.base.outbox.models import Message
from simpul.care.tests.stories import at
from simpul.exchange.sheets.reading import tables
from simpul.exchange.survey import reminding, silence
from simpul.exchange.survey.tests.test_survey import MIND, NOW, TODAY, dinas, here
from simpul.knowledge.services import service
from simpul.registry.capabilities.declare import declare
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.models import Account
from simpul.registry.tests import kit
from simpul.registry.tests.kit import World

__all__ = ["dinas", "here"]
pytestmark = pytest.mark.django_db


def names(actor: Account, **asked: str) -> list[str]:
    given = QueryDict(mutable=True)
    given.update(asked)
    return list(silence.listed(actor, service(MIND), silence.wanted(given), TODAY).values_list("name", flat=True))


def test_it_is_narrowed_and_searched(here: World, dinas: Account) -> None:
    with at(NOW):
        assert len(names(dinas)) == 6
        assert names(dinas, jenis="posyandu", urut="nama", q="melati") == ["Melati 1", "Melati 2"]
        assert set(names(dinas, jenis="puskesmas")) == {here.puskesmas.name, here.other_puskesmas.name}
        assert names(dinas, wilayah="99") == [] and len(names(dinas, jenis="kantor", urut="acak")) == 6
        declare(here.post, MIND, "able", TODAY, {}, "survei", None)
        assert names(dinas, q="MELATI") == ["Melati 2"]


def test_whoever_was_not_reminded_for_longest_comes_first(here: World, dinas: Account) -> None:
    with at(NOW):
        reminding.words_to_copy(dinas, service(MIND), here.post)
        assert names(dinas, urut="diingatkan")[-1] == here.post.name
        reminding.words_to_copy(dinas, service("kia"), here.next_post)
        assert names(dinas, urut="diingatkan")[-1] == here.post.name


def test_a_round_of_reminders_goes_to_whom_the_page_shows(here: World, dinas: Account) -> None:
    for at_, unit in enumerate((here.post, here.next_post, here.hospital)):
        UnitProfile.objects.update_or_create(unit=unit, defaults={"whatsapp": f"08120000000{at_}"})
    with at(NOW):
        client = kit.sign_in(Client(), dinas)
        page = client.get("/kemampuan/survei/", {"jenis": "posyandu", "q": "Melati"}).content.decode()
        assert "Ingatkan semua yang cocok" in page and here.hospital.name not in page
        asked: dict[str, Any] = {"layanan": MIND, "jenis": "posyandu", "q": "Melati", "semua": "ya"}
        answer = client.post("/kemampuan/survei/ingatkan/", asked)
        assert "jenis=posyandu" in answer.headers["Location"]
        assert Message.objects.count() == 2
        client.post("/kemampuan/survei/ingatkan/", {"layanan": MIND, "unit": str(here.hospital.pk)})
    assert Message.objects.count() == 3


def test_the_list_is_taken_along_as_it_is_shown_without_a_number(here: World, dinas: Account) -> None:
    UnitProfile.objects.update_or_create(unit=here.post, defaults={"whatsapp": "081200000001"})
    with at(NOW):
        client = kit.sign_in(Client(), dinas)
        csv = client.get(
            "/kemampuan/survei/belum/", {"bentuk": "csv", "jenis": "posyandu", "q": "Melati"}
        ).content.decode()
        assert csv.count("Melati") == 2 and "whatsapp" in csv and "0812" not in csv
        (rows,) = [list(one) for one in tables(client.get("/kemampuan/survei/belum/").content)]
        assert len(rows) == 7
        assert client.get("/kemampuan/survei/belum/", {"bentuk": "exe"}).status_code == 404
        own = kit.sign_in(Client(), here.officer).get("/kemampuan/survei/belum/", {"bentuk": "csv"}).content.decode()
        assert here.hospital.name not in own and here.post.name in own
