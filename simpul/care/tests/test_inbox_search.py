"""What the inbox says of each request: what is next, who was tried, since when; and a search that covers all tabs."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from simpul.base import clock
from simpul.base.models import AuditRow
from simpul.care.asking.folders import FOLDERS, folders_of
from simpul.care.contacts.names import nicknames
from simpul.care.tests.stories import Village, at
from simpul.care.tests.test_self_check import PHONE, SENTINEL, ask
from simpul.journal.testing import account
from simpul.network import workflow
from simpul.network.actions.move import move
from simpul.network.flow import Actor
from simpul.network.models import Request
from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Assignment
from simpul.registry.tests import kit
from tests.page_growth import Growing

pytestmark = pytest.mark.django_db
INBOX = "/puskesmas/rujukan/"
Role = Assignment.Role


def step(actor: Account, pk: str, action: str, **data: Any) -> None:
    row = Request.objects.get(pk=pk)
    move(actor, row, {"action": action, "note": "–", **data}, row.seq)


def page(actor: Account, **query: str) -> Any:
    return kit.sign_in(Client(), actor).get(f"{INBOX}?{urlencode(query)}")


def shown(actor: Account, **query: str) -> list[str]:
    return [one.name for one in page(actor, **query).context["inbox"].lines]


def test_what_nobody_has_answered_comes_before_what_only_waits_for_a_time_and_each_says_so() -> None:
    village = Village()
    officer = village.where.officer
    with at("2026-11-20T08:00"):
        taken = village.refer(village.child(name="Sudah Diterima"))
        step(officer, taken, "accept")
    with at("2026-11-20T09:00"):
        village.refer(village.child(name="Belum Dijawab"))
        village.refer(village.child(name="Gawat"), "darurat")
        lines = page(officer).context["inbox"].lines
    assert [(one.name, one.todo) for one in lines] == [
        ("Gawat", "Beri jawaban"),
        ("Belum Dijawab", "Beri jawaban"),
        ("Sudah Diterima", "Beri jadwal, atau layani"),
    ]


def test_every_state_that_somebody_must_act_in_has_words_of_its_own() -> None:
    from simpul.care.inbox_lines import _todo

    for flow in workflow.all_flows():
        acting = {state.id for state in flow.states.values() if state.waits_for in ("unit", "puskesmas", "post")}
        assert acting <= set(_todo()[flow.id]), flow.id
        assert set(_todo()[flow.id]) <= set(flow.states), flow.id


def test_a_request_that_lay_on_a_phone_says_when_it_was_written() -> None:
    village = Village()
    with at("2026-11-18T10:00"):
        pk = village.refer(village.child())
        Request.objects.filter(pk=pk).update(opened_at=clock.parse_iso("2026-11-16T03:00:00.000Z"))
    with at("2026-11-18T12:00"):
        said = "ditulis Sen 16 Nov, sampai di sini Rab 18 Nov"
        assert said in page(village.where.officer).content.decode()
        one = kit.sign_in(Client(), village.where.officer).get(f"{INBOX}{pk}/").content.decode()
        assert "ditulis Senin, 16 November, sampai di sini Rabu, 18 November" in one
        Request.objects.filter(pk=pk).update(opened_at=clock.parse_iso("2026-11-18T00:30:00.000Z"))
        assert "sampai di sini" not in page(village.where.officer).content.decode()


def test_a_search_covers_all_tabs_and_an_empty_one_says_where_else() -> None:
    village = Village()
    officer = village.where.officer
    for name in ("Sekar Wangi", "Sekar Arum", "Bima Sakti"):
        village.refer(village.child(name=name))
    planned = str(Request.objects.get(person__name="Sekar Arum").pk)
    step(officer, planned, "schedule", appointment_at=clock.iso(clock.now()))
    found = page(officer, q="sekar").context["inbox"]
    assert [one.name for one in found.lines] == ["Sekar Wangi"]
    assert (found.counts["answer"], found.counts["scheduled"], found.counts["done"]) == (1, 1, 0)
    empty = page(officer, q="sekar", map="done")
    html = empty.content.decode()
    assert empty.context["inbox"].elsewhere == [("answer", "Perlu dikerjakan", 1), ("scheduled", "Terjadwal", 1)]
    assert "Ada di map lain" in html and "?map=scheduled&amp;q=sekar" in html
    nobody = page(officer, q="Tidak Ada").content.decode()
    assert "Di map lain juga tidak ada" in nobody
    assert shown(officer, q="sekar", map="scheduled") == ["Sekar Arum"]


def test_a_search_finds_nobody_of_another_puskesmas() -> None:
    village, other = Village(), Village()
    village.refer(village.child(name="Sekar Wangi"))
    found = page(other.where.officer, q="sekar").context["inbox"]
    assert found.lines == [] and set(found.counts.values()) == {0} and found.elsewhere == []


def test_the_figures_are_what_the_folders_hold() -> None:
    """For whoever is asked, whoever sent it and a place elsewhere, in every state; each request lies in one folder."""
    scene = Growing()
    scene.grow(2)
    every = list(Request.objects.values_list("pk", flat=True))
    states = [(flow.id, state) for flow in workflow.all_flows() for state in flow.states]
    assert len(every) > 10
    for shift in range(0, len(states), 5):
        for pk, (flow, state) in zip(every, states[shift:] + states[:shift], strict=False):
            final = workflow.load(flow).states[state].final
            Request.objects.filter(pk=pk).update(workflow=flow, state=state, open=not final)
        for reader in (scene.scene.officer, scene.psychologist):
            folders, rows = folders_of(reader, clock.now()), Request.objects.all()
            held = {name: set(rows.filter(folders.which(name)).values_list("pk", flat=True)) for name, _ in FOLDERS}
            counts, _late = folders.counts(rows)
            assert counts == {name: len(found) for name, found in held.items()}
            assert sum(counts.values()) == len(set().union(*held.values())) == len(every)


def called(village: Village) -> str:
    ask(Client(), phone=PHONE)
    return str(Request.objects.get(service="cek-diri").pk)


def test_the_team_sees_the_nickname_and_how_often_was_tried() -> None:
    with at("2026-11-20T08:00"):
        village = Village()
        here = village.where.puskesmas
        psychologist = account("psikolog", Role.PSYCHOLOGIST, here)
        pk = called(village)
    for moment in ("2026-11-20T09:10", "2026-11-20T10:40"):
        with at(moment):
            step(psychologist, pk, "not_reached")
    with at("2026-11-20T11:00"):
        html = page(psychologist).content.decode()
        assert SENTINEL in html and "dihubungi 2 kali, terakhir 10.40" in html and "Telepon lagi di jam lain" in html
        read = AuditRow.objects.filter(action="read", subject="contact", actor=str(psychologist.pk))
        assert pk in str([row.detail for row in read])
        assert shown(psychologist, q=SENTINEL[:6]) == [SENTINEL]
        before = read.count()
        clerk = account("tata-usaha", Role.OFFICER, here)
        midwife = does(account("bidan", Role.OFFICER, here), "bidan")
        assert SENTINEL not in page(clerk).content.decode() and shown(clerk, q=SENTINEL[:6]) == []
        assert SENTINEL in page(midwife).content.decode() and read.count() == before
        step(psychologist, pk, "reached")
        assert "dihubungi 2 kali" not in page(psychologist).content.decode()


def test_a_nickname_is_for_whoever_stands_at_the_unit_that_was_asked() -> None:
    with at("2026-11-20T08:00"):
        village = Village()
        account("psikolog", Role.PSYCHOLOGIST, village.where.puskesmas)
        request = Request.objects.get(pk=called(village))
    for place, name in (("to_unit", {request.pk: SENTINEL}), ("puskesmas", {}), ("post", {})):
        stands = frozenset({Actor("psikolog", place)})
        assert nicknames([request], lambda _, held=stands: held) == name
