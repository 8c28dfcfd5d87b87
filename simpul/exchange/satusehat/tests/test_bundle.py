"""A visit as a transaction: structure by the R4 definitions, codes by our value sets, names that stay the same."""

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from simpul.exchange.satusehat import bundle
from simpul.exchange.satusehat.bundle import Built
from simpul.exchange.satusehat.facts import Seen, Sent
from simpul.exchange.satusehat.tests import invented
from simpul.exchange.satusehat.tests.invented import PLACE, WHO, dose, referral, seen
from tests.fhir.validator import Validator, required_codes


def built(what: Seen, **over: Any) -> Built:
    return bundle.visit(PLACE, WHO, what, over.get("sent", {}))


def wire(found: Built) -> Any:
    return msgspec.json.decode(msgspec.json.encode(found.bundle))


def resources(found: Built, kind: str) -> list[Any]:
    return [entry["resource"] for entry in wire(found)["entry"] if entry["resource"]["resourceType"] == kind]


def test_a_toddlers_visit_has_the_codes_of_the_national_mapping(r4: Validator) -> None:
    made = built(seen(doses=(dose("DPT-HB-Hib", 2, batch="B1"),), referrals=(referral(rules=("RJ-A4.danger",)),)))
    assert r4(wire(made)) == []
    [visit] = resources(made, "Encounter")
    assert visit["class"]["code"] == "AMB" and visit["serviceProvider"]["reference"] == "Organization/1000000001"
    assert visit["subject"] == {"reference": "Patient/P02000000001"}
    found = {one["code"]["coding"][0]["code"]: one["valueQuantity"]["value"] for one in resources(made, "Observation")}
    assert found == {
        "29463-7": 7.4,
        "8306-3": 66.5,
        "284473002": 13.9,
        "1153593003": -0.42,
        "1153590000": -1.0,
        "1153598007": 0.3,
    }
    [vaccine] = resources(made, "Immunization")
    codes = {one["system"].rsplit("/", 1)[-1]: one["code"] for one in vaccine["vaccineCode"]["coding"]}
    assert codes["cvx"] == "198" and vaccine["performer"][0]["function"]["coding"][0]["code"] == "AP"
    [asked] = resources(made, "ServiceRequest")
    assert asked["priority"] == "urgent" and asked["reasonCode"][0]["text"].startswith("Adik perlu")
    [post] = resources(made, "Location")
    assert post["managingOrganization"]["reference"] == "Organization/1000000001"


def test_the_interpretation_of_a_z_score_is_told() -> None:
    made = built(seen(bands={"bb_u": "severely_underweight", "tb_u": "stunted", "bb_tb": "unheard_of"}))
    said = {
        one["code"]["coding"][0]["code"]: [code["coding"][0] for code in one.get("interpretation", [])]
        for one in resources(made, "Observation")
    }
    assert said["1153593003"][0]["code"] == "OI000007" and "kemkes" in said["1153593003"][0]["system"]
    assert said["1153590000"][0] == {
        "system": "http://snomed.info/sct",
        "code": "444000005",
        "display": "Short stature for age",
    }
    assert said["1153598007"] == []


@pytest.mark.parametrize(("days", "code"), [("2024-03-11", "1153590000"), ("2024-03-10", "1153604005")])
def test_length_becomes_height_on_the_second_birthday(days: str, code: str) -> None:
    who = replace(WHO, birth_date=date.fromisoformat(days))
    made = bundle.visit(PLACE, who, seen(), {})
    assert code in {one["code"]["coding"][0]["code"] for one in resources(made, "Observation")}


def test_the_same_visit_has_the_same_names_every_time() -> None:
    first, again = wire(built(seen())), wire(built(seen()))
    assert first == again
    for entry in first["entry"]:
        name = entry["resource"]["identifier"][0]
        assert entry["fullUrl"] == f"urn:uuid:{name['value']}"
        assert entry["request"] == {
            "method": "POST",
            "url": entry["resource"]["resourceType"],
            "ifNoneExist": f"identifier={name['system']}|{name['value']}",
        }


def held(made: Built) -> dict[str, Sent]:
    """As if the server had taken it all."""
    by_name = {entry.full_url.removeprefix("urn:uuid:"): entry.resource for entry in made.entries}
    return {
        name: Sent(str(type(by_name[name]).__struct_config__.tag), f"id-{number}", what)
        for number, (name, what) in enumerate(made.what.items())
    }


def test_what_changed_is_put_under_its_id_and_what_is_gone_is_taken_back(r4: Validator) -> None:
    before = built(seen(doses=(dose("PCV"),), referrals=(referral(),)))
    values = {"weight_kg": 7.1}
    made = built(seen(values=values, scores={}, doses=(), referrals=()), sent=held(before))
    assert r4(wire(made)) == []
    asked = {
        entry["request"]["method"] for entry in wire(made)["entry"] if entry["resource"]["resourceType"] != "Location"
    }
    assert asked == {"PUT"}
    statuses = {
        one["code"]["coding"][0]["code"]: (one["status"], one.get("valueQuantity", {}).get("value"))
        for one in resources(made, "Observation")
    }
    assert statuses["29463-7"] == ("final", 7.1)
    assert statuses["284473002"] == ("entered-in-error", None) and statuses["1153593003"] == ("entered-in-error", None)
    assert [one["status"] for one in resources(made, "Immunization")] == ["entered-in-error"]
    assert [one["status"] for one in resources(made, "ServiceRequest")] == ["entered-in-error"]


def test_a_withdrawn_visit_is_taken_back_whole_and_never_made_anew(r4: Validator) -> None:
    assert built(seen(void=True)).entries == []
    gone = built(seen(void=True), sent=held(built(seen())))
    assert r4(wire(gone)) == []
    for entry in wire(gone)["entry"]:
        one = entry["resource"]
        if one["resourceType"] == "Condition":
            assert one["verificationStatus"]["coding"][0]["code"] == "entered-in-error"
        elif one["resourceType"] != "Location":
            assert one["status"] == "entered-in-error", one["resourceType"]


VALUE_SETS = {
    ("Encounter", "status"): "encounter-status",
    ("Observation", "status"): "observation-status",
    ("Immunization", "status"): "event-status",
    ("ServiceRequest", "status"): "request-status",
    ("ServiceRequest", "priority"): "request-priority",
    ("ServiceRequest", "intent"): "request-intent",
    ("Location", "status"): "location-status",
    ("Location", "mode"): "location-mode",
}


@settings(max_examples=150)
@given(invented.visits())
def test_every_visit_there_can_be_fits_r4_and_its_required_codes(r4: Validator, what: Seen) -> None:
    first = built(what)
    later = bundle.visit(PLACE, WHO, what, held(first))
    for made in (first, later):
        if made.entries:
            assert r4(wire(made)) == []
        for entry in wire(made)["entry"] if made.entries else ():
            one = entry["resource"]
            assert r4(one) == [], one
            for (kind, name), codes in VALUE_SETS.items():
                if one["resourceType"] == kind:
                    assert one[name] in required_codes(codes), (kind, name, one[name])
