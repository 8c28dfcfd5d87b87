"""A measurement in a process, a home and a database of its own, so that none leans on another or on a real one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from simpul.base import embedded

ROOT = Path(__file__).resolve().parents[1]
SECRET = "only-for-measuring-nothing-of-this-is-ever-reachable"


def isolated(module: str, *arguments: str) -> dict[str, Any]:
    """Run `python -m MODULE ARGUMENTS` in the home of the measurements; its last line is the JSON of its figures."""
    name = module.rpartition(".")[2].strip("_")
    env = {
        **os.environ,
        "SIMPUL_HOME": str(embedded.home() / "bench-journal"),
        "SIMPUL_ENV": "production",
        "SIMPUL_SECRET_KEY": SECRET,
        "SIMPUL_PG_DATABASE": f"bench_{name}",
        "DJANGO_SETTINGS_MODULE": "simpul.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    for given in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        env.pop(given, None)
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures
