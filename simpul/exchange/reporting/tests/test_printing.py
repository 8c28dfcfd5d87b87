"""Cards, the page for the village, and every report of the page as every file that it offers."""

import io
from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from simpul.base import ids
from simpul.care.models import Dose
from simpul.care.tests.stories import at
from simpul.exchange.reporting.cards.content import columns, content
from simpul.exchange.reporting.cards.printed import cards
from simpul.exchange.reporting.making import recap_of, write, write_all
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.office.catalogue import Report, reports
from simpul.exchange.reporting.office.scopes import alone
from simpul.exchange.reporting.places import post_by_code
from simpul.exchange.reporting.poster import poster, preview
from simpul.exchange.reporting.recap import Place
from simpul.exchange.reporting.tables import Table
from simpul.exchange.reporting.tests.small_post import LATER, SmallPost
from simpul.exchange.sheets import writing
from simpul.knowledge.schedules.words import product_label
from simpul.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
MARCH = Month(2026, 3)
EVERYBODY = ("Aisyah", "Bagas", "Citra", "Dimas", "Mira", "Nani", "Vino", "Wati", "Xenia")


@pytest.fixture
def here() -> Iterator[Place]:
    """The small post on 5 April."""
    small = SmallPost()
    with at(LATER):
        yield post_by_code(small.village.here)


def test_a_card_is_a_sheet_for_each_child_with_a_line_for_each_visit(here: Place) -> None:
    made = {dict(card.facts)["Nama"]: card for card in cards("balita", [here], MARCH)}
    assert sorted(made) == ["Aisyah", "Bagas", "Citra", "Dimas", "Ilham", "Jihan"]
    card = made["Bagas"]
    said = dict(zip((column["from"][0] for column in columns("balita")), card.rows[1], strict=True))
    assert (said["age_months"], said["visit_date"], said["weight_kg"], said["kms"]) == (
        23,
        date(2026, 3, 10),
        "10,9",
        "T",
    )
    assert (said["length_height_cm"], said["tbc_cough"], said["tbc_fever"]) == ("86,0 Telentang", "ya", "tidak")
    assert (said["referred_to"], said["illness"], said["vitamin_a"]) == ("ya", "batuk, diare", "ya")
    papers = content()["papers"]["balita"]
    assert (card.paper, made["Aisyah"].paper) == (papers["L"], papers["P"])
    # The record that was merged into hers is on her card, in order of date.
    assert [row[1] for row in made["Aisyah"].rows] == [date(2026, 2, 10), date(2026, 3, 10), date(2026, 3, 12)]


def test_a_capsule_written_as_a_dose_ticks_its_own_column_and_vaccines_are_named(here: Place) -> None:
    dose = Dose.objects.filter(product="VITA-MERAH").get()
    owner = Person.objects.get(name="Dimas")
    for product in ("VITA-MERAH", "ALBENDAZOL"):
        dose.pk, dose.person, dose.product = ids.uuid7(), owner, product
        dose.save(force_insert=True)
    made = {dict(card.facts)["Nama"]: card for card in cards("balita", [here], MARCH)}
    names = [column["from"][0] for column in columns("balita")]
    said = dict(zip(names, made["Dimas"].rows[0], strict=True))
    assert (said["doses_today"], said["vitamin_a"], said["deworming"]) == (None, "ya", "ya")
    told = dict(zip(names, made["Aisyah"].rows[1], strict=True))
    assert told["doses_today"] == f"{product_label('DPT-HB-Hib')} 1"


def test_the_card_of_a_mother_and_of_an_adult_say_bands_in_words(here: Place) -> None:
    mother = next(card for card in cards("hamil", [here], MARCH) if dict(card.facts)["Nama"] == "Nani")
    said = dict(zip((column["from"][0] for column in columns("hamil")), mother.rows[0], strict=True))
    assert (said["gestational_age_weeks"], said["lila"], said["bp"], said["systolic"]) == (
        "14",
        "merah",
        "merah",
        "142/88",
    )
    man = next(card for card in cards("dewasa", [here], MARCH) if dict(card.facts)["Nama"] == "Vino")
    said = dict(zip((column["from"][0] for column in columns("dewasa")), man.rows[0], strict=True))
    assert (said["bmi"], said["bp_band"], said["puma_score"], said["jiwa_action"]) == (
        "24,2 Normal",
        "Tinggi",
        "6",
        "darurat",
    )


def test_the_page_for_the_village_names_nobody(here: Place) -> None:
    table = preview([here], here.name, MARCH, lambda done, total: None)
    assert [list(row) for row in table.rows] == [
        ["balita ditimbang", "5 dari 8"],
        ["balita naik berat badannya, dari yang dapat dinilai", "1 dari 2"],
        ["anak menerima imunisasi", "1"],
        ["anak menerima vitamin A", "1"],
        ["ibu hamil datang", "2 dari 3"],
        ["lansia datang", "2 dari 2"],
    ]
    page = poster([here], here.name, MARCH, lambda done, total: None)
    assert page.startswith(b"%PDF-")
    assert not any(name in str(table) for name in EVERYBODY)


def test_every_report_comes_as_every_file_that_it_offers(here: Place) -> None:
    for one in reports():
        tables = one.make(alone(here), MARCH, lambda done, total: None)
        for form in one.forms if tables else ():
            start = {"pdf": b"%PDF-", "xlsx": b"PK", "xls": b"\xd0\xcf\x11\xe0", "csv": "\ufeff".encode()}[form]
            assert _file(one, here, tables, form).startswith(start), (one.id, form)
        named = {person for table in tables for people in table.persons.values() for person in people}
        assert bool(named) <= one.named, f"{one.id} names persons and does not say so"


def _file(one: Report, here: Place, tables: Sequence[Table], form: str) -> bytes:
    if one.page is not None:
        return one.page(alone(here), MARCH, lambda done, total: None)
    if one.sheet is not None:
        sheet = one.sheet(alone(here), MARCH)
        return writing.as_file(form, sheet.name, sheet.headers, sheet.rows)
    return write_all(tables, form)


def test_a_sheet_holds_numbers_as_numbers_and_the_month_as_a_date(here: Place) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(write(recap_of([here], "", "balita", MARCH), "xlsx")))
    rows = book.get_sheet_by_index(0).to_python()
    values = rows[next(n for n, row in enumerate(rows) if row[0] == "Bulan dan tahun") + 1]
    assert (values[0], values[1:4]) == (date(2026, 3, 1), [2.0, 6.0, 1.0])
    assert any("Koordinator Kader Posyandu" in row for row in rows)
