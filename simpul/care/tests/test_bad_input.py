"""Payloads that fit the schema and still make no sense: applied or refused with words, never a fault of the server."""

import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from simpul.base import ids
from simpul.care.kinds import KINDS as CARE
from simpul.care.tests.stories import Village
from simpul.journal import replay
from simpul.journal.kinds import Kind, Refused
from simpul.journal.testing import Phone
from simpul.network.kinds import KINDS as NETWORK
from simpul.people.kinds import KINDS as PEOPLE

KINDS = [kind for kind in (*PEOPLE, *CARE, *NETWORK) if not kind.office_only]
KNOWN = [str(ids.uuid7(n, bytes(10))) for n in range(4)]
TEXTS = ["", " ", "Aisyah", "2026-02-10", "2026-02-30", "0000-00-00", "9999-12-31", "+2026-1-1", "kemarin", "x" * 5000]
TEXTS += ["2026-11-25T02:00:00.000Z", "2026-13-25T02:00:00.000Z", *KNOWN, KNOWN[0].upper(), "{}", "‮", "Ni'mah\n"]
NUMBERS = [0, 1, 2, -1, 3, 2**31 - 1, 2**31, 2**53 - 1]
SIMPLE: dict[Any, Any] = {
    str: st.sampled_from(TEXTS),
    int: st.sampled_from(NUMBERS),
    float: st.sampled_from([0.0, -1.5, 3.2, 1e300, 1e-300]),
    bool: st.booleans(),
    type(None): st.none(),
}
JSON = st.recursive(st.one_of(*SIMPLE.values()), lambda inner: st.lists(inner, max_size=2), max_leaves=3)
FIELD_NAMES = ["name", "sex", "birth_date", "family", "nik", "notes", "post", "id", "seq", "extra", "status", "stamps"]
FIELD_NAMES += [
    "birth_weight_kg",
    "birth_order",
    "lmp",
    "risks",
    "weight_kg",
    "oedema",
    "head_name",
    "birth_date_estimated",
]


def of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type that the schema lets through."""
    origin, args = get_origin(kind), get_args(kind)
    if kind is Any:
        return JSON
    if origin is Literal:
        return st.sampled_from(args)
    if origin in (Union, types.UnionType):
        return st.one_of([of(one) for one in args])
    if origin is list:
        return st.lists(of(args[0]), max_size=2)
    if origin is dict:
        return st.dictionaries(st.sampled_from(FIELD_NAMES), of(args[1]), max_size=4)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return payload(kind)
    simple: st.SearchStrategy[Any] = SIMPLE[kind]
    return simple


def payload(struct: type[msgspec.Struct]) -> st.SearchStrategy[dict[str, Any]]:
    """A payload with some of its optional fields, and one that nobody knows."""
    hints = get_type_hints(struct)
    needed = set(struct.__struct_fields__) - set(_optional(struct))
    required = {name: of(hints[name]) for name in needed}
    optional = {name: of(hints[name]) for name in _optional(struct)} | {"unheard_of": JSON}
    return st.fixed_dictionaries(required, optional=optional)


def _optional(struct: type[msgspec.Struct]) -> list[str]:
    fields = msgspec.structs.fields(struct)
    return [f.name for f in fields if f.default is not msgspec.NODEFAULT or f.default_factory is not msgspec.NODEFAULT]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@settings(max_examples=6, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(st.data())
def test_nonsense_is_refused_with_words(kind: Kind, data: st.DataObject) -> None:
    village = Village()
    family = village.family()
    child = village.child(family)
    village.weigh(child, "2026-01-10", 6.5)
    request = village.refer(child)
    for _ in range(4):
        drawn = data.draw(payload(kind.data))
        subject = data.draw(st.sampled_from([*KNOWN, family, child, request]))
        try:
            village.write(kind.name, subject, drawn)
        except Refused as refused:
            reason = refused.reason
            assert reason.code != "server_fault", (subject, drawn)
            assert reason.message.id and reason.message.en


@pytest.mark.django_db(transaction=True)
@settings(max_examples=5, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(KINDS), min_size=5, max_size=25), st.data())
def test_what_was_let_in_replays(kinds: list[Kind], data: st.DataObject) -> None:
    village = Village()
    child = village.child(village.family())
    for kind in kinds:
        try:
            village.write(kind.name, data.draw(st.sampled_from([*KNOWN, child])), data.draw(payload(kind.data)))
        except Refused:
            continue
    with replay.scratch():
        replay.replay()
        assert not replay.differences()


@pytest.mark.django_db(transaction=True)
def test_one_value_that_no_column_takes_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    village = Village()
    phone = Phone(post=village.here).enrol(village.where.officer, village.where.kaders[0])
    monkeypatch.setattr("simpul.care.visit_kinds.is_uuid", lambda text: True)
    child, other = str(ids.uuid7()), str(ids.uuid7())
    visit = {"date": "2026-01-10", "card": "balita", "step": 2, "values": {"weight_kg": 6.5}}
    entries = [
        phone.entry("person.registered", child, {"name": "Aisyah"}),
        phone.entry("visit.recorded", child, visit | {"visit": "no-id"}),
        phone.entry("person.registered", other, {"name": "Bagas"}),
    ]
    outcomes = [receipt.outcome for receipt in phone.push(entries)]
    assert outcomes == ["applied", "quarantined", "applied"]
