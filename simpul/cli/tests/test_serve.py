"""How the live part is started: on a laptop by us, in a city by the operator's unit (docs/operations.md)."""

import re
from pathlib import Path

from simpul.cli.serve import FRAME
from simpul.network.calls.socket import LARGEST

ROOT = Path(__file__).resolve().parents[3]


def test_a_citys_sockets_take_no_larger_frame_and_write_no_address() -> None:
    written = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^ExecStart=\S+/uvicorn .*$", written, re.MULTILINE)
    assert f"--ws-max-size {FRAME} " in command and FRAME == 4 * LARGEST
    assert "--log-level warning" in command and "--no-access-log" in command
