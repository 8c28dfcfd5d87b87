"""Every unit counts once, on any day of any history; parts add up; the command says what the register says."""

import io
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.test import Client
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from simpul.base import clock
from simpul.cli.report import report as command
from simpul.exchange.reporting.capability import counting, pages, sheets
from simpul.exchange.reporting.capability.public import covered
from simpul.exchange.reporting.capability.sentence import sentences
from simpul.knowledge.services import service
from simpul.registry.capabilities.declare import Declaration, declare_many, retract
from simpul.registry.models import Area, Assignment, Unit
from simpul.registry.tests import kit
from simpul.registry.tests.kit import World, world

pytestmark = pytest.mark.django_db
FIRST = date(2026, 10, 1)
MIND = "kesehatan-jiwa"
AREAS = ("31", "31.71", "31.71.06", "31.71.06.1001", "31.71.07")


@pytest.fixture
def here() -> World:
    made = world()
    for code, name, level in (("31", "DKI Jakarta", 1), ("31.71", "Jakarta Pusat", 2), ("31.71.06", "Menteng", 3)):
        Area.objects.get_or_create(code=code, defaults={"name": name, "level": level})
    Area.objects.get_or_create(code="31.71.07", defaults={"name": "Tanah Abang", "level": 3})
    Unit.objects.filter(pk=made.hospital.pk).update(area="31.71")  # a hospital known only by its city
    Unit.objects.update(open_from=FIRST - timedelta(days=9))
    return made


def units(here: World) -> list[Unit]:
    return [here.post, here.next_post, here.other_post, here.puskesmas, here.other_puskesmas, here.hospital]


def say(unit: Unit, status: str, on: date = FIRST, **more: Any) -> Declaration:
    return Declaration(unit.pk, MIND, status, on, more.pop("source", "survei Oktober"), **more)


def made(area: str = "31", on: date = FIRST) -> counting.Report:
    return counting.report(service(MIND), Area.objects.get(pk=area), on)


class _Back(Exception):
    """Ends an example: what it wrote is rolled back."""


STEP = st.tuples(
    st.integers(0, 5),
    st.sampled_from(["able", "not_able"]),
    st.integers(0, 8),
    st.booleans(),
    st.sampled_from([{}, {"trained_kader": 2}, {"instruments": True, "private_corner": False}]),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=12), st.integers(-2, 10), st.sampled_from(AREAS), st.none() | st.integers(0, 5))
def test_every_unit_counts_once_and_parts_add_up(
    here: World, steps: list[Any], offset: int, area: str, closed: int | None
) -> None:
    on = FIRST + timedelta(days=offset)
    with pytest.raises(_Back), transaction.atomic():
        for who, status, day, taken_back, evidence in steps:
            (row,) = declare_many(
                [say(units(here)[who], status, FIRST + timedelta(days=day), evidence=evidence)], here.operator
            )
            if taken_back:
                retract(row, here.operator)
        if closed is not None:
            Unit.objects.filter(pk=units(here)[closed].pk).update(closed_on=FIRST)
        found = made(area, on)
        there = sum(_is_there(unit, area, on) for unit in Unit.objects.filter(pk__in=[one.pk for one in units(here)]))
        assert found.together.total == there == len(found.lines)
        assert sum(one.total for one in found.kinds.values()) == there
        for count in (found.together, *found.kinds.values()):
            assert count.able + count.not_able + count.not_surveyed == count.total
            assert count.evidence["verified"] + count.evidence["unverified"] == count.able
        _parts_add_up(found)
        raise _Back


def _is_there(unit: Unit, area: str, on: date) -> bool:
    is_open = unit.open_from <= on and (unit.closed_on is None or unit.closed_on > on)
    return is_open and f"{unit.area_id}.".startswith(f"{area}.")


def _parts_add_up(found: counting.Report) -> None:
    inner = counting.parts(found)
    alone = counting.tally(found.service, found.area, found.on, counting.own_lines(found)).together
    for name in counting.STATUSES:
        whole = getattr(found.together, name)
        assert sum(getattr(part.count, name) for part in inner) + getattr(alone, name) == whole
    total = sum((part.count.evidence for part in inner), alone.evidence)
    assert {k: v for k, v in total.items() if v} == {k: v for k, v in found.together.evidence.items() if v}
    for part in inner:
        again = made(part.area.code, found.on)
        assert (again.together.able, again.together.total) == (part.count.able, part.count.total)


def test_the_sentence_and_the_keys(here: World) -> None:
    declare_many(
        [
            say(here.puskesmas, "able", evidence={"psychologist_hours": "Senin 08–12"}, verified_on=FIRST),
            say(here.post, "able", evidence={"trained_kader": 2, "private_corner": False}),
            say(here.next_post, "not_able"),
        ],
        here.operator,
    )
    data = json.loads(sheets.as_json(made()))
    keys = ["able", "not_able", "not_surveyed", "total", "response_rate", "evidence"]
    assert [key for key in data if key in keys] == keys
    assert [data[key] for key in keys[:5]] == [2, 1, 3, 6, 0.5]
    assert data["kinds"]["puskesmas"]["evidence"]["psychologist_hours"] == 1
    post = data["kinds"]["posyandu"]
    assert (post["able"], post["evidence"]["trained_kader"], post["evidence"]["private_corner"]) == (1, 1, 0)
    assert data["sources"] == [{"source": "survei Oktober", "units": 3}]
    with override("id"):
        assert "1 dari 2 puskesmas mampu, 0 belum mampu, 1 belum disurvei." in sentences(made())


