"""Files for a phone's first load are made before it asks, and only when a post is quiet."""

import gzip
import hashlib
from datetime import timedelta

import brotli
import pytest
from django.test import Client

from simpul.base import clock
from simpul.journal.actions import snapshot
from simpul.journal.models import SnapshotFile
from simpul.journal.testing import Phone, place

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=2)


@pytest.fixture
def phone() -> Phone:
    """A kader's phone that has written one person."""
    here = place()
    made = Phone(post=here.posts[0]).enrol(here.officer, here.kaders[0])
    made.push([made.person("Aisyah")])
    return made


def ahead() -> int:
    """What the tick makes two minutes from now."""
    with clock.frozen(clock.now() + LATER):
        return snapshot.make_ahead()


def test_a_quiet_post_finds_its_file_ready_and_the_pull_covers_the_tail(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert snapshot.make_ahead() == 0
    assert ahead() == 1
    assert ahead() == 0
    phone.push([phone.person("Budi")])

    def nobody_waits(*of: object) -> None:
        raise AssertionError("a phone waited for its file")

    monkeypatch.setattr(snapshot, "make", nobody_waits)
    loaded = phone.snapshot(phone.post)
    assert [row["name"] for row in loaded.rows["persons"]] == ["Aisyah"]
    phone.token = loaded.token
    assert [row["name"] for row in phone.pull().posts[0].rows["persons"]] == ["Budi"]


def test_a_file_is_made_again_for_whoever_was_sent_one_before(phone: Phone) -> None:
    snapshot.make(phone.post, "K2")
    phone.push([phone.person("Budi")])
    assert ahead() == 2
    assert set(SnapshotFile.objects.values_list("ceiling", "seq")) == {("K1", 2), ("K2", 2)}


def test_files_that_nobody_would_be_sent_are_thrown_away(phone: Phone) -> None:
    snapshot.make(phone.post, "K2")
    SnapshotFile.objects.update(layout="old")
    assert ahead() == 1
    assert list(SnapshotFile.objects.values_list("ceiling", flat=True)) == ["K1"]


def test_a_tick_does_not_work_longer_than_its_budget(phone: Phone) -> None:
    with clock.frozen(clock.now() + LATER):
        assert snapshot.make_ahead(budget_s=0.0) == 0


def test_the_youngest_come_first(phone: Phone) -> None:
    born = {"Kakak": "2022-05-01", "Adik": "2026-10-01"}
    for name, day in born.items():
        entry = phone.entry("person.registered", phone.person().subject, {"name": name, "birth_date": day})
        phone.push([entry])
    names = [row["name"] for row in phone.snapshot(phone.post).rows["persons"]]
    assert names == ["Adik", "Kakak", "Aisyah"]


def test_a_file_made_ahead_says_what_a_file_made_now_says(phone: Phone) -> None:
    ahead()
    kept = gzip.decompress(bytes(SnapshotFile.objects.get().body))
    made = gzip.decompress(bytes(snapshot.make(phone.post, "K1").body))
    assert len(kept) == len(made)


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", "gzip"), ("br;q=0, gzip", "gzip"), ("BR;q=0.5", "br")],
)
def test_who_reads_brotli_gets_the_smaller_form_of_the_same_rows(accepts: str, encoding: str) -> None:
    where = place()
    phone = Phone(post=where.posts[0]).enrol(where.officer, where.kaders[0])
    for _ in range(2):  # made for this call, then kept
        answer = Client().get(
            f"/api/v1/journal/snapshot/{where.posts[0]}",
            headers={"Authorization": f"Bearer {phone.bearer}", "Accept-Encoding": accepts},
        )
        assert answer.headers["Content-Encoding"] == encoding
        raw = brotli.decompress(answer.content) if encoding == "br" else gzip.decompress(answer.content)
        assert hashlib.sha256(raw).hexdigest() == answer.headers["X-Simpul-Checksum"]
