"""The officer reads the finding first: what the last weighing raised, and nothing when all is well."""

from simpul.care.findings import finding
from simpul.care.models import Growth


def _growth(**fields: object) -> Growth:
    return Growth(categories={"bb_u": "normal", "tb_u": "normal"}, alerts=[], **fields)


def test_nothing_is_said_when_all_is_well() -> None:
    assert finding(_growth()) == ""


def test_alerts_come_before_categories_that_refer() -> None:
    row = _growth()
    row.alerts, row.categories["bb_u"] = ["2T"], "severely_underweight"
    words = finding(row)
    assert words.endswith("BB/U: Berat badan sangat kurang")
    assert words.index("·") > 0


def test_a_band_that_two_age_ranges_share_is_said_once() -> None:
    row = _growth()
    row.categories["imt_u"] = "wasting"
    assert finding(row).count("IMT/U") == 1
