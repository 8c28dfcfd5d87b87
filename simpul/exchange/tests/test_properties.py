"""However the rows of a sheet are ordered, doubled, split or undone: the register is the same."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.care.tests.stories import Village, at
from simpul.exchange.tests import kit

pytestmark = pytest.mark.django_db


class Undone(Exception):
    """Ends a try; everything in it is rolled back."""


def identities() -> list[dict[str, Any]]:
    twins = [
        kit.child(5, nama_anak="Ria Putri"),
        kit.child(5, nama_anak="Rio Putra", NIK="", jenis_kelamin="Laki-laki"),
    ]
    nameless = kit.child(6, NIK="", nomor_KK="", nama_ortu="")
    return [kit.child(1), kit.child(2), kit.child(3, NIK=""), kit.child(4, nomor_KK=""), *twins, nameless]


def weighings() -> list[dict[str, Any]]:
    first = [kit.weighing(n, "2026-01-14", BERAT=f"{7 + n},2") for n in (1, 2, 4)]
    second = [kit.weighing(n, "2026-02-04", vita="Ya", TINGGI="") for n in (1, 2)]
    parts = [kit.weighing(2, "2026-02-04", BERAT="", lingkar_kepala=44), kit.weighing(1, "2026-02-04", LILA="")]
    return [*first, *second, *parts, kit.weighing(3, "2026-01-14", NIK="")]


ROWS = [("identity", line) for line in identities()], [("measurement", line) for line in weighings()]


@st.composite
def sheets(draw: st.DrawFn, rows: list[Any]) -> list[list[Any]]:
    """The rows in any order, some twice, over one to three sheets."""
    doubled = draw(st.lists(st.sampled_from(rows), max_size=4))
    shuffled = draw(st.permutations([*rows, *doubled]))
    cuts = sorted(draw(st.lists(st.integers(1, len(shuffled) - 1), max_size=2)))
    return [part for a, b in zip([0, *cuts], [*cuts, None], strict=True) if (part := shuffled[a:b])]


def after(village: Village, *parts: list[list[Any]]) -> Any:
    """What the register says after these sheets, which are then forgotten."""
    found: list[Any] = []
    try:
        with transaction.atomic():
            for sheet in [sheet for part in parts for sheet in part]:
                job = kit.bring(village, kit.csv(sheet[0][0], [line for _, line in sheet]))
                assert job.state == "done" and job.result["counts"]["rows_bad"] == 0
            found.append(kit.picture())
            raise Undone
    except Undone:
        return found[0]


@pytest.fixture(scope="function")
def village() -> Village:
    made = Village()
    family = made.family()
    made.weigh(made.child(family, name="Bagas Hartono", birth_date="2025-02-11", nik=None), "2026-01-14", 8.2)
    return made


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_order_doubling_and_splitting_change_nothing(village: Village, data: st.DataObject) -> None:
    with at("2026-02-10T08:00"):
        plain = after(village, [ROWS[0]], [ROWS[1]])
        assert len(plain["people"]) == 8 and len(plain["visits"]) == 7
        assert after(village, data.draw(sheets(ROWS[0])), data.draw(sheets(ROWS[1]))) == plain


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_importing_and_taking_back_leaves_the_register_as_it_was(village: Village, data: st.DataObject) -> None:
    with at("2026-02-10T08:00"):
        before = kit.picture()
        try:
            with transaction.atomic():
                jobs = []
                for sheet in [*data.draw(sheets(ROWS[0])), *data.draw(sheets(ROWS[1]))]:
                    jobs.append(kit.bring(village, kit.csv(sheet[0][0], [line for _, line in sheet])))
                for job in reversed(jobs):
                    assert kit.take_back(village, job).state == "undone"
                assert kit.picture() == before
                raise Undone
        except Undone:
            pass
