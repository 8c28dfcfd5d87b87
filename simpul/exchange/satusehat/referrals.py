"""Referrals as service requests. The reason is told in the words of the rule, never in those of a person."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from simpul.exchange.satusehat import content
from simpul.exchange.satusehat.facts import Allowed, Referral
from simpul.exchange.satusehat.naming import Names, key
from simpul.exchange.satusehat.pieces import concept, instant
from simpul.exchange.satusehat.resources import Concept, Reference, ServiceRequest
from simpul.knowledge.content import CONTENT_DIR, read_json

KIND = "ServiceRequest"


def may_leave(service: str, allowed: Allowed) -> bool:
    """Deny by default: a service that policy.json does not name stays, one of mental health unless it was allowed."""
    policy = content.policy()
    if service in policy.mental_health_services:
        return allowed.mental_health
    return service in policy.referral_services


def name_of(request: str) -> str:
    """The key of a referral."""
    return key(KIND, request)


def resource(one: Referral, names: Names, encounter: Reference) -> ServiceRequest:
    """The referral, from the post to the puskesmas."""
    name, book = name_of(one.id), content.visits()
    referral = concept("snomed", book.referral.code, book.referral.display)
    return ServiceRequest(
        id=names.id_of(name),
        identifier=names.identifiers(KIND, name),
        status=one.status,
        intent="order",
        category=[referral],
        priority=book.urgencies.get(one.urgency, "routine"),
        code=referral,
        subject=names.patient,
        encounter=encounter,
        authored_on=instant(one.opened_at),
        requester=names.practitioner or names.organization,
        performer=[names.organization],
        reason_code=[Concept(text=words) for rule in one.rules if (words := reasons().get(rule))],
    )


@cache
def reasons() -> Mapping[str, str]:
    """Rule → its words, of those rules alone whose every fact may leave (policy.json)."""
    allowed = {one.field for one in content.measures()} | set(content.policy().reason_facts)
    found: dict[str, str] = {}
    for path in sorted((CONTENT_DIR / "cards").glob("*.json")):
        for rule in read_json(path).get("rules", ()):
            facts = set(_facts(rule["when"])) if "when" in rule else set()
            if facts and facts <= allowed and "say" in rule:
                found[rule["id"]] = rule["say"]["id"]
    return found


def _facts(rule: Any) -> Iterator[str]:
    parts = rule.get("of")
    if parts is None:
        yield rule["fact"]
        return
    for part in parts if isinstance(parts, list) else [parts]:
        yield from _facts(part)
