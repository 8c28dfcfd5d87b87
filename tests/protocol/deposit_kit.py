"""What the stories of deposits share: keys of their own, a colleague, an oath, the counts of the last deposit."""

from collections.abc import Callable
from typing import Any

import pytest

from simpul.base import clock
from simpul.journal.actions.revoke import revoke_device
from simpul.journal.escrow.testing import oath
from simpul.journal.models import DepositRecord, Device
from simpul.journal.testing import Phone, Place, Refusal
from simpul.journal.wire import EscrowKey, Heartbeat


def key_of(phone: Phone) -> EscrowKey:
    """The key that the server gives now."""
    escrow = phone.scope().escrow
    assert escrow is not None
    return escrow


def revoke(here: Place, phone: Phone) -> None:
    """The phone is lost."""
    revoke_device(here.officer, Device.objects.get(pk=phone.device), "HP hilang")


def swear(phone: Phone, entries: Any) -> None:
    """The phone says what it holds unsent."""
    beat = {"device_time": clock.iso(clock.now()), "heartbeat": Heartbeat(attested=oath(entries))}
    phone.call("POST", "devices/heartbeat", beat, dict)


def counts() -> dict[str, int]:
    """What became of the last deposit."""
    row = DepositRecord.objects.latest("pk")
    return {name: getattr(row, name) for name in ("fresh", "known", "review", "waiting", "refused")}


def made(**over: int) -> dict[str, int]:
    """Such counts, 0 where nothing is said."""
    return {"fresh": 0, "known": 0, "review": 0, "waiting": 0, "refused": 0} | over


def refused_with(call: Callable[[], object]) -> tuple[int, str]:
    """Status and code of a refusal."""
    with pytest.raises(Refusal) as refusal:
        call()
    return refusal.value.status, refusal.value.problem.code
