"""Several worker processes, one answer: the figures of all of them together."""

import os
import subprocess
import sys
from pathlib import Path

COUNT = """
from simpul.config.watch import figures
for _ in range(5):
    figures.seen("GET", "x/", 200, 0.01)
"""
READ = """
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
registry = CollectorRegistry()
MultiProcessCollector(registry)
print(generate_latest(registry).decode())
"""


def test_workers_add_up(tmp_path: Path) -> None:
    """Two processes of five requests each are ten, also after they have ended."""
    environment = {
        **os.environ,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "SIMPUL_NO_DATABASE": "1",
        "DJANGO_SETTINGS_MODULE": "simpul.config.settings",
    }

    def run(code: str) -> str:
        done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
        return done.stdout

    run(COUNT)
    run(COUNT)
    assert 'simpul_requests_total{method="GET",route="x/",status="200"} 10.0' in run(READ)
