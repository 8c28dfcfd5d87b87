"""Networks that let nothing through but a relay: a real coturn with the settings of the guide, and our passwords."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from simpul.base import clock
from simpul.network.calls.turn import ice_servers
from tests import coturn
from tests.browser.consulting import GATHER, RELAYED, at_home, at_the_desk, flow, join, more, state, way, write
from tests.browser.fixtures import Contexts, Server
from tests.browser.test_consultation import WHO, caller, callers
from tests.browser.world import Staff, World

__all__ = ["caller", "callers"]
pytestmark = pytest.mark.skipif(coturn.find() is None, reason="no TURN server here: install coturn")
SECRET = "rahasia bersama"


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[coturn.Relay]:
    """coturn, on this machine alone."""
    with coturn.running(tmp_path_factory.mktemp("coturn"), SECRET) as found:
        yield found


@pytest.fixture
def named(server: Server, relay: coturn.Relay) -> Iterator[Server]:
    """The server names the relay, for one story."""
    server.ask("relay", [relay.url()], SECRET)
    yield server
    server.ask("relay", [], "")


def test_voice_picture_and_chat_go_through_the_relay(
    named: Server, relay: coturn.Relay, world: World, callers: Contexts
) -> None:
    """Neither browser may send to the other: all of it is carried by the relay, in both directions."""
    helper, citizen = met(named, world, callers)
    for page in (helper, citizen):
        expect(state(page, "connected")).to_be_visible(timeout=40_000)
        assert way(page) == ["relay", "relay"]
        more(page, "audioIn")
        more(page, "energy")
    citizen.get_by_role("button", name="Nyalakan video").click()
    more(helper, "videoIn")
    write(citizen, "Saya di jaringan kantor")
    expect(helper.get_by_role("log")).to_contain_text("Lawan bicara: Saya di jaringan kantor")
    write(helper, "Terdengar jelas")
    expect(citizen.get_by_role("log")).to_contain_text("Lawan bicara: Terdengar jelas")
    assert flow(citizen)["videoIn"] == 0
    assert "rahasia" not in relay.log.read_text(errors="replace")


def test_with_another_secret_nothing_is_carried_and_the_chat_stays(
    server: Server, relay: coturn.Relay, world: World, callers: Contexts
) -> None:
    """The relay refuses our password: the page says so kindly and both go on writing."""
    server.ask("relay", [relay.url()], "another secret")
    try:
        helper, citizen = met(server, world, callers)
        for page in (helper, citizen):
            expect(state(page, "no_voice")).to_be_visible(timeout=40_000)
        write(citizen, "Suaranya tidak keluar")
        expect(helper.get_by_role("log")).to_contain_text("Lawan bicara: Suaranya tidak keluar")
    finally:
        server.ask("relay", [], "")


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_password_opens_the_relay_for_its_hours_and_no_longer(
    server: Server, relay: coturn.Relay, callers: Contexts, transport: str
) -> None:
    """A fresh one is taken; one that has ended, or of another secret, is refused (401), by both ways to the relay."""
    page = callers.new()[0].new_page()
    page.goto(f"{server.origin}/")
    url = relay.url(transport)
    fresh = page.evaluate(GATHER, password(url))
    assert fresh["relays"] > 0
    for refused in (password(url, hours_ago=5), password(url, secret="another secret")):
        found = page.evaluate(GATHER, refused)
        assert found["relays"] == 0 and 401 in found["refused"], found


def met(server: Server, world: World, callers: Contexts) -> tuple[Page, Page]:
    """Helper and citizen, both in the room, behind networks that let only a relay through."""
    found = server.ask("meeting", world.officer.login, WHO)
    who = Staff(**server.ask("psychologist", world.officer.login))
    helper = at_the_desk(callers, who, found["request"], RELAYED)
    citizen = at_home(callers, found["path"], RELAYED)
    join(helper)
    join(citizen)
    return helper, citizen


def password(url: str, *, secret: str = SECRET, hours_ago: int = 0) -> dict[str, Any]:
    """What our server would have given so many hours ago."""
    settings, then = override_settings(STUN_URLS=[], TURN_URLS=[url], TURN_SECRET=secret), timedelta(hours=hours_ago)
    with settings, clock.frozen(clock.now() - then):
        return ice_servers(uuid4())[0]
