"""Counts of other offices beside our own: read row by row, replaced by source, summed from villages."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from simpul.care.tests.stories import Village
from simpul.exchange.denominators import beside
from simpul.exchange.denominators.content import book
from simpul.exchange.denominators.importing import take_in
from simpul.exchange.denominators.models import Denominator
from simpul.exchange.denominators.queries import belongs, said_of
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.roster import Member
from simpul.exchange.sheets import writing
from simpul.exchange.sheets.faults import SheetError
from simpul.registry.models import Area, Unit
from simpul.registry.tests.kit import sign_in

database = [pytest.mark.django_db, pytest.mark.usefixtures("day")]
HEADERS = ("kode_wilayah", "tahun", "kelompok", "jumlah", "sumber", "tanggal")


def sheet(*rows: tuple[object, ...]) -> bytes:
    return writing.as_csv(HEADERS, rows)


def area_of(village: Village) -> str:
    return str(Unit.objects.get(pk=village.here).area_id)


def anywhere(_code: str) -> bool:
    return True


class TestSheets:
    pytestmark = database

    def test_a_sheet_comes_in_and_a_newer_one_of_the_same_source_replaces_it(self, village: Village) -> None:
        code, officer = area_of(village), village.where.officer
        first = sheet(
            (code, 2026, "Balita", 120, "Pusdatin", "2026-01-15"), (code, 2026, "bumil", 14, "Pusdatin", "2026-01-15")
        )
        assert take_in(officer, first, anywhere).stored == 2
        again = sheet((code.replace(".", ""), 2026, "balita", 131, "Pusdatin", "2026-02-01"))
        assert take_in(officer, again, anywhere).faults == []
        found = {(one.group, one.count, one.of) for one in said_of(code, 2026)}
        assert found == {("balita", 131, date(2026, 2, 1)), ("bumil", 14, date(2026, 1, 15))}
        assert said_of(code, 2025) == []

    @pytest.mark.parametrize(
        ("place", "value", "says"),
        [
            (0, "99.99", "Kode wilayah"),
            (1, "26", "Tahun"),
            (2, "kucing", "Kelompok"),
            (3, "1.200", "bilangan bulat"),
            (3, "-3", "bilangan bulat"),
            (4, " ", "Sumber"),
            (5, "kemarin", "Tanggal"),
            (5, "2027-01-01", "Tanggal"),
        ],
    )
    def test_a_row_that_cannot_be_read_is_named_and_the_others_come_in(
        self, village: Village, place: int, value: str, says: str
    ) -> None:
        good: list[object] = [area_of(village), 2026, "balita", 120, "Pusdatin", "2026-01-15"]
        bad = [*good]
        bad[place] = value
        good[2] = "lansia"
        taken = take_in(village.where.officer, sheet(tuple(bad), tuple(good)), anywhere)
        assert taken.stored == 1 and [(one.row, says in one.what) for one in taken.faults] == [(2, True)]

    def test_an_area_of_others_is_not_spoken_for(self, village: Village) -> None:
        rows = sheet((area_of(village), 2026, "balita", 120, "Pusdatin", "2026-01-15"))
        assert take_in(village.where.officer, rows, lambda code: False).stored == 0

    def test_a_sheet_without_its_headers_is_refused_whole(self, village: Village) -> None:
        taken = take_in(village.where.officer, writing.as_csv(("a", "b"), [("1", "2")]), anywhere)
        assert taken.stored == 0 and "Judul kolom" in taken.faults[0].what
        with pytest.raises(SheetError):
            take_in(village.where.officer, b"%PDF-1.4", anywhere)

    def test_a_district_is_the_sum_of_its_villages_unless_it_has_its_own_count(self, village: Village) -> None:
        code = area_of(village)
        district = code.rpartition(".")[0]
        Area.objects.get_or_create(code=district, defaults={"name": "Kecamatan", "level": 3})
        other = Area.objects.create(code=f"{district}.9999", name="Desa lain", level=4).code
        rows = [
            (one, 2026, "balita", count, "Pusdatin", day)
            for one, count, day in ((code, 100, "2026-01-15"), (other, 30, "2026-01-10"))
        ]
        take_in(village.where.officer, sheet(*rows), anywhere)
        [found] = said_of(district, 2026)
        assert (found.count, found.of) == (130, date(2026, 1, 10))
        take_in(village.where.officer, sheet((district, 2026, "balita", 150, "Pusdatin", "2026-02-01")), anywhere)
        assert [one.count for one in said_of(district, 2026)] == [150]

    def test_women_after_birth_are_those_of_forty_two_days(self, village: Village) -> None:
        for name, born in (("Dewi", "2026-02-10"), ("Sari", "2025-12-01")):
            mother = village.child(name=name, birth_date="1997-01-01")
            village.child(name=f"Anak {name}", birth_date=born, mother=mother)
        found = {one.group: one for one in beside(area_of(village), [UUID(village.here)], Month(2026, 2))}
        assert found["bufas"].local == 1

    def test_local_counts_stand_beside(self, village: Village) -> None:
        village.child(village.family())
        village.child(village.family(), birth_date="2022-03-01")
        code = area_of(village)
        take_in(village.where.officer, sheet((code, 2026, "balita", 5, "Pusdatin", "2026-01-15")), anywhere)
        found = {one.group: one for one in beside(code, [UUID(village.here)], Month(2026, 2))}
        assert (found["bayi"].local, found["balita"].local, found["anak-balita"].local) == (1, 2, 1)
        assert found["balita"].difference == -3 and found["bayi"].difference is None

    def test_the_officer_sees_and_uploads_on_the_page(self, village: Village) -> None:
        client = sign_in(Client(), village.where.officer)
        assert "belum ada" in client.get("/impor/sasaran/").content.decode()
        rows = sheet((area_of(village), 2026, "balita", 1234, "Pusdatin", "2026-01-15"))
        answer = client.post("/impor/sasaran/", {"sheet": SimpleUploadedFile("s.csv", rows)})
        assert answer.status_code == 302
        page = client.get("/impor/sasaran/").content.decode()
        assert "1.234" in page and "Pusdatin, 15 Jan 2026" in page
        wrong = sheet(("99", 2026, "balita", 1, "Pusdatin", "2026-01-15"))
        page = client.post("/impor/sasaran/", {"sheet": SimpleUploadedFile("s.csv", wrong)}).content.decode()
        assert "1 baris belum masuk" in page and Denominator.objects.count() == 1


@given(st.dates(date(1930, 1, 1), date(2026, 2, 28)))
def test_ages_belong_to_one_group_of_the_life_cycle_at_most(born: date) -> None:
    member: Any = Member(UUID(int=1), UUID(int=2), born, "P", None)
    mine = {one.id for one in book().groups if belongs(member, one, date(2026, 2, 28))}
    assert len(mine - {"bayi", "anak-balita"}) <= 1
    assert ("balita" in mine) == (("bayi" in mine) != ("anak-balita" in mine))
