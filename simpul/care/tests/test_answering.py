"""What a request's page offers to answer: one act has the weight, and what is not open says why."""

import re

import pytest
from django.test import Client

from simpul.care.answering import Answers, answers
from simpul.care.tests.stories import Village, at
from simpul.care.tests.test_requests import step
from simpul.network.models import Request
from simpul.network.places import standings
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db

MONDAY = "2026-11-23T09:00"


def test_the_next_act_stands_alone_and_what_waits_says_why() -> None:
    village = Village()
    with at(MONDAY):
        request = village.refer(village.child())
        first = _answers(village, request)
        assert first.next is not None and first.next.action == "accept"
        assert [one.action for one in first.usual] == ["schedule", "send_back", "complete"]
        assert "refuse" in first.folded and "cancel" in first.folded
        waits = {one.action: one.why for one in first.waiting}
        assert waits["arrive"] == "Dipilih saat: Diterima Puskesmas Tebet."
        step(village, request, "schedule", appointment_at="2026-11-25T02:00:00.000Z")
        later = _answers(village, request)
        waits = {one.action: one.why for one in later.waiting}
        assert later.next is None and "arrive" in [one.action for one in later.usual]
        assert all(waits.values()) and waits["no_show"].startswith("Jam jadwalnya belum lewat.")
        assert waits["accept"] == "Dipilih saat: Menunggu jawaban Puskesmas Tebet."
    with at("2026-11-25T08:00"):
        on_the_day = _answers(village, request)
        assert on_the_day.next is not None and on_the_day.next.action == "arrive"


def test_what_was_done_says_when() -> None:
    village = Village()
    with at(MONDAY):
        request = village.refer(village.child())
        step(village, request, "accept")
        assert {one.action: one.why for one in _answers(village, request).waiting}[
            "accept"
        ] == "Sudah: 23 November, 09.00."


def test_a_closed_request_presses_nothing_on_anybody() -> None:
    village = Village()
    request = village.refer(village.child())
    step(village, request, "complete", outcome="treated")
    closed = _answers(village, request)
    assert closed.next is None and not closed.waiting and not closed.others
    assert [one.action for one in closed.usual] == ["reopen"]


def test_the_page_has_one_button_with_weight_and_opens_the_fold_for_what_is_written_there(client: Client) -> None:
    village = Village()
    request = village.refer(village.child())
    kit.sign_in(client, village.where.officer)
    page = _section(client, request, "")
    assert page.count("btn-primary") == 1 and "aria-disabled" not in page
    assert "<details" in page and " open>" not in page
    writing = _section(client, request, "?jawab=cancel")
    assert " open>" in writing
    assert writing.count('btn-primary" href') == 1


def _section(client: Client, request: str, query: str) -> str:
    page = client.get(f"/puskesmas/rujukan/{request}/{query}").content.decode()
    found = re.search(r'<section class="answers.*?</section>', page, re.S)
    assert found is not None
    return found.group()


def _answers(village: Village, request: str) -> Answers:
    row = Request.objects.get(pk=request)
    return answers(row, standings(village.where.officer)(row))
