"""Compiles the catalogues: `python -m simpul.config.translations` writes each .mo beside its .po, `--check` compares.

Bahasa Indonesia is the source language, so only English has a catalogue. No msgfmt is needed on the machine.
"""

import ast
import struct
import sys
from pathlib import Path

LOCALE = Path(__file__).with_name("locale")
MAGIC = 0x950412DE


def catalogue(path: Path) -> dict[str, str]:
    """Message id → translation of a .po file; plural forms are joined by NUL, as gettext keeps them.

    Raises ValueError that names the line of a text that cannot be read. Fuzzy and empty entries are left out.
    """
    found: dict[str, str] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        texts = _texts(block, path)
        if "msgid" not in texts or "#, fuzzy" in block:
            continue
        plurals = [texts[key] for key in sorted(texts) if key.startswith("msgstr[")]
        key = "\0".join([texts["msgid"], texts["msgid_plural"]]) if "msgid_plural" in texts else texts["msgid"]
        value = "\0".join(plurals) if plurals else texts.get("msgstr", "")
        if value.strip("\0"):
            found[key] = value
    return found


def compiled(messages: dict[str, str]) -> bytes:
    """The .mo form: sorted ids, offsets, then texts."""
    ids = sorted(messages, key=lambda text: text.encode())
    start = 28 + 16 * len(ids)
    head, tail, table = [], b"", []
    for texts in (ids, [messages[key] for key in ids]):
        rows = []
        for text in texts:
            raw = text.encode()
            rows.append(struct.pack("<II", len(raw), start + len(tail)))
            tail += raw + b"\0"
        table.append(b"".join(rows))
    head = [MAGIC, 0, len(ids), 28, 28 + 8 * len(ids), 0, 28 + 16 * len(ids)]
    return struct.pack("<7I", *head) + b"".join(table) + tail


def main(check: bool) -> int:
    """Write every catalogue, or say which are stale; returns the exit status."""
    stale = []
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target, data = path.with_suffix(".mo"), compiled(catalogue(path))
        if not target.exists() or target.read_bytes() != data:
            stale.append(target)
            if not check:
                target.write_bytes(data)
    if check and stale:
        print("Stale: " + ", ".join(str(path) for path in stale) + ". Run python -m simpul.config.translations.")  # noqa: T201
    return 1 if check and stale else 0


def _texts(block: str, path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    key = ""
    for line in block.splitlines():
        if line.startswith("msg"):
            key, _, line = line.partition(" ")
            found[key] = ""
        if line.startswith('"') and key:
            try:
                found[key] += ast.literal_eval(line)
            except (SyntaxError, ValueError) as error:
                raise ValueError(f"{path}: cannot read {line!r}") from error
    return found


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
