"""The check sees faults in an instrument, in its words, and wording with an owner wherever it lies."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simpul.knowledge.check import check_content
from simpul.knowledge.content import CONTENT_DIR

Change = Callable[[Any], object]
PHQ, TEXT, SDQ = "instruments/phq-9.json", "instruments/text/phq-9.id.json", "instruments/sdq.json"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Instruments with the schemas, to be spoiled at will."""
    shutil.copytree(CONTENT_DIR / "schema", tmp_path / "schema")
    shutil.copytree(CONTENT_DIR / "instruments", tmp_path / "instruments")
    return tmp_path


def spoil(root: Path, name: str, change: Change) -> list[str]:
    path = root / name
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    return [str(problem) for problem in check_content(root)]


def fact(name: str) -> dict[str, object]:
    return {"op": "ge", "fact": name, "value": 1}


FAULTS: list[tuple[str, str, Change, str]] = [
    ("wording among the items", PHQ, lambda d: d["items"][0].update(ask="Apakah"), "'ask' was unexpected"),
    ("no licence", PHQ, lambda d: d.pop("licence"), "'licence' is a required property"),
    ("unknown scale", PHQ, lambda d: d["items"][0].update(scale="rare"), "no scale 'rare'"),
    ("item twice", PHQ, lambda d: d["items"].append(d["items"][0]), "the id '1' is there twice"),
    ("sum over nothing", PHQ, lambda d: d["parts"][0]["items"].append("99"), "no item '99'"),
    ("score without a part", PHQ, lambda d: d.update(score="sum"), "no part 'sum'"),
    ("unknown fact in a band", PHQ, lambda d: d["bands"][0].update(when=fact("item_77")), "no fact 'item_77'"),
    ("a gate on the sum", PHQ, lambda d: d["eligibility"][0].update(when=fact("total")), "no fact 'total'"),
    ("a critical answer on the sum", PHQ, lambda d: d["critical"][0].update(when=fact("total")), "no fact 'total'"),
    ("critical item that is not there", PHQ, lambda d: d["critical"][0].update(item="12"), "no item '12'"),
    ("name of another file", PHQ, lambda d: d.update(id="phq-8"), "not the name of the file"),
    ("setting nobody declared", PHQ, lambda d: d["rules"][0].update(setting={"x": "1"}), "has no choice '1'"),
    ("words of an older edition", TEXT, lambda d: d.update(edition="1999"), "of the edition '1999'"),
    ("item without words", TEXT, lambda d: d["items"].pop("9"), "no words for this item"),
    ("words for no item", TEXT, lambda d: d["items"].update({"11": {"ask": "a"}}), "no such item"),
    ("value without a word", TEXT, lambda d: d["options"]["often"].pop("3"), "the scale has 0, 1, 2, 3"),
    ("permission for what is free", TEXT, lambda d: d.update(permission={}), "permission"),
]


@pytest.mark.parametrize(("name", "change", "expected"), [fault[1:] for fault in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_fault_is_named(copy: Path, name: str, change: Change, expected: str) -> None:
    problems = spoil(copy, name, change)
    assert any(expected in problem for problem in problems), problems


def licensed(instrument: str) -> dict[str, Any]:
    return {
        "instrument": instrument,
        "lang": "id",
        "edition": "SDQ 25 butir (2-17)",
        "rendering": "own",
        "items": {"1": {"ask": "kalimat milik orang lain"}},
    }


@pytest.mark.parametrize("place", ["instruments/text/sdq.id.json", "learning/deep/inside/notes.json"])
def test_wording_with_an_owner_may_not_lie_here(copy: Path, place: str) -> None:
    (copy / place).parent.mkdir(parents=True, exist_ok=True)
    (copy / place).write_text(json.dumps(licensed("sdq")), encoding="utf-8")
    assert any("wording of sdq, which has an owner" in str(problem) for problem in check_content(copy))


def test_free_wording_may(copy: Path) -> None:
    assert check_content(copy) == []