def test_the_answer_of_that_day_stays_the_answer_of_that_day(here: World) -> None:
    later = FIRST + timedelta(days=30)
    declare_many([say(here.post, "not_able"), say(here.post, "able", later)], here.operator)
    assert (made("31").together.able, made("31", later).together.able) == (0, 1)


def test_the_command_says_the_same_and_always_the_same(here: World) -> None:
    declare_many([say(here.puskesmas, "able")], here.operator)
    asked = ["capability", "--service", MIND, "--area", "31", "--on", FIRST.isoformat()]
    first, second = (CliRunner().invoke(command, asked) for _ in range(2))
    assert first.exit_code == 0 and first.output == second.output
    assert first.output.encode() == sheets.as_json(made())
    text = CliRunner().invoke(command, [*asked, "--format", "text"]).output
    assert "1 dari 2 puskesmas mampu" in text and "survei Oktober" in text
    csv = CliRunner().invoke(command, [*asked, "--format", "csv"]).output
    assert len(csv.splitlines()) == 7 and "belum disurvei" in csv


WRONG = [
    (["--service", "cuaca", "--area", "31", "--on", "2026-11-01"], "kesehatan-jiwa"),
    (["--service", MIND, "--area", "99", "--on", "2026-11-01"], "31.71.06.1001"),
    (["--service", MIND, "--area", "31", "--on", "1 November"], "tidak terbaca"),
    (["--service", MIND, "--area", "31", "--on", "2026-1-1x"], "tidak terbaca"),
    (["--service", MIND, "--area", "31", "--on", "2026-02-30"], "tidak terbaca"),
    (["--service", MIND, "--area", "31", "--on", "9026-11-01"], "belum tiba"),
    (["--service", MIND, "--area", "31", "--on", "2026-11-01", "--format", "pdf"], "xlsx"),
]


@pytest.mark.parametrize(("wrong", "advice"), WRONG)
def test_a_wrong_question_is_told_what_is_valid(here: World, wrong: list[str], advice: str) -> None:
    said = CliRunner().invoke(command, ["capability", *wrong])
    assert said.exit_code == 2 and advice in said.output


