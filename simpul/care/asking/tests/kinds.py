"""A kind of request that nobody has written code for: a child who has left school, answered by the education office."""

import json
from pathlib import Path
from typing import Any

import pytest

from simpul.network import workflow

SERVICE = "anak-putus-sekolah"


def words(text: str) -> dict[str, str]:
    return {"id": text, "en": f"{text} (en)"}


def by(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"role": role, "at": at} for role, at in pairs]


def limit(days: int) -> dict[str, Any]:
    return {name: {"working_days": days} for name in ("biasa", "segera", "darurat")}


OFFICE, SENDER = ("dinas", "to_unit"), ("petugas", "puskesmas")
NOTE = [{"id": "note", "required": True}]
FLOW: dict[str, Any] = {
    "$schema": "../schema/workflow.schema.json",
    "id": "school-dropout",
    "edition": "test",
    "valid_from": "2026-01-01",
    "title": words("Anak putus sekolah"),
    "source": "made up for a test",
    "certainty": "to verify",
    "services": [SERVICE],
    "initial": "opened",
    "urgencies": ["biasa", "segera", "darurat"],
    "severity": {"edukasi": 0, "konsul": 1, "rujuk": 2, "darurat": 3},
    "outcomes": {"back": words("Sekolah lagi"), "package": words("Ikut Kejar Paket"), "cancelled": words("Dibatalkan")},
    "fields": {
        "note": {"type": "text", "long": True, "label": words("Pesan")},
        "outcome": {"type": "choice", "label": words("Hasil")},
        "level": {"type": "choice", "label": words("Jenjang"), "choices": {"sd": words("SD"), "smp": words("SMP")}},
        "school": {"type": "text", "label": words("Sekolah terakhir")},
        "starts": {"type": "moment", "label": words("Mulai masuk")},
        "to_unit": {"type": "unit", "label": words("Kantor lain")},
    },
    "opening": {
        "fields": [{"id": "level", "required": True}, {"id": "school"}],
        "preconditions": [
            {
                "rule": {"op": "ne", "fact": "urgency", "value": "darurat"},
                "words": words("Ini tidak pernah darurat."),
                "field": "urgency",
            }
        ],
    },
    "states": {
        "opened": {
            "label": words("Menunggu dinas pendidikan"),
            "family": words("Dinas sudah kami kabari."),
            "waits_for": "unit",
            "limit": limit(5),
        },
        "visiting": {
            "label": words("Didatangi"),
            "family": words("Petugas akan datang."),
            "waits_for": "unit",
            "limit": limit(10),
        },
        "asked_back": {
            "label": words("Perlu dilengkapi"),
            "family": words("Perlu sedikit keterangan."),
            "waits_for": "post",
            "pauses": "opened",
            "limit": limit(3),
        },
        "done": {"label": words("Selesai"), "family": words("Sudah selesai."), "waits_for": None, "final": True},
    },
    "transitions": [
        {
            "action": "visit",
            "label": words("Kami datangi"),
            "done": words("Didatangi"),
            "from": ["opened"],
            "to": "visiting",
            "by": by(OFFICE),
            "fields": [{"id": "starts"}],
        },
        {
            "action": "ask",
            "label": words("Tanya balik"),
            "done": words("Ditanya"),
            "from": ["opened"],
            "to": "asked_back",
            "by": by(OFFICE),
            "fields": NOTE,
        },
        {
            "action": "reply",
            "label": words("Jawab"),
            "done": words("Dijawab"),
            "from": ["asked_back"],
            "to": "opened",
            "resumes": True,
            "by": by(("kader", "post"), SENDER),
            "fields": [*NOTE, {"id": "school", "required": True}],
        },
        {
            "action": "pass_on",
            "label": words("Serahkan ke kantor lain"),
            "done": words("Diserahkan"),
            "from": ["opened"],
            "to": "opened",
            "by": by(OFFICE, SENDER),
            "fields": [{"id": "to_unit", "required": True}],
        },
        {
            "action": "close",
            "label": words("Tutup"),
            "done": words("Ditutup"),
            "from": ["visiting"],
            "to": "done",
            "by": by(OFFICE),
            "outcomes": ["back", "package"],
            "fields": [{"id": "outcome", "required": True}],
        },
        {
            "action": "drop",
            "label": words("Batalkan"),
            "done": words("Dibatalkan"),
            "from": ["opened", "asked_back"],
            "to": "done",
            "by": by(SENDER),
            "outcome": "cancelled",
            "fields": NOTE,
        },
        {
            "action": "place_closed",
            "label": words("Kantornya tutup"),
            "done": words("Kantornya sudah tutup; puskesmas mengurusnya lagi"),
            "from": ["opened", "visiting", "asked_back"],
            "to": "opened",
            "by": by(("server", "server")),
            "fields": [{"id": "to_unit", "required": True}],
        },
    ],
    "escalation": [{"after": {"working_days": 0}, "tell": "unit", "words": words("Terlambat.")}],
}


@pytest.fixture
def school_dropout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The folder of workflows as it is, and one more file in it."""
    folder = tmp_path / "workflows"
    folder.mkdir()
    for path in workflow.FOLDER.glob("*.json"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "school-dropout.json").write_text(json.dumps(FLOW), encoding="utf-8")
    monkeypatch.setattr(workflow, "FOLDER", folder)
    workflow.forget()
    yield folder
    monkeypatch.undo()
    workflow.forget()
