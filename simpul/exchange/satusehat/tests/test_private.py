"""What was told in confidence does not leave: by default, and only with setting and consent both."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.exchange.satusehat import bundle, content, gates
from simpul.exchange.satusehat.connections import Connection
from simpul.exchange.satusehat.facts import Allowed, Referral, Seen
from simpul.exchange.satusehat.referrals import reasons
from simpul.exchange.satusehat.tests import invented
from simpul.exchange.satusehat.tests.invented import PLACE, WHO

SECRET = "RAHASIA-jiwa"
policy = content.policy()
sensitive = st.sampled_from([*policy.mental_health_services, "kekerasan", "konseling", "psikolog", "ktpa", SECRET])
listed = {one.field for one in content.measures()}
unlisted = st.text(min_size=1).filter(lambda name: name not in listed)
values = st.just(SECRET) | st.integers(0, 30) | st.booleans() | st.dictionaries(st.text(), st.just(SECRET))


def sent(seen: Seen, allowed: Allowed) -> str:
    return msgspec.json.encode(bundle.visit(PLACE, WHO, seen, {}, allowed).bundle).decode()


@settings(max_examples=200)
@given(invented.visits(), st.dictionaries(unlisted, values, max_size=4), st.lists(sensitive, max_size=3), st.booleans())
def test_no_fact_of_mental_health_enters_a_bundle_unasked(
    seen: Seen, confidential: dict[str, Any], services: list[str], setting: bool
) -> None:
    plain = replace(seen, referrals=(), void=False)
    asked = tuple(
        Referral(f"00000000-0000-4000-8000-00000000000{place}", name, "segera", "active", seen.start, (SECRET,))
        for place, name in enumerate(services)
    )
    told = replace(plain, referrals=asked, values=plain.values | confidential)
    # The setting without the family's yes, or the yes without the setting, open nothing.
    line = Connection(UUID(int=1), "c", "s", "1", date(2026, 1, 1), mental_health=setting)
    said = {} if setting else {policy.consent_mental_health: True}
    allowed = gates.allowed(line, said)
    assert sent(told, allowed) == sent(plain, allowed)
    assert SECRET not in sent(told, allowed)


@given(st.sampled_from(policy.mental_health_services))
def test_with_setting_and_yes_the_request_leaves_without_its_reason(service: str) -> None:
    line = Connection(UUID(int=1), "c", "s", "1", date(2026, 1, 1), mental_health=True)
    allowed = gates.allowed(line, {policy.consent_mental_health: True})
    asked = replace(invented.referral(service), rules=(SECRET,))
    found = json.loads(sent(invented.seen(referrals=(asked,)), allowed))
    [request] = [one["resource"] for one in found["entry"] if one["resource"]["resourceType"] == "ServiceRequest"]
    assert "reasonCode" not in request and SECRET not in json.dumps(found)


def test_violence_and_counselling_leave_by_no_setting() -> None:
    for service in ("kekerasan", "konseling", "ktpa", "psikolog"):
        seen = invented.seen(referrals=(invented.referral(service),))
        assert "ServiceRequest" not in sent(seen, Allowed(mental_health=True))


def test_reasons_are_words_of_rules_that_read_nothing_confidential() -> None:
    assert reasons()
    for rule in reasons():
        assert "jiwa" not in rule.lower() and "srq" not in rule.lower() and "phq" not in rule.lower()
