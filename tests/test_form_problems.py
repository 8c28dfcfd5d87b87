"""Whatever is wrong in a form is listed above it: each line leads to its field, and nothing that was typed is lost.

The walk finds the forms by itself: on every page of an officer, an operator and a psychologist, and on the pages that
open by a choice, a link or at the door, it sends each form with input that no field takes.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from simpul.network.calendars.models import Booking
from simpul.registry.models import Unit
from simpul.registry.tests import kit
from tests.route_scene import Scene
from tests.test_routes import OURS, Role

pytestmark = pytest.mark.django_db
TYPED = "Siti binti Saleh"
"""What somebody typed: no day, number, code, or place; right for words, which then must come back."""
BUTTONS = ("submit", "button", "file")
SAID_ELSEWHERE = re.compile(
    "posyandu/$|anak/buka/|ingatkan/|peringatan/|cek-diri/(singkat|umum|ibu)/|tinjauan/|impor/register/|tindakan/"
)
"""Forms without a field that can be wrong and typed into at once: one reason, one day, one choice, and the questions
of the self-check, which say on their own page what is missing."""


class Page(HTMLParser):
    """Ids, the links of the list of what is wrong, the marked fields, and every form with its boxes."""

    def __init__(self, html: str) -> None:
        """Read it."""
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.invalid: list[dict[str, str]] = []
        self.forms: list[dict[str, Any]] = []
        self.is_in_list = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Gather."""
        said = {name: value or "" for name, value in attrs}
        self.is_in_list = "data-problems" in said if tag == "section" else self.is_in_list
        if "id" in said:
            self.ids.append(said["id"])
        if tag == "a" and self.is_in_list:
            self.links.append(said["href"])
        if said.get("aria-invalid") == "true":
            self.invalid.append(said)
        if tag == "form":
            self.forms.append({**said, "boxes": {}, "kinds": {}})
        if tag in ("input", "select", "textarea") and "name" in said and self.forms:
            self.forms[-1]["boxes"].setdefault(said["name"], said.get("value", ""))
            self.forms[-1]["kinds"].setdefault(said["name"], said.get("type", tag))

    def handle_endtag(self, tag: str) -> None:
        """The list ends."""
        self.is_in_list = self.is_in_list and tag != "section"


@dataclass(frozen=True)
class Sent:
    """One wrong answer to one form, and the page that came back."""

    address: str
    given: dict[str, str]
    status: int
    html: str

    @property
    def words(self) -> list[str]:
        """Names of the boxes in which words were typed."""
        return [name for name, value in self.given.items() if value == TYPED]


def wrong(form: dict[str, Any], words: str) -> dict[str, str]:
    """The same words in every box; hidden ones as they are; nothing chosen."""
    kinds = form["kinds"]
    kept = {name: form["boxes"][name] for name, kind in kinds.items() if kind == "hidden"}
    return kept | {name: words for name, kind in kinds.items() if kind in ("text", "input", "textarea", "tel", "date")}


def sent(client: Client, address: str) -> Iterator[Sent]:
    """Each form of a page that asks for something, sent with words everywhere and with nothing; what was refused."""
    page = client.get(address)
    if page.status_code != 200 or "text/html" not in page.headers["Content-Type"]:
        return
    for form in Page(page.content.decode()).forms:
        to = (form.get("action") or address).split("#")[0]
        asks = any(kind not in ("hidden", *BUTTONS) for kind in form["kinds"].values())
        if form.get("method") != "post" or not asks or SAID_ELSEWHERE.search(to):
            continue
        for words in ("", TYPED):
            answer = client.post(to, wrong(form, words), follow=True)
            html = answer.content.decode(errors="replace")
            if not answer.redirect_chain or "banner-unsafe" in html:
                yield Sent(to, wrong(form, words), answer.status_code, html)


def check(one: Sent) -> None:
    """One list with the title's word; its links lead somewhere; fields are marked and told why; words come back."""
    page = Page(one.html)
    assert one.html.count("data-problems") == 1, (one.address, one.status)
    assert re.search(r"<title>\s*Perlu diperbaiki – ", one.html), one.address
    assert page.links, one.address
    assert [link for link in page.links if link[1:] not in page.ids] == [], one.address
    assert [name for name in page.ids if page.ids.count(name) > 1] == [], one.address
    for field in page.invalid:
        told = field.get("aria-describedby", "").split()
        in_a_group = field.get("type") in ("radio", "checkbox")
        assert in_a_group or any(name in page.ids for name in told), (one.address, field)
    assert one.html.count(TYPED) >= len(one.words), (one.address, one.words)


def officer(scene: Scene) -> tuple[Client, list[str]]:
    """With the pages on which a step, a service or an answer was chosen."""
    path, asked = scene.examples[("path", "pk")], scene.request
    chosen = [f"/jalur-tumbuh/{path}/?langkah={step}" for step in ("tutup", "feeding_started", "examined")]
    answers = [f"/puskesmas/rujukan/{asked}/?jawab={step}" for step in ("schedule", "send_back", "complete", "reroute")]
    services = [f"{reverse('request_new')}?layanan={name}" for name in ("gizi", "kesehatan-jiwa", "health")]
    return kit.sign_in(Client(), scene.officer), [*chosen, *answers, *services]


def operator(scene: Scene) -> tuple[Client, list[str]]:
    """Of the whole system, with a unit and an account."""
    client = kit.sign_in(Client(), kit.account("operator-di-sini", Role.OPERATOR))
    unit = Unit.objects.get(pk=scene.officer.assignments.get().unit_id)
    return client, [reverse("unit_edit", args=[unit.pk]), reverse("account", args=[scene.officer.pk])]


def psychologist(_scene: Scene) -> tuple[Client, list[str]]:
    """With a calendar."""
    return kit.sign_in(Client(), Booking.objects.earliest("pk").psychologist), []


def nobody(_scene: Scene) -> tuple[Client, list[str]]:
    """At the door."""
    return Client(), [reverse("account_login")]


LEAST = {officer: 12, operator: 4, psychologist: 2, nobody: 3}
"""So many forms are found at least: fewer means that the walk has lost its way."""


@pytest.mark.parametrize("who", list(LEAST))
def test_every_form_lists_what_is_wrong_and_keeps_what_was_typed(
    who: Callable[[Scene], tuple[Client, list[str]]],
) -> None:
    scene = Scene()
    client, more = who(scene)
    found = [
        one for address in [*sorted({scene.path(one) for _path, one in OURS}), *more] for one in sent(client, address)
    ]
    for one in found:
        check(one)
    assert len(found) >= LEAST[who], [one.address for one in found]
