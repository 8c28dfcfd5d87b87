"""Whatever happens in whatever order: what is open is what is wrong, once; nobody's word outlives its alert."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.base import clock
from simpul.journal import testing
from simpul.journal.actions.take_alert import take_alert
from simpul.journal.alerts import sources
from simpul.journal.alerts.refresh import refresh
from simpul.journal.alerts.sources import Found, Source
from simpul.journal.models import Alert
from simpul.registry.models import Unit

START = datetime(2026, 3, 2, 2, tzinfo=UTC)
CODES = ("clock_wrong", "work_unsent")
STEPS = st.one_of(
    st.tuples(st.just("toggle"), st.sampled_from(CODES), st.integers(0, 2)),
    st.tuples(st.just("look"), st.just(""), st.integers(1, 2)),
    st.tuples(st.just("break"), st.just(""), st.just(0)),
    st.tuples(st.just("take"), st.sampled_from(CODES), st.integers(0, 2)),
    st.tuples(st.just("wait"), st.just(""), st.integers(1, 20)),
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=25))
def test_open_is_what_is_wrong(steps: list[tuple[str, str, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    Alert.objects.all().delete()
    place = testing.place(3)
    posts = [Unit.objects.get(pk=pk) for pk in place.posts]
    wrong: set[tuple[str, int]] = set()
    told: set[tuple[str, int]] = set()
    taken: dict[tuple[str, int], datetime] = {}
    now, broken = START, False

    def look(seen: Any, at: datetime) -> list[Found]:
        if broken:
            raise RuntimeError("planted")
        return [Found(code, str(posts[n].pk), at, n, (posts[n].pk,)) for code, n in sorted(wrong)]

    monkeypatch.setattr(sources, "_sources", [Source(frozenset(CODES), look)])
    for verb, code, n in [*steps, ("look", "", 2)]:
        with clock.frozen(now):
            if verb == "toggle":
                wrong ^= {(code, n)}
            elif verb == "break":
                broken = True
                refresh()
                broken = False
            elif verb == "look":
                for _ in range(n):
                    refresh()
                told = set(wrong)
                taken = {key: until for key, until in taken.items() if key in told}
            elif verb == "take" and (code, n) in told:
                take_alert(place.officer, _one(posts[n], code), 3)
                taken[code, n] = now + timedelta(days=3)
            else:
                now += timedelta(hours=n * 6)
        _holds(posts, told, taken)


def _one(post: Unit, code: str) -> Alert:
    return Alert.objects.get(code=code, object=str(post.pk), closed_at=None)


def _holds(posts: list[Unit], told: set[tuple[str, int]], taken: dict[tuple[str, int], datetime]) -> None:
    names = {str(post.pk): n for n, post in enumerate(posts)}
    rows = list(Alert.objects.filter(closed_at=None))
    assert sorted((one.code, names[one.object]) for one in rows) == sorted(told)
    quiet = {(one.code, names[one.object]): one.quiet_until for one in rows if one.quiet_until}
    assert quiet == taken
