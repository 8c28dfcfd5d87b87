"""What two phones wrote of one vaccine: it counts once, and whoever reads it is told so kindly."""

from datetime import date

import pytest
from django.test import Client

from simpul.base import ids
from simpul.care.dossier import dossier
from simpul.care.episodes.tests.test_births import BORN, bear, differences, expecting
from simpul.care.models import Dose
from simpul.care.parents.queries import parent_page
from simpul.care.tests.stories import Village, at
from simpul.knowledge.schedules import product_label
from simpul.people.models import Person
from simpul.registry.tests.kit import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_vaccine_that_two_phones_wrote_counts_once_and_both_pages_say_so_kindly(client: Client) -> None:
    """HB0 of one birth lies twice in the journal: the schedule shows one, the parents nothing more, no figure two."""
    village = Village()
    who = expecting(village)
    with at("2026-10-21T09:00"):
        bear(village, who)
        bear(village, who, village.where.officer)
        child = Person.objects.get(pk=ids.birth_id(who[2], 1))
        assert Dose.objects.filter(person=child, status="ok").count() == 2
        found = dossier(child)
        assert [(line.product, line.status) for line in found.schedule if "HB0" in line.product] == [
            (product_label("HB0"), "given")
        ]
        assert {line.remark for line in found.dose_lines} == {"Tercatat dua kali pada hari yang sama; dihitung satu."}
        sign_in(client, village.where.officer)
        told = client.get(f"/puskesmas/warga/{child.pk}/").content.decode()
        assert told.count("Tercatat dua kali pada hari yang sama; dihitung satu.") == 2
        assert product_label("HB0") not in {one.words for one in parent_page(child, date(2026, 10, 21)).coming}
    assert not differences()


def test_two_days_of_one_vaccine_count_by_the_earlier() -> None:
    """The phones disagree on the day of birth: the one that came first stands, its vaccine with it."""
    village = Village()
    who = expecting(village)
    with at("2026-10-22T09:00"):
        bear(village, who)
        late = {"product": "HB0", "number": 1, "date": "2026-10-21", "source": "history"}
        village.write("dose.given", ids.birth_id(who[2], 1), late)
        found = dossier(Person.objects.get(pk=ids.birth_id(who[2], 1)))
    given = [line.day for line in found.schedule if line.status == "given"]
    assert given == [date.fromisoformat(BORN)]
    assert [(str(line.dose.date), bool(line.remark)) for line in found.dose_lines] == [
        ("2026-10-21", True),
        (BORN, False),
    ]
