"""What was answered reaches no kader: not by rows, files, refusals, pages or logs. Few of the staff may read it."""

import gzip
import json
import logging
from typing import Any

import msgspec
import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from simpul.base.ids import uuid7
from simpul.base.models import AuditRow
from simpul.care.screenings.access import treats
from simpul.care.screenings.tests.stories import DAY, SRQ, adult, data, screened
from simpul.care.tests.stories import Village
from simpul.journal.models import Quarantine
from simpul.journal.testing import Phone, Refusal, account
from simpul.network.models import Request
from simpul.people.models import Person
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Assignment, Unit
from simpul.registry.tests.kit import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
Role = Assignment.Role
MARK = "penandarahasia"
"""Stands in each answer of these tests; nowhere else."""


def everything_a_kader_can_fetch(phone: Phone) -> bytes:
    """Scope, snapshot as it is sent, and every page of a pull from the beginning."""
    found = [phone.send("GET", "journal/scope").content]
    found.append(gzip.decompress(phone.send("GET", f"journal/snapshot/{phone.post}").content))
    phone.token = None
    while True:
        page = phone.pull(limit=50)
        found.append(msgspec.json.encode(page))
        if not page.has_more:
            break
    return b"\n".join(found)


ANSWERS = st.dictionaries(
    st.sampled_from([*map(str, range(1, 21)), "99", f"{MARK}-butir"]),
    st.sampled_from([0, 1, 7, True, None, 0.5, f"{MARK}", f"{MARK}-2"]),
    min_size=1,
    max_size=20,
)
BROKEN = st.sampled_from(
    [
        {},
        {"instrument": f"{MARK} dengan spasi"},
        {"answers": {"17": [MARK]}},
        {"answers": {"17": {"a": MARK}}},
        {"answers": MARK},
        {"date": MARK},
        {"visit": MARK},
        {"complete": MARK},
        {"respondent": {"age_years": MARK, "sex": "P"}},
        {"catatan": MARK},
    ]
)
QUICK_TO_RED = (Phase.explicit, Phase.reuse, Phase.generate)
"""Each example is a village of its own: making a failing one smaller takes many minutes and says nothing more."""


@settings(max_examples=12, phases=QUICK_TO_RED, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=ANSWERS,
    broken=st.just({}) | BROKEN,
    withdraw=st.booleans(),
    instrument=st.sampled_from(["srq-20", "phq-9", "hits"]),
)
@example(answers={"17": MARK}, broken={}, withdraw=False, instrument="srq-20")
@example(answers={"17": MARK}, broken={}, withdraw=True, instrument="phq-9")
@example(answers={"17": 1}, broken={"answers": {"17": [MARK]}}, withdraw=False, instrument="srq-20")
def test_no_answer_score_or_critical_item_reaches_a_kader(
    answers: dict[str, Any], broken: dict[str, Any], withdraw: bool, instrument: str, caplog: pytest.LogCaptureFixture
) -> None:
    village = Village()
    kader = village.where.kaders[0]
    phone = Phone(post=village.here).enrol(village.where.officer, kader)
    colleague = account("lain", Role.KADER, Unit.objects.get(pk=village.here))
    other = Phone(post=village.here).enrol(village.where.officer, colleague)
    person = adult(village)
    body = data({"1": MARK} | answers, instrument=instrument, action="rujuk") | broken
    entry = phone.entry("screening.recorded", person, body)
    with caplog.at_level(logging.DEBUG):
        (receipt,) = phone.push([entry])
        if withdraw and receipt.outcome != "quarantined":
            phone.push([phone.entry("entry.voided", person, {"target": entry.id, "reason": ""})])
        fetched = b"\n".join([everything_a_kader_can_fetch(other), msgspec.json.encode(receipt)])
    assert MARK.encode() not in fetched
    assert MARK not in caplog.text
    rows = [row for page in fetched.split(b"\n") if b'"screenings"' in page for row in screening_rows(page)]
    for row in rows:
        assert set(row) == {
            "id",
            "post",
            "seq",
            "person",
            "instrument",
            "date",
            "complete",
            "action",
            "status",
            "declined",
        }
        assert row["instrument"] in ("srq-20", "")


def screening_rows(page: bytes) -> list[dict[str, Any]]:
    told = json.loads(page)
    parts = [told.get("rows", {}), *(one.get("rows", {}) for one in told.get("posts", []) if isinstance(one, dict))]
    return [row for rows in parts for row in rows.get("screenings", [])]


def test_a_refused_push_repeats_no_answer() -> None:
    village = Village()
    phone = Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])
    entry = phone.entry("screening.recorded", adult(village), data({"1": MARK}))
    body = phone.signed([entry]) | {"signature": "x"}
    with pytest.raises(Refusal) as caught:
        phone.send("POST", "journal/push", body)
    assert MARK not in msgspec.json.encode(caught.value.problem).decode()


