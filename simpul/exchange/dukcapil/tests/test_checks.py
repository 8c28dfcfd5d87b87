"""Checks with Dukcapil over real HTTP: verdicts, allowances, refusals, and that nothing but the verdict stays."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from simpul.base import clock
from simpul.base.models import AuditRow
from simpul.care.tests.stories import Village, at
from simpul.exchange.dukcapil import queries, queue
from simpul.exchange.dukcapil.content import Access, accesses
from simpul.exchange.dukcapil.matching import Identity, Unanswered, question, verdict
from simpul.exchange.dukcapil.models import AccessDay, IdentityCheck
from simpul.exchange.dukcapil.tests.registry_office import RIGHT, Office, answering
from simpul.exchange.private_files import PrivateFileError
from simpul.people.models import Person
from simpul.registry.models import Post, Unit
from simpul.registry.tests.kit import sign_in

NIK = "3171065009250001"
WHO = Identity(NIK, "Aisyah Putri", date(2025, 9, 10), "P")
KNOWN = {"NAMA_LGKP": "AISYAH PUTRI", "TGL_LHR": "10-09-2025", "JENIS_KLMIN": "Perempuan"}
database = pytest.mark.django_db


@dataclass
class Story:
    """A village, the office, and the right to ask it."""

    village: Village
    office: Office
    access: Access

    @property
    def puskesmas(self) -> str:
        """Whose right it is."""
        return str(self.access.puskesmas[0])

    def child(self, **over: Any) -> Person:
        """A child on the register."""
        pk = self.village.child(self.village.family(), **({"nik": NIK} | over))
        return Person.objects.get(pk=pk)

    def check(self, *persons: Person, most: int = 10) -> int:
        """Ask about them now."""
        queue.enqueue(self.village.where.officer, persons)
        return self.round(most)

    def round(self, most: int = 10) -> int:
        """What a tick does."""
        return queue.work_off({self.puskesmas: self.access}, most)


def right(office: Office, per_day: int, *puskesmas: UUID) -> Access:
    """The right that the office knows."""
    user, password, ip = RIGHT["USER_ID"], RIGHT["PASSWORD"], RIGHT["IP_USER"]
    return Access("dinkes", puskesmas, office.address, user, password, ip, per_day)


@pytest.fixture
def story() -> Iterator[Story]:
    with at("2026-03-10T08:00"), answering(Office(people={NIK: dict(KNOWN)})) as office:
        village = Village()
        puskesmas = Post.objects.get(pk=village.here).puskesmas_id
        yield Story(village, office, right(office, 50, UUID(str(puskesmas))))


@database
def test_a_person_whose_data_fit_is_told_so_with_time_and_method(story: Story) -> None:
    child = story.child()
    assert queries.standing(child).verdict == ""
    assert story.check(child) == 1
    found = queries.standing(child)
    assert found.verdict == "same" and found.checked_at == clock.now() and "verify-by-element" in found.method
    assert dict(found.fields) == {"nik": "same", "name": "same", "birth_date": "same", "sex": "same"}
    assert story.office.bodies[0]["TGL_LHR"] == "10-09-2025" and story.office.bodies[0]["TRESHOLD"] == "80"


@database
def test_what_differs_is_named_and_nothing_that_dukcapil_knows_is_kept(story: Story) -> None:
    story.office.people[NIK] = KNOWN | {"TGL_LHR": "11-09-2025", "NAMA_LGKP": "AISHAH PUTERI"}
    child = story.child()
    story.check(child)
    found = queries.standing(child)
    assert found.verdict == "different" and dict(found.fields)["birth_date"] == "different"
    stored = ""
    with connection.cursor() as cursor:
        for model in apps.get_app_config("exchange").get_models():
            cursor.execute(f"SELECT coalesce(json_agg(t)::text, '') FROM {model._meta.db_table} t")
            stored += str(cursor.fetchone())
        cursor.execute("SELECT coalesce(json_agg(t)::text, '') FROM base_auditrow t")
        stored += str(cursor.fetchone())
    for secret in ("Jalan Rahasia", "IBU RAHASIA", "PUTERI", "11-09-2025", NIK, RIGHT["PASSWORD"]):
        assert secret not in stored, secret


@database
def test_a_nik_that_nobody_has_is_told(story: Story) -> None:
    child = story.child(nik="3171065009259999")
    story.check(child)
    assert queries.standing(child).fields == [("nik", "unknown")]


@database
def test_a_correction_takes_the_verdict_away_and_another_change_does_not(story: Story) -> None:
    child = story.child()
    story.check(child)
    story.village.write("person.changed", str(child.pk), {"fields": {"mother_name": "Siti"}}, base={"family": 999})
    assert queries.standing(child).verdict == "same"
    story.village.write("person.changed", str(child.pk), {"fields": {"name": "Aisyah"}}, base={"identity": 999})
    assert queries.standing(child).verdict == ""


@database
def test_the_days_allowance_is_kept_and_the_rest_waits_for_tomorrow(story: Story) -> None:
    children = [story.child(nik=f"317106500925{number:04d}") for number in range(4)]
    story.access = right(story.office, 2, *story.access.puskesmas)
    assert story.check(*children) == 2 and story.office.asked == 2
    assert story.round() == 0 and queue.left_today(story.access) == 0
    with at("2026-03-11T00:10"):
        assert story.round() == 2
    assert IdentityCheck.objects.filter(queued_at=None).count() == 4


@database
def test_when_dukcapil_says_it_is_enough_nobody_asks_on(story: Story) -> None:
    story.office.per_day = 1
    children = [story.child(nik=f"317106500925{number:04d}") for number in range(3)]
    story.check(*children)
    assert story.office.asked == 2 and AccessDay.objects.get().closed
    assert IdentityCheck.objects.filter(reason="quota", queued_at__isnull=False).count() == 1
    with at("2026-03-11T00:10"):
        story.office.per_day = 100
        story.round()
    assert not IdentityCheck.objects.filter(queued_at__isnull=False).exists()


@database
def test_a_line_that_is_cut_keeps_the_queue(story: Story) -> None:
    story.office.silent = True
    child = story.child()
    story.check(child)
    found = queries.standing(child)
    assert found.queued and found.verdict == "" and "belum dapat dihubungi" in found.problem["what"]
    story.office.silent = False
    with at("2026-03-10T08:05"):
        story.round()
    assert queries.standing(child).verdict == "same"


@database
def test_a_worker_that_died_is_taken_over(story: Story) -> None:
    child = story.child()
    queue.enqueue(story.village.where.officer, [child])
    assert queue._claim([story.puskesmas]) is not None
    assert story.round() == 0
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        assert story.round() == 1
    assert queries.standing(child).verdict == "same"


@database
def test_a_right_that_is_not_accepted_is_said(story: Story) -> None:
    story.access = Access("dinkes", story.access.puskesmas, story.office.address, "x", "y", "z", per_day=9)
    child = story.child()
    story.check(child)
    assert "hak akses" in queries.standing(child).problem["what"] and queries.standing(child).verdict == ""


@database
def test_someone_without_a_nik_is_never_asked_about(story: Story) -> None:
    child = story.child(nik=None)
    assert story.check(child) == 0 and story.office.bodies == []
    assert not queries.standing(child).whole


@database
def test_nobody_is_asked_about_without_a_right(story: Story) -> None:
    queue.enqueue(story.village.where.officer, [story.child()])
    assert queue.work_off({}, 10) == 0 and story.office.bodies == []


@database
def test_neither_question_nor_answer_is_logged(story: Story, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    story.check(story.child())
    story.office.says = {"content": "Jalan Rahasia"}
    story.check(story.child(nik="3171065009250002"))
    assert NIK not in caplog.text and "Rahasia" not in caplog.text and RIGHT["PASSWORD"] not in caplog.text


@database
def test_the_pages_of_an_officer(story: Story, settings: Any, tmp_path: Any) -> None:
    file = tmp_path / "dukcapil.json"
    one = {"name": "d", "puskesmas": [story.puskesmas], "address": story.office.address, "per_day": 30}
    file.write_text(json.dumps({"accesses": [one | {"user": "u", "password": "sandi-rahasia", "ip": "i"}]}))
    file.chmod(0o600)
    settings.DUKCAPIL = str(file)
    child = story.child()
    client = sign_in(Client(), story.village.where.officer)
    page = client.get("/puskesmas/dukcapil/").content.decode()
    assert "Sisa jatah hari ini 30 dari 30" in page and "Cocokkan 1 warga" in page and "sandi-rahasia" not in page
    assert client.post(f"/puskesmas/dukcapil/{story.village.here}/").status_code == 302
    assert "Antre untuk dicocokkan" in client.get(f"/puskesmas/warga/{child.pk}/dukcapil/").content.decode()
    story.round()
    page = client.get(f"/puskesmas/warga/{child.pk}/dukcapil/").content.decode()
    assert "Sesuai" in page and "10 Maret 2026" in page
    assert "Dukcapil: data sesuai" in client.get(f"/puskesmas/warga/{child.pk}/").content.decode()
    assert AuditRow.objects.filter(action="read", detail__purpose="dukcapil").count() == 2
    other = sign_in(Client(), Village().where.officer)
    assert other.post(f"/puskesmas/dukcapil/{story.village.here}/").status_code == 404
    assert other.get(f"/puskesmas/warga/{child.pk}/dukcapil/").status_code == 404


@database
def test_posts_are_counted(story: Story) -> None:
    story.check(story.child(), story.child(nik="3171065009259999"))
    story.child(nik=None)
    story.child(nik="3171065009250007")
    [here] = queries.posts(Unit.objects.filter(pk=story.village.here))
    assert (here.same, here.different, here.unchecked, here.queued, here.askable) == (1, 1, 2, 0, 1)


RIGHTS = Access("d", (), "http://x", "u", "p", "i", per_day=1)


@given(st.integers(0, 100), st.integers(1, 100))
def test_a_name_fits_from_the_threshold_on(near: int, threshold: int) -> None:
    access = Access("d", (), "http://x", "u", "p", "i", per_day=1, threshold=threshold)
    said = {"content": [KNOWN | {"NAMA_LGKP": f"Sesuai ({near})", "TGL_LHR": "Sesuai", "JENIS_KLMIN": "Sesuai"}]}
    assert verdict(said, WHO, access).same == (near >= threshold)


anything = st.recursive(st.none() | st.text() | st.integers(), lambda e: st.lists(e) | st.dictionaries(st.text(), e))


@given(anything)
def test_an_answer_that_is_not_understood_is_no_verdict(said: Any) -> None:
    with pytest.raises(Unanswered):
        verdict(said, WHO, RIGHTS)


def test_a_field_that_is_not_held_is_not_asked_about() -> None:
    asked = question(Identity(NIK, "Aisyah", date(2025, 9, 10), None), RIGHTS)
    assert set(asked) == {"NIK", "NAMA_LGKP", "TGL_LHR", "USER_ID", "PASSWORD", "IP_USER", "TRESHOLD"}


def test_the_file_of_rights_is_read_strictly(settings: Any, tmp_path: Any) -> None:
    settings.DUKCAPIL = ""
    assert accesses() == {}
    file = tmp_path / "dukcapil.json"
    settings.DUKCAPIL = str(file)
    one = '{"name": "d", "puskesmas": ["%s"], "address": "x", "user": "u", "password": "p", "ip": "i", "per_day": 1%s}'
    unit = "5b0f7f2e-0000-7000-8000-000000000002"
    for text, says in (
        (one % (unit, "") + ", " + one % (unit, ""), "two access rights"),
        (one % (unit, ', "adapter": "x"'), "no adapter x"),
        (one % (unit, ', "surprise": 1'), "surprise"),
    ):
        file.write_text(f'{{"accesses": [{text}]}}')
        file.chmod(0o600)
        file.touch()
        with pytest.raises(PrivateFileError, match=says):
            accesses()
        file.unlink()
