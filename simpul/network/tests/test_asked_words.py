"""Whoever waits reads whom: the place that was asked, in every sentence that speaks of it."""

from collections.abc import Iterator
from typing import Any

import pytest

from simpul.care.tests.stories import Village
from simpul.journal.kinds import Refused
from simpul.knowledge.content import read_json
from simpul.network import asked_words, workflow
from simpul.network.asked_words import ASKED
from simpul.network.models import Request
from simpul.registry.models import Unit

FLOWS = workflow.all_flows()


@pytest.mark.django_db
def test_a_hospital_is_named_where_it_is_asked() -> None:
    village = Village()
    hospital = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD Tebet", area=village.where.puskesmas.area)
    asked = Request.objects.get(pk=village.refer(village.child(), to_unit=str(hospital.pk)))
    assert asked_words.state_label(asked) == "Menunggu jawaban RSUD Tebet"
    assert asked_words.family_words(asked) == "RSUD Tebet sudah kami kabari dan akan menjawab."
    with pytest.raises(Refused) as refused:
        village.write("request.moved", str(asked.pk), {"action": "arrive"})
    assert "menunggu jawaban RSUD Tebet" in refused.value.said


@pytest.mark.django_db
def test_without_a_name_it_is_the_posts_puskesmas() -> None:
    village = Village()
    asked = Request.objects.get(pk=village.refer(village.child()))
    assert asked_words.state_label(asked) == f"Menunggu jawaban {village.where.puskesmas.name}"


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.id)
def test_words_leave_room_only_where_it_is_filled(flow: workflow.Workflow) -> None:
    raw: dict[str, Any] = dict(read_json(workflow.FOLDER / f"{flow.id}.json"))
    rooms = [words for state in raw["states"].values() for words in (state["label"], state["family"])]
    assert all((ASKED in words["id"]) == (ASKED in words["en"]) for words in rooms)
    others = [words for words in _texts(raw) if words not in rooms]
    assert others and not [words for words in others if "{" in words["id"] + words["en"]]


def _texts(raw: Any) -> Iterator[dict[str, str]]:
    """Every pair of sentences in the file."""
    if isinstance(raw, dict) and set(raw) == {"id", "en"}:
        yield raw
    for one in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ():
        yield from _texts(one)
