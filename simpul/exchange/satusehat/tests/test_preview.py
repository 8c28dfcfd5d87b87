"""A record written through the pipeline comes out as FHIR, by `simpul fhir bundle` too."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from simpul.base import ids
from simpul.base.models import AuditRow
from simpul.care.tests.stories import Village
from simpul.cli.main import main
from tests.fhir.validator import Validator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]
DAY = "2026-03-10"


def dose(village: Village, child: str, product: str, date: str = DAY, **over: Any) -> str:
    """A dose; returns its id."""
    return village.write("dose.given", child, {"product": product, "number": 1, "date": date} | over).id


def printed(child: str, *more: str) -> Any:
    """What the command prints."""
    answer = CliRunner().invoke(main, ["fhir", "bundle", "--person", child, *more])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout), answer.stderr


def codes(bundle: Any) -> list[str]:
    """Types of resources in order."""
    return [entry["resource"]["resourceType"] for entry in bundle["entry"]]


def test_a_childs_day_at_the_post_comes_out_as_fhir(village: Village, r4: Validator) -> None:
    child = village.child(village.family(), nik="3171065009250001")
    village.weigh(child, DAY, 7.4, length_height_cm=66.5, measured="l", illness="Batuk seminggu")
    dose(village, child, "PCV", visit=ids.visit_id(village.here, child, DAY))
    dose(village, child, "BCG", "2025-10-02", source="history")
    village.refer(child, visit=ids.visit_id(village.here, child, DAY), message="Ibu Siti ingin bertemu bidan")
    bundle, said = printed(child)
    assert r4(bundle) == []
    assert codes(bundle)[:3] == ["Location", "Encounter", "Condition"]
    assert codes(bundle).count("Immunization") == 2 and codes(bundle).count("ServiceRequest") == 1
    scores = [one["resource"]["code"]["coding"][0]["code"] for one in bundle["entry"] if "code" in one["resource"]]
    assert {"29463-7", "8306-3", "1153593003", "1153590000", "1153598007"} <= set(scores)
    text = json.dumps(bundle)
    assert "Batuk" not in text and "Siti" not in text and "Aisyah" not in text and "Bagus" not in text
    assert "tidak ada dalam daftar" in said
    assert AuditRow.objects.filter(action="read", detail__purpose="fhir_bundle").exists()


def test_since_leaves_older_days_out(village: Village) -> None:
    child = village.child(village.family())
    village.weigh(child, "2026-02-10", 7.1)
    village.weigh(child, DAY, 7.4)
    assert codes(printed(child)[0]).count("Encounter") == 2
    assert codes(printed(child, "--since", "2026-03-01")[0]).count("Encounter") == 1


def test_nobody_is_said_so(village: Village) -> None:
    answer = CliRunner().invoke(main, ["fhir", "bundle", "--person", str(ids.uuid7())])
    assert answer.exit_code == 1 and "Tidak ada warga" in answer.output