def test_a_wrong_question_is_answered_in_english_where_the_environment_asks_for_it(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en_GB:id")
    said = CliRunner().invoke(command, ["capability", "--service", MIND, "--area", "31", "--on", "9026-11-01"])
    assert said.exit_code == 2 and "lies ahead" in said.output


@pytest.mark.parametrize("asked", ["9026-11-01", "besok", "2026-02-30", "2026-11-01T00:00"])
def test_the_page_says_what_is_wrong_with_a_day_and_shows_no_other_one(here: World, asked: str) -> None:
    client = kit.sign_in(Client(), kit.account("dinas", Assignment.Role.AGENCY, area=Area.objects.get(pk="31")))
    for address in ("/kemampuan/laporan/", "/kemampuan/laporan/unduh/"):
        answer = client.get(address, {"tanggal": asked})
        page = answer.content.decode()
        assert answer.status_code == 422 and "tanggal_error" in page and asked in page
        assert "say-aloud" not in page and "attachment" not in answer.headers.get("Content-Disposition", "")
    good = client.get("/kemampuan/laporan/", {"tanggal": FIRST.isoformat()})
    assert good.status_code == 200 and "tanggal_error" not in good.content.decode()


def test_a_terminal_gets_words_and_never_the_bytes_of_a_file(
    here: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = ["capability", "--service", MIND, "--area", "31", "--on", FIRST.isoformat(), "--format"]
    piped = CliRunner().invoke(command, [*asked, "xlsx"])
    assert piped.exit_code == 0 and piped.stdout_bytes.startswith(b"PK")
    monkeypatch.setattr("simpul.cli.report.is_terminal", lambda: True)
    refused = CliRunner().invoke(command, [*asked, "xlsx"])
    assert refused.exit_code == 2 and "-o" in refused.output and "PK" not in refused.output
    assert CliRunner().invoke(command, [*asked, "text"]).exit_code == 0
    kept = tmp_path / "laporan.xlsx"
    assert CliRunner().invoke(command, [*asked, "xlsx", "-o", str(kept)]).exit_code == 0
    assert kept.read_bytes().startswith(b"PK")


def spoken(*codes: str) -> list[str]:
    """The headings of the public page when only these areas hold places."""
    for at, unit in enumerate(Unit.objects.filter(kind__in=counting.KINDS).order_by("name", "pk")):
        Unit.objects.filter(pk=unit.pk).update(area=codes[at % len(codes)])
    page = Client().get("/layanan-jiwa/").content.decode()
    return re.findall(r"<h2>(Dukungan kesehatan jiwa di .*?) per ", page)


def test_the_public_sentence_speaks_of_the_kecamatan_or_city_that_the_register_covers(here: World) -> None:
    for code, name, level in (("36", "Banten", 1), ("36.71", "Kota Tangerang", 2), ("36.71.01", "Tangerang", 3)):
        Area.objects.get_or_create(code=code, defaults={"name": name, "level": level})
    Area.objects.get_or_create(code="36.71.01.1003", defaults={"name": "Sukasari", "level": 4})
    said = "Dukungan kesehatan jiwa di "
    assert spoken("36.71.01.1003") == [f"{said}Kecamatan Tangerang, Kota Tangerang"], "as the list is chosen"
    assert spoken("36.71.01.1003", "36.71.01") == [f"{said}Kecamatan Tangerang, Kota Tangerang"]
    assert spoken("36.71.01.1003", "36.71") == [f"{said}Kota Tangerang"]
    both = spoken("36.71.01.1003", "31.71.06", "31.71.07")
    assert both == [f"{said}{Area.objects.get(pk='31.71').name}", f"{said}Kecamatan Tangerang, Kota Tangerang"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=8), st.lists(st.sampled_from(AREAS[1:]), min_size=6, max_size=6))
def test_the_public_count_is_the_reports_count_and_covers_everything(
    here: World, steps: list[Any], stands: list[str]
) -> None:
    with pytest.raises(_Back), transaction.atomic():
        for unit, area in zip(units(here), stands, strict=True):
            Unit.objects.filter(pk=unit.pk).update(area=area)
        for who, status, day, _taken_back, evidence in steps:
            declare_many([say(units(here)[who], status, FIRST + timedelta(days=day), evidence=evidence)], None)
        today = clock.today()
        whole = counting.report(service(MIND), Area.objects.get(pk="31"), today)
        (code,) = covered(service(MIND), today)
        narrow = counting.report(service(MIND), Area.objects.get(pk=code), today)
        assert sheets.counts(narrow.together, MIND) == sheets.counts(whole.together, MIND)
        page = Client().get("/layanan-jiwa/").content.decode()
        with override("id"):
            assert all(
                one in page for one, count in zip(sentences(whole), whole.kinds.values(), strict=True) if count.total
            )
        raise _Back


def test_where_nobody_answered_no_nought_is_said(here: World) -> None:
    declare_many([say(here.puskesmas, "not_able")], here.operator)
    found = made()
    silent, spoke = found.kinds["posyandu"], found.kinds["puskesmas"]
    assert (silent.is_silent, silent.response_rate, spoke.is_silent, spoke.response_rate) == (True, 0.0, False, 0.5)
    with override("id"):
        assert sentences(found)[0] == "3 posyandu tercatat: belum ada jawaban."
        assert sentences(found)[1] == "0 dari 2 puskesmas mampu, 1 belum mampu, 1 belum disurvei."
        listed = pages.evidence_table(found)
    assert all(set(counted) == {None} for _label, counted in listed), "nobody is able: nothing to count among"
    told = {
        row[0]: row[1:]
        for row in CalamineWorkbook.from_filelike(io.BytesIO(sheets.as_xlsx(found)))
        .get_sheet_by_name("Ringkasan")
        .to_python()
    }
    assert told["Posyandu"] == ["", "", 3, 3, "belum ada jawaban"] and told["Puskesmas"] == [0, 1, 1, 2, 0.5]
    client = kit.sign_in(Client(), kit.account("dinas", Assignment.Role.AGENCY, area=Area.objects.get(pk="31")))
    page = client.get("/kemampuan/laporan/", {"tanggal": FIRST.isoformat()}).content.decode()
    row = re.search(r"<tr><th[^>]*>(?:<a[^>]*>)?Posyandu(?:</a>)?</th>(.*?)</tr>", page, re.DOTALL)
    assert row and "belum ada jawaban" in row[1] and "0" not in re.sub(r"<[^>]*>", " ", row[1])


def test_a_service_lists_its_own_evidence_alone(here: World) -> None:
    said = {"trained_kader": 2, "psychologist_hours": "Senin", "private_corner": True}
    declare_many(
        [Declaration(here.puskesmas.pk, "imunisasi", "able", FIRST, "survei Oktober", evidence=said)], here.operator
    )
    found = counting.report(service("imunisasi"), Area.objects.get(pk="31"), FIRST)
    minds = {"psychologist", "psychologist_hours", "private_corner", counting.CALENDAR}
    assert found.together.able == 1 and not minds & set(+found.together.evidence)
    assert not minds & set(json.loads(sheets.as_json(found))["evidence"]) and not minds & set(sheets.headers(found))
    with override("id"):
        assert not {"Psikolog", "Jam psikolog", "Jam di kalender"} & {label for label, _ in pages.evidence_table(found)}
    assert minds <= set(json.loads(sheets.as_json(made()))["evidence"])
