"""Backups: whole or nothing, opened by the right key only, proven by restoring."""

import contextlib
import io
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from simpul.base import database
from simpul.base.testing import databases
from simpul.journal.backup import keys, load, make, nightly, prove, restore, runs, tools
from simpul.journal.backup.manifest import differences
from simpul.journal.backup.problems import BackupProblem
from simpul.journal.models import Entry
from simpul.journal.testing import Phone, Place

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_backed_up_is_proven_whole(phone: Phone, private: Path, tmp_path: Path) -> None:
    made = make.to_file(tmp_path / "a.age")
    proof = prove.prove(tmp_path / "a.age", private)
    assert proof.faults == []
    assert made.entries == proof.manifest.entries == 12
    last = runs.last_proven()
    assert last is not None and last.name == "a.age" and last.size == (tmp_path / "a.age").stat().st_size
    assert runs.last_made() is not None
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_the_server_alone_cannot_open_it(phone: Phone, private: Path, tmp_path: Path) -> None:
    make.to_file(tmp_path / "a.age")
    kept = tmp_path / "public.txt"
    assert "AGE-SECRET-KEY" not in kept.read_text()
    assert (private.stat().st_mode & 0o777) == 0o600
    keys.new(tmp_path / "other.txt")
    with pytest.raises(BackupProblem) as caught:
        prove.prove(tmp_path / "a.age", tmp_path / "other.txt")
    assert caught.value.code == "wrong_key"


