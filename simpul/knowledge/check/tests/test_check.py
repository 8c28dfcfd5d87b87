"""The content is sound, and the check sees each kind of fault when it is planted."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simpul.knowledge.check import check_content, unverified
from simpul.knowledge.check.__main__ import main
from simpul.knowledge.content import CONTENT_DIR

Change = Callable[[Any], object]
BALITA, IMM, ADVICE = "cards/balita.json", "schedules/immunisation.json", "cards/home-advice.json"
FLOW, YOUTH = "workflows/health-referral.json", "cards/remaja.json"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Some cards and schedules with the schemas, to be spoiled at will."""
    shutil.copytree(CONTENT_DIR / "schema", tmp_path / "schema")
    for name in (BALITA, YOUTH, ADVICE, IMM, FLOW, "cards/hamil.json", "schedules/words.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(CONTENT_DIR / name, tmp_path / name)
    return tmp_path


def spoil(root: Path, name: str, change: Change) -> list[str]:
    path = root / name
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))
    return [str(problem) for problem in check_content(root)]


def test_the_content_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_content() == []
    assert main([]) == 0
    assert capsys.readouterr().out == "content: sound\n"


def drop(*path: str | int) -> Change:
    def change(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        del data[path[-1]]

    return change


def put(value: object, *path: str | int) -> Change:
    def change(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = value

    return change


def stays_when_closed(flow: Any) -> None:
    next(step for step in flow["transitions"] if step["action"] == "place_closed")["from"].remove("scheduled")


MUAC = {"op": "lt", "fact": "muac", "value": 11.5}
FAULTS: list[tuple[str, str, Change, str, str]] = [
    ("no source", BALITA, drop("rules", 0, "source"), "rules[0]", "'source' is a required property"),
    ("no English", BALITA, drop("rules", 0, "say", "en"), "rules[0].say", "'en' is a required property"),
    ("step 6", BALITA, put(6, "fields", 0, "step"), "fields[0].step", "greater than the maximum of 5"),
    ("unknown action", BALITA, put("panik", "rules", 0, "action"), "rules[0].action", "is not one of"),
    ("misspelt key", BALITA, put(1, "fields", 0, "minn"), "fields[0]", "'minn' was unexpected"),
    ("certainty", BALITA, put("maybe", "fields", 0, "certainty"), "fields[0].certainty", "is not one of"),
    ("unknown op", BALITA, put({"op": "xor"}, "rules", 0, "when"), "rules[0].when.op", "is not one of"),
    ("unknown fact", BALITA, put(MUAC, "rules", 0, "when"), "rules[0].when", "'muac', which is neither"),
    (
        "fact of another kind",
        BALITA,
        put({"op": "eq", "fact": "oedema", "value": 1}, "rules", 0, "when"),
        "rules[0].when",
        "cannot be a value of 'oedema', which is boolean",
    ),
    (
        "choice that is not offered",
        BALITA,
        put({"op": "eq", "fact": "measured", "value": "x"}, "rules", 0, "when"),
        "rules[0].when",
        "not a choice of 'measured'",
    ),
    (
        "count above its parts",
        BALITA,
        put({"op": "count_at_least", "n": 3, "of": [MUAC]}, "rules", 0, "when"),
        "rules[0].when",
        "n is 3",
    ),
    ("a place that closes keeps it", FLOW, stays_when_closed, "states.scheduled", "nobody takes it back"),
    ("rule twice", BALITA, put("OK-N", "rules", 0, "id"), "rules", "'OK-N' is there twice"),
    ("empty range", BALITA, put(60, "fields", 0, "min"), "fields[0]", "min 60 is not below max 58"),
    ("private on paper", YOUTH, put(["smoking"], "columns", 2, "from"), "columns[2].from", "answered in private"),
    ("group that is not there", YOUTH, put("habits", "fields", 8, "group"), "fields[8].group", "'habits'"),
    ("column of nothing", BALITA, put(["bb"], "columns", 2, "from"), "columns[2].from", "'bb' is neither"),
    ("default", BALITA, put("x", "settings", "tbc_rule", "default"), "settings.tbc_rule", "not among its"),
    ("setting", BALITA, put({"tbc": "any"}, "rules", 0, "setting"), "rules[0].setting", "no choice 'any'"),
    ("gap of ages", ADVICE, put(4, "bands", 1, "min_months"), "bands[1]", "3 was next"),
    ("ends early", ADVICE, put(60, "bands", -1, "max_months"), "bands", "the child card ends at 72"),
    ("only condition", ADVICE, put("feeding", "bands", 0, "tips", 2, "kind"), "bands[0].tips", "stimulation"),
    ("no words", IMM, put(["BCX"], "series", 1, "accepts"), "series[1].accepts", "no words for 'BCX'"),
    ("area", IMM, put("moon", "series", 3, "where_not"), "series[3].where_not", "no area rule 'moon'"),
    (
        "restricted before the last day",
        IMM,
        put(200, "series", 8, "doses", 0, "restricted_from_day"),
        "series[8].doses[0]",
        "last_day 209",
    ),
    (
        "second dose without interval",
        IMM,
        put(None, "series", 2, "doses", 1, "min_interval"),
        "series[2].doses[1]",
        "only the first dose has no min_interval",
    ),
    (
        "valid after planned",
        IMM,
        put(99, "series", 1, "doses", 0, "valid_from_day"),
        "series[1].doses[0]",
        "not in order",
    ),
    ("too many doses", IMM, put(5, "statuses", "idl", "needs", "opv"), "statuses.idl.needs", "has 4"),
    ("no such state", FLOW, put("gone", "transitions", 0, "to"), "transitions[0]", "'gone', which is not there"),
    ("unreachable", FLOW, put("accepted", "transitions", 3, "to"), "states.returned", "no action leads here"),
    ("no such outcome", FLOW, put("flew", "transitions", 7, "outcome"), "transitions[7]", "no outcome 'flew'"),
    ("no limit", FLOW, drop("states", "opened", "limit", "biasa"), "states.opened.limit", "differ in biasa"),
    ("initial", FLOW, put("gone", "initial"), "initial", "no state 'gone'"),
    ("no schema", IMM, put("../schema/nix.schema.json", "$schema"), "$schema", "nix.schema.json is not in"),
]


@pytest.mark.parametrize(("name", "change", "path", "what"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_planted_fault_is_named(copy: Path, name: str, change: Change, path: str, what: str) -> None:
    found = spoil(copy, name, change)
    assert any(line.startswith(f"{name}: {path}: ") and what in line for line in found), found


def test_a_file_that_is_not_json(copy: Path) -> None:
    (copy / "cards" / "hamil.json").write_text('{"id": "hamil",\n "edition" }')
    (problem,) = check_content(copy)
    assert str(problem).startswith("cards/hamil.json: whole file: ")
    assert "line 2" in problem.what and "correct that line" in problem.what


def test_a_file_without_a_schema_must_still_name_its_source(copy: Path) -> None:
    (copy / "cards" / "new.json").write_text("{}")
    (problem,) = check_content(copy)
    assert (problem.file, problem.what) == ("cards/new.json", "'source' is a required property.")


def test_a_broken_schema_is_told_as_such(copy: Path) -> None:
    found = spoil(copy, "schema/card.schema.json", put("thing", "type"))
    assert any(line.startswith("schema/card.schema.json: ") and "Correct the schema" in line for line in found)


def test_what_awaits_verification_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    marks = unverified()
    assert any(line.startswith("schedules/immunisation.json: areas.je[61]: ") for line in marks)
    assert any("hexavalent[34]: born_from; " in line for line in marks)
    assert not any("rules[RJ-A4.danger]" in line for line in marks)
    assert main(["--to-verify"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(marks)


def test_the_command_fails_on_a_fault(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(copy, BALITA, drop("source"))
    monkeypatch.setattr("simpul.knowledge.check.__main__.check_content", lambda: check_content(copy))
    assert main([]) == 1
    told = capsys.readouterr()
    assert told.err == "content/cards/balita.json: whole file: 'source' is a required property. Add it.\n"
    assert told.out == "content: 1 problems\n"


def test_a_state_without_a_way_out_is_named(copy: Path) -> None:
    def trap(flow: Any) -> None:
        for move in flow["transitions"]:
            move["from"] = [state for state in move["from"] if state != "missed"] or ["opened"]

    found = spoil(copy, FLOW, trap)
    assert f"{FLOW}: states.missed: no action leads out, and it is not final. Add one, or make it final." in found
