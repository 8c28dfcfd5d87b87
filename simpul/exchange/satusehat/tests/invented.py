"""Facts made up for tests of the builder: every card, dose, referral and withdrawal that there can be."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from simpul.exchange.satusehat import content
from simpul.exchange.satusehat.facts import Given, Place, Referral, Seen, Who

PLACE = Place(
    post="5b0f7f2e-0000-7000-8000-000000000001",
    post_name="Posyandu Melati",
    village="Menteng",
    village_code="31.71.06.1001",
    puskesmas="5b0f7f2e-0000-7000-8000-000000000002",
    puskesmas_name="Puskesmas Menteng",
    organization="1000000001",
    practitioner="N10000001",
)
WHO = Who("5b0f7f2e-0000-7000-8000-000000000003", "3171065009250001", None, "P", date(2025, 9, 10), ihs="P02000000001")


def seen(**over: Any) -> Seen:
    """A toddler's visit on 10 March 2026."""
    facts: dict[str, Any] = {
        "id": "5b0f7f2e-0000-7000-8000-000000000004",
        "date": date(2026, 3, 10),
        "card": "balita",
        "start": datetime(2026, 3, 10, 1, 5, tzinfo=UTC),
        "end": datetime(2026, 3, 10, 1, 25, tzinfo=UTC),
        "values": {"weight_kg": 7.4, "length_height_cm": 66.5, "measured": "l", "muac_cm": 13.9, "tbc_cough": False},
        "scores": {"waz": -0.42, "haz": -1.0, "whz": 0.3},
        "bands": {"bb_u": "normal", "tb_u": "normal", "bb_tb": "normal"},
    }
    return Seen(**(facts | over))


def dose(product: str = "PCV", number: int | None = 2, **over: Any) -> Given:
    """A dose of that day."""
    return Given(str(uuid.uuid4()), product, number, date(2026, 3, 10), **over)


def referral(service: str = "health", **over: Any) -> Referral:
    """A referral of that day."""
    at = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)
    return Referral(str(uuid.uuid4()), service, "segera", "active", at, **over)


ids = st.uuids().map(str)
days = st.dates(date(2024, 1, 1), date(2026, 11, 1))
numbers = st.one_of(st.floats(0, 300), st.integers(-5, 500), st.booleans(), st.none(), st.text(max_size=5))
fields = st.sampled_from([one.field for one in content.measures()] + ["measured", "oedema", "tbc_cough", "illness"])
products = st.sampled_from([*content.vaccines().products, *content.vaccines().not_sent])


@st.composite
def visits(draw: st.DrawFn) -> Seen:
    """Any visit of any card."""
    scores = st.dictionaries(st.sampled_from(["waz", "haz", "whz", "baz", "hcz"]), st.floats(-6, 6))
    bands = st.sampled_from(["normal", "stunted", "wasting", "obesity", "unheard_of"])
    given = st.builds(Given, ids, products, st.none() | st.integers(0, 5), days, void=st.booleans())
    at = st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC))
    rules = st.lists(st.sampled_from(["RJ-A4.danger", "RJ-A1.bgm", "x"]), max_size=2).map(tuple)
    services = st.sampled_from(["health", "kesehatan-jiwa", "kekerasan", "psikolog"])
    asked = st.builds(Referral, ids, services, st.sampled_from(["biasa", "darurat"]), st.just("active"), at, rules)
    start = draw(at)
    return Seen(
        id=draw(ids),
        date=start.date(),
        card=draw(st.sampled_from([*content.visits().reasons, "baru"])),
        start=start,
        end=start,
        values=draw(st.dictionaries(fields, numbers)),
        scores=draw(scores),
        bands=draw(st.dictionaries(st.sampled_from(["bb_u", "tb_u", "bb_tb", "imt_u"]), bands)),
        doses=tuple(draw(st.lists(given, max_size=3))),
        referrals=tuple(draw(st.lists(asked, max_size=3))),
        void=draw(st.booleans()),
    )
