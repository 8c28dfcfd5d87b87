"""A place with posts and enrolled phones."""

import pytest

from simpul.journal.testing import Phone, Place, place


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
