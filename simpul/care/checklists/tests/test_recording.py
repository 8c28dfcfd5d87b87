"""A checklist is kept as it was filled, the latest one speaks, and a slip can be withdrawn."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest

from simpul.base import ids
from simpul.care.checklists.models import ChecklistRecord
from simpul.care.tests import in_order
from simpul.care.tests.stories import Village
from simpul.journal.kinds import Refused
from simpul.knowledge.checklists import Checklist, Item, checklists, evidence_of, judge

VECTORS = json.loads((Path(__file__).resolve().parents[4] / "vectors" / "checklists.json").read_text("utf-8"))
WORDS = {"id": "", "en": ""}


def list_id(post: str, checklist: str) -> str:
    return str(uuid.uuid5(ids.NAMESPACE, f"checklist|{post}|{checklist}"))


def filled(village: Village, day: str = "2026-11-20", checklist: str = "ramah-ibu", **over: Any) -> Any:
    data = {"checklist": checklist, "edition": "2026-11", "date": day, "answers": {"trained-kader": "yes"}}
    return village.write("checklist.recorded", list_id(str(village.here), checklist), data | over)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_answers_mean_the_same_on_both_sides(case: dict[str, Any]) -> None:
    items = tuple(Item(one["id"], WORDS, WORDS, WORDS, one["needed"], None) for one in case["items"])
    one = Checklist("x", "1", "", "", "kia", WORDS, WORDS, 6, case["almost_from"], {}, items)
    found = judge(one, case["answers"])
    assert (found.state, [item.id for item in found.left]) == (case["state"], case["left"])


def test_every_list_shows_evidence_by_what_it_needs() -> None:
    for one in checklists().values():
        assert {item.evidence for item in one.needed} >= {"trained_kader", "instruments"}
        assert not any(item.evidence for item in one.items if not item.needed)
        everything = {item.id: "yes" for item in one.items}
        assert judge(one, everything).state == "ready" and all(evidence_of(one, everything).values())


@pytest.mark.django_db
def test_a_filled_list_is_kept_as_it_was() -> None:
    village = Village()
    filled(village, answers={"trained-kader": "yes", "instruments": "not_yet"})
    row = ChecklistRecord.objects.get()
    assert (row.checklist, row.answers["instruments"], row.status) == ("ramah-ibu", "not_yet", "ok")
    assert str(row.list) == list_id(str(village.here), "ramah-ibu")
    assert in_order.differences() == []


@pytest.mark.django_db
def test_a_withdrawn_list_no_longer_counts() -> None:
    village = Village()
    entry = filled(village)
    village.write("entry.voided", entry.subject, {"target": entry.id, "reason": "salah"})
    assert ChecklistRecord.objects.get().status == "void" and in_order.differences() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"answers": {}}, {"checklist": ""}, {"date": "kemarin"}, {"answers": {"a": "maybe"}}]
)
def test_what_is_no_answer_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        filled(Village(), **wrong)