def _damages(whole: bytes) -> Iterator[tuple[str, bytes]]:
    chunk = 64 * 1024 + 16
    head = whole.index(b"\n---") + 60
    yield "cut in the middle", whole[: len(whole) // 2]
    yield "cut after a whole chunk", whole[: head + chunk * 2]
    yield "without its last byte", whole[:-1]
    yield "a flipped bit near the end", whole[:-40] + bytes([whole[-40] ^ 1]) + whole[-39:]
    yield "a flipped bit in the middle", whole[:9000] + bytes([whole[9000] ^ 1]) + whole[9001:]
    yield "more after the end", whole + b"x"
    yield "two chunks exchanged", _exchanged(whole, chunk)
    yield "nothing at all", b""


def _exchanged(whole: bytes, chunk: int) -> bytes:
    start = whole.index(b"\n", whole.index(b"\n---") + 1) + 1 + 16
    one, two = whole[start : start + chunk], whole[start + chunk : start + 2 * chunk]
    return whole[:start] + two + one + whole[start + 2 * chunk :]


def test_damage_is_found_and_loads_nothing(phone: Phone, private: Path, tmp_path: Path) -> None:
    make.to_file(tmp_path / "a.age")
    whole = (tmp_path / "a.age").read_bytes()
    assert len(whole) > 3 * 65552, "the damages need three chunks"
    before = _names()
    for name, damaged in _damages(whole):
        (tmp_path / "b.age").write_bytes(damaged)
        with pytest.raises(BackupProblem) as caught:
            prove.prove(tmp_path / "b.age", private)
        assert caught.value.code in ("damaged", "wrong_key", "load"), name
        with pytest.raises(BackupProblem):
            restore.restore(tmp_path / "b.age", private, replace=tools.present())
        assert _names() == before, name
    assert Entry.objects.count() == 12


def _names() -> set[str]:
    """Databases of this worker: others come and go with the tests that run beside."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, current_database())")
        return {row[0] for row in cursor.fetchall()}


class _FullDisk(io.RawIOBase):
    """A disk with room for so many bytes."""

    def __init__(self, room: int) -> None:
        self.kept = bytearray()
        self.room = room

    def write(self, data: Any) -> int:
        """Take it, or say that the disk is full."""
        if len(self.kept) + len(data) > self.room:
            raise OSError(28, "No space left on device")
        self.kept += bytes(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


@pytest.mark.parametrize("room", [0, 100, 70_000, 140_000])
def test_a_full_disk_leaves_no_valid_end(phone: Phone, private: Path, tmp_path: Path, room: int) -> None:
    disk = _FullDisk(room)
    with pytest.raises(BackupProblem) as caught:
        make.write(disk)
    assert caught.value.code == "target"
    (tmp_path / "b.age").write_bytes(bytes(disk.kept))
    with pytest.raises(BackupProblem):
        prove.prove(tmp_path / "b.age", private)


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit])
def test_an_interruption_leaves_no_file(
    phone: Phone, private: Path, tmp_path: Path, interruption: type[BaseException]
) -> None:
    def told(passed: int) -> None:
        if passed > 50_000:
            raise interruption

    with pytest.raises(interruption):
        make.to_file(tmp_path / "a.age", told)
    assert list(tmp_path.glob("*.age*")) == list(tmp_path.glob(".*")) == []
    assert runs.last_made() is None


def test_a_dump_that_dies_leaves_no_file(
    phone: Phone, private: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = []
    real = subprocess.Popen

    def popen(*args: Any, **kwargs: Any) -> Any:
        process = real(*args, **kwargs)
        killed.append(process)
        return process

    def told(passed: int) -> None:
        if passed > 30_000 and killed:
            killed.pop().send_signal(signal.SIGKILL)

    monkeypatch.setattr(subprocess, "Popen", popen)
    with pytest.raises(BackupProblem) as caught:
        make.to_file(tmp_path / "a.age", told)
    assert caught.value.code == "dump"
    assert list(tmp_path.glob("*.age*")) == []


def test_no_backup_is_overwritten_and_none_is_made_without_a_key(
    phone: Phone, private: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.to_file(tmp_path / "a.age")
    with pytest.raises(BackupProblem, match="tidak pernah ditimpa"):
        make.to_file(tmp_path / "a.age")
    with pytest.raises(BackupProblem, match="tidak pernah ditimpa"):
        keys.new(private)
    monkeypatch.setenv("SIMPUL_BACKUP_KEYS", str(tmp_path / "none.txt"))
    with pytest.raises(BackupProblem) as caught:
        make.to_file(tmp_path / "b.age")
    assert caught.value.code == "no_key"


def test_a_backup_while_phones_push_is_one_moment(here: Place, private: Path, tmp_path: Path) -> None:
    """Writers go on; what the backup holds is consistent in itself: counters, chains, projections, audit."""
    phones = [Phone(post=here.posts[n]).enrol(here.officer, here.kaders[n]) for n in range(2)]
    stop, pushed = threading.Event(), threading.Semaphore(0)

    def write(phone: Phone) -> None:
        with contextlib.closing(connection):
            while not stop.is_set():
                phone.push([phone.person() for _ in range(5)])
                pushed.release()

    threads = [threading.Thread(target=write, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    try:
        for number in range(3):
            for _ in range(4):
                assert pushed.acquire(timeout=60)
            make.to_file(tmp_path / f"{number}.age")
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    held = []
    for number in range(3):
        proof = prove.prove(tmp_path / f"{number}.age", private)
        assert proof.faults == []
        held.append(proof.manifest.entries)
    assert held[0] < held[1] < held[2] <= Entry.objects.count()


def test_a_difference_would_be_found(phone: Phone, private: Path, tmp_path: Path) -> None:
    """A dump that silently lacks a row, or an entry that changed, does not pass for whole."""
    made = make.to_file(tmp_path / "a.age")
    with load.scratch("simpul_lacking") as name:
        with (tmp_path / "a.age").open("rb") as file:
            load.into(file, private, name)
        with tools.connect(tools.owner_of(name)) as broken:
            broken.execute("UPDATE journal_entry SET hash = sha256('x') WHERE seq = 3")
            broken.execute("DELETE FROM base_auditrow WHERE n = 1")
        faults = differences(made, load.found_in(name))
    assert f"journal:{phone.post}" in faults and "rows:base_auditrow" in faults


def test_a_folder_keeps_what_is_young(phone: Phone, private: Path, tmp_path: Path) -> None:
    folder = tmp_path / "nightly"
    folder.mkdir()
    for name in ("simpul-20200101T000000Z.age", "notes.age", "simpul-20200101T000000Z.age.txt"):
        (folder / name).write_bytes(b"old")
    path, _, gone = nightly.nightly(folder)
    assert [one.name for one in gone] == ["simpul-20200101T000000Z.age"]
    assert {one.name for one in folder.iterdir()} == {path.name, "notes.age", "simpul-20200101T000000Z.age.txt"}
    assert prove.prove(path, private).faults == []


def test_rights_after_a_restore_are_those_of_the_application(phone: Phone, private: Path, tmp_path: Path) -> None:
    make.to_file(tmp_path / "a.age")
    name = tools.present()
    with pytest.raises(BackupProblem) as caught:
        restore.restore(tmp_path / "a.age", private)
    assert caught.value.code == "in_use"
    with pytest.raises(BackupProblem) as caught:
        restore.restore(tmp_path / "a.age", private, replace="wrong")
    assert caught.value.code == "name"
    done = restore.restore(tmp_path / "a.age", private, replace=name)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_table_privilege('simpul_app', 'journal_entry', 'UPDATE, DELETE, TRUNCATE')")
            assert cursor.fetchone() == (False,)
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'journal_entry'::regclass AND NOT tgisinternal"
            )
            assert cursor.fetchone() != (0,)
        assert done.put_away in _names()
        last = runs.last_proven()
        assert last is not None and last.ok and last.name == "a.age"
        assert Entry.objects.count() == 12
    finally:
        database.drop_database(databases.root_url(), done.put_away)