FUNCTIONS = [
    ("bidan", Role.OFFICER, True),
    ("dokter", Role.OFFICER, True),
    ("kesehatan-jiwa", Role.OFFICER, True),
    ("", Role.PSYCHOLOGIST, True),
    ("gizi", Role.OFFICER, False),
    ("perawat", Role.OFFICER, False),
    ("tidak-dikenal", Role.OFFICER, False),
    ("", Role.OFFICER, False),
    ("kepala", Role.OFFICER, False),
    ("dokter", Role.AGENCY, False),
    ("bidan", Role.TEAM, False),
    ("kesehatan-jiwa", Role.OPERATOR, False),
    ("bidan", Role.KADER, False),
]


def member(village: Village, function: str, role: str, unit: Unit | None = None) -> Account:
    """Titled as if of the team: a title is words and decides nothing."""
    made = account("staf", role, unit or village.where.puskesmas)
    made.assignments.update(title="Bidan koordinator")
    return does(made, function) if function else made


@pytest.mark.parametrize(("function", "role", "opens"), FUNCTIONS)
def test_only_the_treating_team_opens_the_page(function: str, role: str, opens: bool) -> None:
    village = Village()
    person = adult(village)
    screened(village, person, SRQ | {"17": 1})
    client = sign_in(Client(), member(village, function, role))
    for path in (f"/puskesmas/warga/{person}/skrining/", "/puskesmas/skrining/"):
        answer = client.get(path)
        assert (answer.status_code == 200) is opens, (path, answer.status_code)
    if opens:
        assert "mengakhiri hidup" in client.get(f"/puskesmas/warga/{person}/skrining/").content.decode()
        reads = AuditRow.objects.filter(action="read", detail__purpose="screenings")
        assert reads.filter(detail__ids__contains=[person]).exists()


def test_the_treating_team_finds_where_to_call_and_go() -> None:
    village = Village()
    family = str(uuid7())
    home = {"head_name": "Pak Bagus", "address": "Jalan Kenari 7", "rt": "003", "phone": "081200000001"}
    village.write("family.registered", family, home)
    person = adult(village, family, phone="081200000002")
    screened(village, person, SRQ | {"17": 1})
    client = sign_in(Client(), member(village, "", Role.PSYCHOLOGIST))
    page = client.get(f"/puskesmas/warga/{person}/skrining/").content.decode()
    for words in ("tel:081200000002", "Jalan Kenari 7, RT 003", "Pak Bagus", "tel:081200000001"):
        assert words in page


def test_another_puskesmas_or_an_ended_assignment_opens_nothing() -> None:
    village = Village()
    person = adult(village)
    elsewhere = Unit.objects.create(kind=Unit.Kind.PUSKESMAS, name="Puskesmas Lain", area=village.where.puskesmas.area)
    stranger = member(village, "", Role.PSYCHOLOGIST, elsewhere)
    former = member(village, "", Role.PSYCHOLOGIST)
    former.assignments.update(ends_on="2026-01-01")
    row = Person.objects.get(pk=person)
    assert not treats(stranger, row) and not treats(former, row)
    disabled = member(village, "bidan", Role.OFFICER)
    disabled.is_active = False
    disabled.save()
    assert not treats(disabled, row)


def test_an_officer_who_does_not_treat_finds_no_answer_on_any_page_of_the_person() -> None:
    village = Village()
    person = adult(village)
    screened(village, person, SRQ | {"17": 1, "1": 1})
    reasons = [{"rule": "screening.critical", "text": "Perlu ditemui hari ini."}]
    request = village.refer(person, "darurat", service="kesehatan-jiwa", reasons=reasons)
    client = sign_in(Client(), member(village, "gizi", Role.OFFICER))
    for path in (
        f"/puskesmas/warga/{person}/",
        f"/puskesmas/rujukan/{request}/",
        "/puskesmas/rujukan/",
        f"/puskesmas/warga/{person}/unduh.csv",
    ):
        told = client.get(path).content.decode()
        assert "Skrining" not in told and "mengakhiri" not in told and "SRQ" not in told, path


def test_what_was_set_aside_shows_no_answer_to_whoever_repairs_it() -> None:
    village = Village()
    phone = Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])
    phone.push([phone.entry("screening.recorded", adult(village), data({"17": MARK}) | {"date": "kemarin"})])
    held = Quarantine.objects.get()
    told = sign_in(Client(), member(village, "gizi", Role.OFFICER)).get(f"/puskesmas/perbaiki/{held.pk}/")
    assert told.status_code == 200 and MARK not in told.content.decode() and DAY not in told.content.decode()


def test_the_psychologist_answers_what_the_mind_asks_for_and_nothing_else() -> None:
    village = Village()
    person = adult(village)
    mind = village.refer(person, "darurat", service="kesehatan-jiwa")
    body = village.refer(person)
    client = sign_in(Client(), member(village, "", Role.PSYCHOLOGIST))
    assert client.get(f"/puskesmas/rujukan/{mind}/").status_code == 200
    assert client.get(f"/puskesmas/rujukan/{body}/").status_code == 404
    assert client.get(f"/puskesmas/warga/{person}/").status_code == 403
    answer = client.post(f"/puskesmas/rujukan/{mind}/jawab/", {"action": "accept", "seen": _seq(mind)})
    assert answer.status_code == 302
    assert Request.objects.get(pk=mind).state == "accepted"


def _seq(request: str) -> int:
    return int(Request.objects.get(pk=request).seq)
