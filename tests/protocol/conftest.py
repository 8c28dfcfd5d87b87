"""A place with posts and enrolled phones."""

from pathlib import Path

import pytest

from simpul.journal.testing import Phone, Place, place
from simpul.journal.wire import EscrowKey

from .deposit_kit import key_of


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys for sealed copies that nobody else has."""
    monkeypatch.setenv("SIMPUL_ESCROW_KEYS", str(tmp_path / "keys"))


@pytest.fixture
def here(db: None) -> Place:
    """A puskesmas with two posts."""
    return place(posts=2)


def phone_of(here: Place, post: int = 0) -> Phone:
    """A phone enrolled for the kader of a post."""
    phone = Phone(post=here.posts[post])
    return phone.enrol(here.officer, here.kaders[post])


@pytest.fixture
def phone(here: Place) -> Phone:
    """The phone of the first post's kader."""
    return phone_of(here)


@pytest.fixture
def second(here: Place) -> Phone:
    """Another phone of the same kader at the same post."""
    return phone_of(here)


@pytest.fixture
def to(phone: Phone) -> EscrowKey:
    """The key to which the phone seals."""
    return key_of(phone)


@pytest.fixture
def colleague(here: Place) -> Phone:
    """A phone of the next post."""
    return phone_of(here, 1)
