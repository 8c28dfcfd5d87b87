"""A phone in a loop is slowed down whatever it asks; nobody else is, and it is let in again when it was told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from simpul.base import clock, ids
from simpul.journal import asking
from simpul.journal.models import Device, SnapshotFile
from simpul.journal.testing import Phone, Refusal

SPOKEN = {"device_time": "2026-11-21T02:00:00.000Z"}


def offer(phone: Phone) -> object:
    item = {"id": str(ids.uuid7()), "hash": "0" * 64}
    return phone.send(
        "POST", "journal/offer", {"device": phone.device, "epoch": phone.epoch, "items": [item], **SPOKEN}
    )


def beat(phone: Phone) -> object:
    return phone.send("POST", "devices/heartbeat", {"heartbeat": {}, **SPOKEN})


ASKS: list[tuple[int, Callable[[Phone], object]]] = [
    (asking.PULL, lambda phone: phone.pull()),
    (asking.SNAPSHOT, lambda phone: phone.snapshot(phone.post)),
    (asking.OFFER, offer),
    (asking.SCOPE, lambda phone: phone.scope()),
    (asking.BEAT, beat),
]


def left(phone: Phone, tokens: float) -> None:
    """What the phone's bucket holds now."""
    Device.objects.filter(pk=phone.device).update(asked=tokens, asked_at=clock.now())


@pytest.mark.parametrize(("cost", "ask"), ASKS)
def test_each_question_has_its_price(phone: Phone, second: Phone, cost: int, ask: Callable[[Phone], object]) -> None:
    phone.push([phone.person()])
    ask(phone)  # whatever has to be made first is there now
    now = clock.now() + timedelta(hours=1)
    with clock.frozen(now):
        left(phone, float(cost))
        ask(phone)
        assert Device.objects.get(pk=phone.device).asked == 0
        with pytest.raises(Refusal) as caught:
            ask(phone)
        assert (caught.value.status, caught.value.problem.code) == (429, "slow_down")
        wait = int(caught.value.headers["Retry-After"])
        assert 0 < wait <= 1 + cost / asking.PER_S
        ask(second)
        assert phone.push([phone.person()])[0].outcome == "applied", "what is typed has a bucket of its own"
    with clock.frozen(now + timedelta(seconds=wait)):
        ask(phone)


def test_what_is_refused_makes_nothing(phone: Phone) -> None:
    left(phone, asking.SNAPSHOT - 1.0)
    with pytest.raises(Refusal) as caught:
        phone.snapshot(phone.post)
    assert caught.value.status == 429 and not SnapshotFile.objects.exists()


def test_a_loop_of_refused_pulls_ends(phone: Phone) -> None:
    """A phone that sends a token nobody knows, again and again, is told to wait as well."""
    left(phone, 3.0)
    phone.token = "spoiled"
    told = []
    with clock.frozen(clock.now()):
        for _ in range(4):
            with pytest.raises(Refusal) as caught:
                phone.pull()
            told.append(caught.value.problem.code)
    assert told == ["token", "token", "token", "slow_down"]


def test_the_first_load_of_a_large_puskesmas_is_within_it() -> None:
    posts = 60
    assert asking.SCOPE + posts * asking.SNAPSHOT + 2 * posts * asking.PULL + 2 * asking.OFFER <= asking.CAPACITY
