"""z-scores per second of a million children, one process: `python -m bench.growth`.

The children are mixed: 0-60 months, both sexes, missing weights and lengths, unknown ways of measuring, lengths
between whole millimetres, oedema, and figures beyond 3 SD, so that no branch of the engine is spared.
"""

import json
import time
from typing import Any

import numpy as np

from simpul.knowledge.growth.score import score

CHILDREN = 1_000_000
RUNS = 5
INDICES = ("waz", "haz", "whz")


def children(n: int, seed: int = 2006) -> dict[str, Any]:
    """Return the columns of n made-up children, the same for a seed."""
    draw = np.random.default_rng(seed)
    age_days = draw.integers(0, 1857, n)
    length: np.ndarray[Any, Any] = 50.0 + 60.0 * (age_days / 1857.0) ** 0.55 + draw.normal(0.0, 4.5, n)
    weight: np.ndarray[Any, Any] = 3.3 + 15.0 * (age_days / 1857.0) ** 0.6 + draw.normal(0.0, 2.0, n)
    measured = np.where(age_days < 731, 1, 2)
    measured[draw.random(n) < 0.05] = 0
    measured[draw.random(n) < 0.03] = 2
    length = np.where(draw.random(n) < 0.05, length, np.round(length, 1)).astype(np.float64)
    length[draw.random(n) < 0.04] = np.nan
    weight = np.round(np.maximum(weight, 0.9), 1)
    weight[draw.random(n) < 0.04] = np.nan
    return {
        "sex": draw.integers(1, 3, n).astype(np.int8),
        "age_days": age_days,
        "weight_kg": weight,
        "length_height_cm": length,
        "measured": measured.astype(np.int8),
        "oedema": draw.random(n) < 0.002,
    }


def run() -> dict[str, float]:
    """Return `z_per_s` (median of five runs; only answers given count), its range, and the answers per run."""
    columns = children(CHILDREN)
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        scores = score(**columns, indices=INDICES)
        seconds.append(time.perf_counter() - start)
    answers = sum(int((flag >= 0).sum()) for flag in scores.flags.values())
    seconds.sort()
    return {
        "z_per_s": answers / seconds[RUNS // 2],
        "z_per_s_slowest": answers / seconds[-1],
        "z_per_s_fastest": answers / seconds[0],
        "answers": answers,
        "children": CHILDREN,
    }


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
