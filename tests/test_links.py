"""Nobody is offered a door that stays shut: every link of every page that opens to somebody opens to them too.

Each role walks from its home wherever links lead. A page stands for its route: of one route with one set of questions
one address is opened, of a few some more, so that the walk stays short whatever the scene holds.
"""

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from simpul.registry.functions.testing import does
from simpul.registry.models import Account, Area, Assignment, Unit
from simpul.registry.tests import kit
from tests.route_scene import Scene

pytestmark = pytest.mark.django_db
Role = Assignment.Role
OFTEN = {"referral": 3, "person": 2, "late": 2}
"""Routes whose page differs with what it shows; of any other one address stands for all."""
WHO = ("bidan", "gizi", "psikolog", "dokter", "dinas", "tim", "operator")
SHUT = {403, 404, 500}


class Links(HTMLParser):
    """Addresses that a page leads to."""

    def __init__(self, html: str) -> None:
        """Read them."""
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A link, or what the page loads by itself."""
        said = dict(attrs)
        if tag == "a" and said.get("href"):
            self.found.append(str(said["href"]))
        if said.get("hx-get"):
            self.found.append(str(said["hx-get"]))


def people(scene: Scene) -> dict[str, Account]:
    here, area = scene.village.where.puskesmas, scene.village.where.puskesmas.area
    hospital = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RSUD Dekat", area=area)
    health = Unit.objects.create(kind=Unit.Kind.AGENCY, name="Sudin", area=area, field="kesehatan")
    scene.village.refer(scene.person, to_unit=str(hospital.pk))
    scene.village.refer(scene.person, "darurat", service="kesehatan-jiwa")
    return {
        "bidan": scene.officer,
        "gizi": does(kit.account("gizi-x", Role.OFFICER, here), "gizi"),
        "psikolog": kit.account("psikolog-x", Role.PSYCHOLOGIST, here),
        "dokter": does(kit.account("dokter-x", Role.OFFICER, hospital), "dokter"),
        "dinas": kit.account("dinas-x", Role.AGENCY, health),
        "tim": kit.account("tim-x", Role.TEAM, area=Area.objects.get(pk=area.pk[:5])),
        "operator": kit.account("operator-x", Role.OPERATOR),
    }


def walk(client: Client, start: str) -> Iterator[tuple[str, str, Any]]:
    """Whence, whither and what was answered."""
    seen: Counter[Any] = Counter()
    waiting = [("", start)]
    while waiting:
        came, address = waiting.pop(0)
        shape = _shape(address)
        if shape is None or seen[shape] >= OFTEN.get(shape[0], 1) or seen[address]:
            continue
        seen[shape] += 1
        seen[address] += 1
        answer = client.get(address, follow=True)
        yield came, address, answer
        if answer.status_code == 200 and "html" in answer.headers.get("Content-Type", ""):
            html = answer.content.decode()
            waiting += [(address, urljoin(address, one)) for one in Links(html).found]


def _shape(address: str) -> Any:
    """What an address asks for: its route and the names of its questions; None for what is no page of ours."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    try:
        found = resolve(parts.path)
    except Resolver404:
        return None if parts.path.startswith(("/static", "/kader")) else (parts.path, ())
    if not str(getattr(found.func, "__module__", "")).startswith("simpul."):
        return None
    return found.view_name, tuple(sorted(parse_qs(parts.query)))


@pytest.mark.parametrize("who", WHO)
def test_every_link_that_is_offered_opens(who: str) -> None:
    client = kit.sign_in(Client(raise_request_exception=False), people(Scene())[who])
    walked = [(came, to, answer.status_code) for came, to, answer in walk(client, "/beranda/")]
    assert len(walked) > 4, "nothing was walked: this test proves nothing"
    assert [one for one in walked if one[2] in SHUT] == []


def test_a_strangers_links_open_or_ask_to_sign_in() -> None:
    Scene()
    client = Client(raise_request_exception=False)
    walked = [(came, to, answer.status_code) for came, to, answer in walk(client, "/")]
    assert len(walked) > 4 and [one for one in walked if one[2] in SHUT] == []
