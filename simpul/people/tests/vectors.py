"""Write `vectors/phonetic.json` and `vectors/duplicates.json`: `python -m simpul.people.tests.vectors`.

Hand-labelled parts live in `hand.json` beside this file; scores are added so that Python and TypeScript can
be held to the same numbers.
"""

import json
from pathlib import Path
from typing import Any

from simpul.people import phonetic
from simpul.people.duplicates import Facts, compare
from simpul.people.tests.labelled import pairs

HERE = Path(__file__).parent
VECTORS = Path(__file__).resolve().parents[3] / "vectors"
HELD_OUT_SEED = 20261122
HELD_OUT_PAIRS = 400


def name_case(name: str) -> dict[str, Any]:
    parsed = phonetic.parse_name(name)
    return {
        "name": name,
        "words": list(parsed.words),
        "unnamed": parsed.unnamed,
        "key": phonetic.phonetic_key(name),
        "keys": phonetic.phonetic_keys(name),
    }


def similarity_case(a: str, b: str) -> dict[str, Any]:
    return {"a": a, "b": b, "score": round(phonetic.name_similarity(a, b), 6)}


def pair_case(case: dict[str, Any]) -> dict[str, Any]:
    match = compare(Facts(**case["a"]), Facts(**case["b"]))
    found = {"score": match.score, "level": match.level, "twin": match.twin, "reasons": list(match.reasons)}
    return {**case, "match": found}


def phonetic_vectors(hand: dict[str, Any]) -> dict[str, Any]:
    names = [name for group in hand["same_name"] for name in group] + hand["names"]
    first = [(group[0], other) for group in hand["same_name"] for other in group[1:]]
    apart = [(a, b) for a, b in hand["different_name"]]
    return {
        "same_name": hand["same_name"],
        "different_name": hand["different_name"],
        "names": [name_case(name) for name in dict.fromkeys(names)],
        "similar": [similarity_case(a, b) for a, b in first + apart],
    }


def _lines(key: str, rows: list[Any]) -> str:
    body = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    return f'"{key}": [\n{body}\n]'


def write(path: Path, content: dict[str, list[Any]]) -> None:
    path.write_text("{\n" + ",\n".join(_lines(k, v) for k, v in content.items()) + "\n}\n", encoding="utf-8")


def main() -> None:
    hand = json.loads((HERE / "hand.json").read_text(encoding="utf-8"))
    write(VECTORS / "phonetic.json", phonetic_vectors(hand))
    held_out = [pair_case(case) for case in pairs(HELD_OUT_SEED, HELD_OUT_PAIRS)]
    write(VECTORS / "duplicates.json", {"hand": [pair_case(c) for c in hand["pairs"]], "held_out": held_out})


if __name__ == "__main__":
    main()
