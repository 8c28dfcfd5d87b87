"""What tests of backups share: a key outside the server, and a place where people have typed."""

from pathlib import Path

import pytest

from simpul.journal.backup import keys
from simpul.journal.testing import Phone, Place, place


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup key; the server knows its public half."""
    monkeypatch.setenv("SIMPUL_BACKUP_KEYS", str(tmp_path / "public.txt"))
    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))
    keys.new(tmp_path / "private.txt")
    return tmp_path / "private.txt"


@pytest.fixture
def here() -> Place:
    """A puskesmas with two posts."""
    return place(posts=2)


@pytest.fixture
def phone(here: Place) -> Phone:
    """A phone that has pushed a few people."""
    made = Phone(post=here.posts[0]).enrol(here.officer, here.kaders[0])
    made.push(made.person(f"Anak {n}") for n in range(12))
    return made
