"""Any sequence of declarations gives one answer per day, and nothing that was said is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.knowledge.content import ContentError
from simpul.registry.capabilities.declare import Declaration, declare, declare_many, retract
from simpul.registry.capabilities.models import Capability
from simpul.registry.capabilities.standing import standing_on
from simpul.registry.models import Account, Unit
from simpul.registry.tests.kit import World, world

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)
DAYS = 12
SERVICE = "kesehatan-jiwa"


@pytest.fixture
def here() -> World:
    return world()


SAID = st.tuples(
    st.integers(0, DAYS - 1), st.sampled_from(["able", "not_able"]), st.none() | st.integers(0, 4), st.booleans()
)


class _Back(Exception):
    """Ends an example: what it wrote is rolled back."""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SAID, max_size=7), st.booleans())
def test_one_answer_per_day_whatever_was_declared_in_whatever_order(
    here: World, said: list[tuple[int, str, int | None, bool]], at_once: bool
) -> None:
    with pytest.raises(_Back), transaction.atomic():
        rows = _write(here.puskesmas, here.operator, said, at_once)
        for offset in range(-1, DAYS + 3):
            day = FIRST + timedelta(days=offset)
            answer = standing_on(SERVICE, [here.puskesmas.pk], day)[here.puskesmas.pk]
            assert answer.status == _expected(said, offset)
            assert answer.capability is None or answer.capability in rows
        assert Capability.objects.count() == len(said)
        raise _Back


def _write(unit: Unit, actor: Account, said: list[Any], at_once: bool) -> list[Capability]:
    declared = [
        Declaration(
            unit.pk,
            SERVICE,
            status,
            FIRST + timedelta(days=on),
            "survei contoh",
            until=None if last is None else FIRST + timedelta(days=on + last),
        )
        for on, status, last, _ in said
    ]
    rows = declare_many(declared, actor) if at_once else [declare_many([one], actor)[0] for one in declared]
    for row, (*_, taken_back) in zip(rows, said, strict=True):
        if taken_back:
            retract(row, actor)
    return rows


def _expected(said: list[tuple[int, str, int | None, bool]], day: int) -> str:
    """The last declared of the latest first day that is not after `day`; nothing once its source no longer vouches."""
    told = [(on, order, status, last) for order, (on, status, last, back) in enumerate(said) if on <= day and not back]
    if not told:
        return "not_surveyed"
    on, _, status, last = max(told)
    return status if last is None or day <= on + last else "not_surveyed"


def test_the_database_itself_refuses_two_answers_for_one_day(here: World) -> None:
    row = {"unit": here.puskesmas, "service": SERVICE, "status": "able", "source": "contoh"}
    Capability.objects.create(**row, valid_from=FIRST, valid_to=FIRST + timedelta(days=9))
    Capability.objects.create(**row, valid_from=FIRST + timedelta(days=10))
    Capability.objects.create(**row | {"service": "gizi"}, valid_from=FIRST)
    Capability.objects.create(**row | {"unit": here.hospital}, valid_from=FIRST)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="one_answer"), transaction.atomic():
        Capability.objects.create(**row, valid_from=FIRST + timedelta(days=9), valid_to=FIRST + timedelta(days=9))


def test_a_declaration_closes_the_one_before_and_keeps_it(here: World) -> None:
    before = declare(here.puskesmas, SERVICE, "not_able", FIRST, {}, "survei pertama", here.operator)
    now_able = declare(
        here.puskesmas, SERVICE, "able", FIRST + timedelta(days=40), {"trained_kader": 3}, "survei kedua", here.operator
    )
    before.refresh_from_db()
    assert (before.status, before.valid_to) == ("not_able", FIRST + timedelta(days=39))
    assert (now_able.valid_to, now_able.evidence) == (None, {"trained_kader": 3})


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"service": "sulap"}, ContentError),
        ({"status": "perhaps"}, ValueError),
        ({"source": " "}, ValueError),
        ({"until": FIRST - timedelta(days=1)}, ValueError),
    ],
)
def test_what_cannot_be_declared(here: World, wrong: dict[str, Any], error: type[Exception]) -> None:
    said: dict[str, Any] = {
        "unit": here.puskesmas.pk,
        "service": SERVICE,
        "status": "able",
        "on": FIRST,
        "source": "contoh",
    } | wrong
    with pytest.raises(error):
        declare_many([Declaration(**said)], here.operator)
    assert not Capability.objects.exists()
