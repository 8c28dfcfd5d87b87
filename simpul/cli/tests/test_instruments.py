"""`simpul instruments`: wording with an owner is checked, kept outside the repository, and ends with its permission."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from simpul.base import clock
from simpul.cli.instruments import instruments
from simpul.knowledge.content import CONTENT_DIR
from simpul.knowledge.instruments.texts import PackError, keep, load_text

TODAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIMPUL_INSTRUMENTS", str(tmp_path / "licensed"))
    return tmp_path / "licensed"


def pack(**change: Any) -> dict[str, Any]:
    """A made-up pack for an instrument with an owner; none of its words are the owner's."""
    permission = {"holder": "Pemilik", "granted_to": "Dinas", "reference": "12/2026", "valid_until": "2027-12-31"}
    return {
        "instrument": "epds",
        "lang": "id",
        "edition": "EPDS 1987",
        "rendering": "licensed",
        "source": "surat izin",
        "certainty": "documented",
        "permission": permission,
        "intro": "pembuka",
        "items": {str(item): {"ask": f"butir {item}"} for item in range(1, 11)},
        "options": {"step": {str(value): f"pilihan {value}" for value in range(4)}},
    } | change


def load(data: object, tmp_path: Path) -> Result:
    path = tmp_path / "pack.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with clock.frozen(datetime(2026, 11, 22, 3, tzinfo=UTC)):
        return CliRunner().invoke(instruments, ["load", str(path)])


def test_a_pack_is_kept_outside_and_read_from_there(tmp_path: Path, folder: Path) -> None:
    assert load_text("epds", "id", folder, TODAY) is None
    done = load(pack(), tmp_path)
    assert done.exit_code == 0, done.stderr
    found = load_text("epds", "id", folder, TODAY)
    assert found is not None and found.items["10"].ask == "butir 10"
    assert load_text("epds", "en", folder, TODAY) is None
    listed = CliRunner().invoke(instruments, ["list"]).stdout
    assert "id: berlaku sampai 2027-12-31; Dinas, 12/2026" in listed
    assert "sdq" in listed and "belum ada teks" in listed


def test_words_end_with_their_permission(tmp_path: Path, folder: Path) -> None:
    load(pack(), tmp_path)
    assert load_text("epds", "id", folder, date(2027, 12, 31)) is not None
    assert load_text("epds", "id", folder, date(2028, 1, 1)) is None
    with clock.frozen(datetime(2028, 1, 2, tzinfo=UTC)):
        assert "id: BERAKHIR 2027-12-31" in CliRunner().invoke(instruments, ["list"]).stdout


def test_an_institution_may_bring_the_official_words_of_a_free_instrument(tmp_path: Path, folder: Path) -> None:
    ours = load_text("gad-2", "id", folder, TODAY)
    assert ours is not None and ours.rendering == "own"
    often = {"often": {str(value): f"pilihan {value}" for value in range(4)}}
    official = pack(
        instrument="gad-2", edition=ours.edition, items={"1": {"ask": "a"}, "2": {"ask": "b"}}, options=often
    )
    assert load(official, tmp_path).exit_code == 0
    theirs = load_text("gad-2", "id", folder, TODAY)
    assert theirs is not None and theirs.items["1"].ask == "a"


NO_END = {"holder": "P", "granted_to": "D", "reference": "1", "valid_until": None}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"instrument": "../aks"}, "bukan nama instrumen"),
        ({"instrument": "epds-2"}, "tidak ada instrumen bernama 'epds-2'"),
        ({"edition": "EPDS 1999"}, "edition: these words are of the edition 'EPDS 1999'"),
        ({"items": {"1": {"ask": "a"}}}, "items.2: no words for this item."),
        ({"items": pack()["items"] | {"11": {"ask": "a"}}}, "items.11: the instrument has no such item."),
        ({"options": {"step": {"0": "a"}}}, "options of item 1: words for 0, the scale has 0, 1, 2, 3."),
        ({"permission": None}, "siapa memberi izin, kepada siapa, nomor surat, sampai kapan"),
        ({"rendering": "own"}, "tulis rendering licensed"),
        ({"permission": NO_END | {"reference": " "}}, "permission.reference: masih kosong"),
        ({"permission": NO_END | {"valid_until": "2026-11-21"}}, "izinnya berakhir 2026-11-21"),
        ({"notes": "x"}, "unknown field `notes`"),
    ],
)
def test_a_pack_that_may_not_be_used_says_why(tmp_path: Path, folder: Path, change: dict[str, Any], said: str) -> None:
    done = load(pack(**change), tmp_path)
    assert done.exit_code == 2 and said in done.stderr
    assert not folder.exists()


def test_a_permission_without_end_lasts(tmp_path: Path, folder: Path) -> None:
    assert load(pack(permission=NO_END), tmp_path).exit_code == 0
    assert load_text("epds", "id", folder, date(2090, 1, 1)) is not None


@pytest.mark.parametrize("place", ["content/instruments/text", "docs/here", "content/../web"])
def test_nothing_is_kept_in_the_repository(place: str) -> None:
    folder = CONTENT_DIR.parent / place
    with pytest.raises(PackError, match="tempat lain"):
        keep(json.dumps(pack()).encode(), folder, TODAY)
    assert not (folder / "epds.id.json").exists()


def test_files_that_are_not_packs(tmp_path: Path, folder: Path) -> None:
    assert "tidak bisa dibaca" in CliRunner().invoke(instruments, ["load", str(tmp_path / "none")]).stderr
    with pytest.raises(PackError, match="bita"):
        keep(b" " * 600_000, folder, TODAY)
    with pytest.raises(PackError, match="paket teks"):
        keep(b"{", folder, TODAY)
