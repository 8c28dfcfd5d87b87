"""The server projects the cases that the phone's overlay is held to (vectors/overlay.json)."""

import json
from pathlib import Path
from typing import Any

import pytest

from simpul.care.tests import worlds
from simpul.journal import kinds

VECTORS = json.loads((Path(__file__).resolve().parents[3] / "vectors" / "overlay.json").read_text("utf-8"))

pytestmark = pytest.mark.django_db


def rows_of(post: str, part_name: str) -> dict[str, dict[str, Any]]:
    part = kinds.part(part_name)
    assert part is not None
    return {row["id"]: row for row in map(part.row, part.model._default_manager.filter(post_id=post))}


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    post = case["entries"][0]["post"]
    worlds.post(worlds.puskesmas(), pk=post)
    worlds.apply(case["entries"])
    for part_name, expected in case["rows"].items():
        found = rows_of(post, part_name)
        for row in expected:
            known = found[row["id"]]
            assert {name: known[name] for name in row} == row
