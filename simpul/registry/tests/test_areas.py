"""The areas of the country, from content to table."""

import gzip
from pathlib import Path

import pytest

from simpul.registry.areas import ancestors, load_areas, read_areas
from simpul.registry.build_areas import title
from simpul.registry.models import Area


def test_every_area_has_the_area_above_it_and_its_level() -> None:
    areas = list(read_areas())
    codes = {area.code for area in areas}
    assert len(codes) == len(areas) > 91_000
    assert all(area.level == area.code.count(".") + 1 for area in areas)
    assert all(set(ancestors(area.code)) <= codes for area in areas)
    assert [area.code.split(".") for area in areas] == sorted(area.code.split(".") for area in areas)


def test_names_are_written_as_people_write_them() -> None:
    names = {area.code: area.name for area in read_areas() if area.level < 3}
    assert names["31"] == "DKI Jakarta"
    assert names["31.71"] == "Kota Administrasi Jakarta Pusat"
    assert title("KABUPATEN OGAN KOMERING ULU") == "Kabupaten Ogan Komering Ulu"


def test_ancestors_run_from_the_province_down() -> None:
    assert ancestors("31.71.06.1001") == ["31", "31.71", "31.71.06", "31.71.06.1001"]


@pytest.mark.parametrize("bad", ["x Aceh", "11", "\t01 No province above"])
def test_a_line_that_is_no_area_is_named(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "areas.txt.gz"
    path.write_bytes(gzip.compress(f"# note\n{bad}\n".encode()))
    with pytest.raises(ValueError, match="line 2"):
        list(read_areas(path))


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_renames_follow(tmp_path: Path) -> None:
    path = tmp_path / "areas.txt.gz"
    path.write_bytes(gzip.compress(b"31 DKI Jakarta\n\t71 Kota Jakarta Pusat\n"))
    assert load_areas(path) == 2
    assert load_areas(path) == 0
    path.write_bytes(gzip.compress(b"31 DKI Jakarta\n\t71 Kota Administrasi Jakarta Pusat\n"))
    assert load_areas(path) == 1
    assert Area.objects.get(code="31.71").name == "Kota Administrasi Jakarta Pusat"
    assert Area.objects.count() == 2


@pytest.mark.django_db
def test_the_whole_country_loads() -> None:
    assert load_areas() == sum(1 for _ in read_areas())
    assert Area.objects.get(code="31.71.06.1001").level == 4
