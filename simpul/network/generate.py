"""Write `web/kader/generated/workflows.json`: what a phone needs of the workflows, whatever files the folder holds.

States and outcomes with their words, and the steps that a kader takes with their forms. `--check` writes nothing and
exits 1 when the file is stale.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from simpul.network.flow import Actor, Field, State, Transition, Workflow
from simpul.network.workflow import all_flows

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "web" / "kader" / "generated" / "workflows.json"
KADER = Actor("kader", "post")


def of_flow(flow: Workflow) -> dict[str, Any]:
    """One workflow as phones hold it."""
    mine = [step for step in flow.transitions if KADER in step.by]
    return {
        "id": flow.id,
        "services": flow.services,
        "states": {name: _state(one) for name, one in flow.states.items()},
        "outcomes": flow.outcomes,
        "done": {step.action: step.done for step in flow.transitions},
        "leads": {step.action: _end(step) for step in flow.transitions},
        "moves": [_move(step) for step in mine],
        "opening": [_field(one) for one in flow.opening],
    }


def _state(state: State) -> dict[str, Any]:
    said = {"label": state.label, "family": state.family, "waits_for": state.waits_for}
    return said | ({"next": state.next} if state.next else {})


def _move(step: Transition) -> dict[str, Any]:
    return {
        "action": step.action,
        "label": step.label,
        "from": step.sources,
        "fields": [_field(one) for one in step.fields],
    }


def _end(step: Transition) -> dict[str, str]:
    return {"to": step.target} | ({"outcome": step.outcome} if step.outcome else {})


def _field(field: Field) -> dict[str, Any]:
    said = {"id": field.id, "type": field.type, "label": field.label, "required": field.required, "long": field.long}
    return said | ({"help": field.help} if field.help else {}) | ({"choices": field.choices} if field.choices else {})


def generate() -> str:
    """The whole text of the file."""
    flows = [of_flow(flow) for flow in all_flows()]
    return json.dumps(flows, ensure_ascii=False, indent=1) + "\n"


def main(argv: list[str] | None = None) -> int:
    """Write the file, or with `--check` compare it. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when the file is not up to date")
    text = generate()
    if parser.parse_args(argv).check:
        fresh = OUTPUT.exists() and OUTPUT.read_text(encoding="utf-8") == text
        if not fresh:
            sys.stderr.write(f"{OUTPUT.relative_to(ROOT)} is stale: run python -m simpul.network.generate\n")
        return 0 if fresh else 1
    OUTPUT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
