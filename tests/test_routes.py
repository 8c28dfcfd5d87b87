"""Every route: declared, closed to strangers, and silent about what belongs to someone else.

The walk finds routes by itself, so a new one cannot be forgotten: it must have a rule, an example for each parameter
(tests/route_scene.py), and refuse whoever it does not serve.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from simpul.base import access, ids
from simpul.base.models import AuditRow
from simpul.registry.models import Assignment
from simpul.registry.tests import kit
from tests.route_scene import PERSONAL, Scene

pytestmark = pytest.mark.django_db
Role = Assignment.Role


def routes(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern with its whole path."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, path)
        else:
            yield path, one


def named() -> list[tuple[str, URLPattern]]:
    """Routes of pages: all but the phones' API (bearer tokens, tested in the journal) and static files."""
    return [(path, one) for path, one in routes() if not path.startswith(("api/", "kader", "^kader", "static"))]


def test_every_route_declares_who_may_call_it() -> None:
    without = [path for path, one in routes() if access.declared(one.callback) is None]
    assert not without, f"These routes have no access rule (simpul.base.access): {without}"


def test_an_undeclared_route_does_not_answer() -> None:
    def bare(request: Any) -> None:
        """A view that somebody forgot to protect."""

    assert access.declared(bare) is None


def test_the_demos_front_room_does_not_exist_elsewhere(settings: Any) -> None:
    settings.DEMO = False
    scene, client = Scene(), Client()
    for path, one in routes():
        if path.startswith(DEMO):
            assert {answer.status_code for answer in knock(client, one, scene.path(one))} <= {404, 405}, path


DEMO = "contoh/"
WITH_TOKEN = {"metrics", "whatsapp_heard"}
"""Not there for anyone without a token or signature of their own (simpul/config/watch/tests, messaging/tests)."""
OURS = [
    (path, one)
    for path, one in named()
    if str(getattr(one.callback, "__module__", "")).startswith("simpul.")
    and not path.startswith(DEMO)
    and one.name not in WITH_TOKEN
]
PARENTS = {"parent_page", "parent_enter", "parent_leave"}
"""Anyone may knock; only a code from a post opens (care/tests/test_parents.py)."""
LINKS = {"answer_link", "answer_link_open", "answer_link_again", "appointment"}
"""Anyone may knock; only a signed address opens, for one browser (care/letters/tests)."""
ROOMS = {"call", "call_open", "call_consent", "call_ticket"}
"""Anyone may knock; a room opens by address, browser and consent (network/calls/tests)."""
SELF_CHECK = {
    f"selfcheck{part}" for part in ("", "_poster", "_form", "_contact", "_places", "_status", "_cancel", "_time")
}
"""Anyone may knock; a request opens by number and PIN alone (care/tests/test_self_check.py)."""
COUNTS = {"mental_health_services", "survey_link"}
"""Figures of places; and a survey that only a signed address opens, once (exchange/survey/tests)."""
PUBLIC = {"landing", "set_language", "health_live", "health_ready"} | COUNTS | PARENTS | LINKS | ROOMS | SELF_CHECK


def knock(client: Client, one: URLPattern, path: str) -> list[Any]:
    """Whatever the route answers to GET and POST."""
    return [client.get(path), client.post(path, {"q": "rahasia", "answer": "same", "do": "sign-out", "reason": "x"})]


def test_a_stranger_gets_nothing_but_the_login_page() -> None:
    scene, client = Scene(), Client()
    for path, one in OURS:
        if one.name in PUBLIC:
            continue
        for answer in knock(client, one, scene.path(one)):
            assert answer.status_code == 302, (path, answer.status_code)
            assert answer["Location"].startswith("/akun/masuk/"), path


@pytest.mark.parametrize("who", ["officer of the next area", "kader of the next post", "team", "operator far away"])
def test_others_are_refused_without_learning_whether_it_exists(who: str) -> None:
    scene = Scene()
    client = sign_in(scene, who)
    for path, one in OURS:
        if one.name in PUBLIC | {"home"}:
            continue
        real = knock(client, one, scene.path(one))
        for answer in real:
            assert PERSONAL not in answer.content.decode(errors="replace"), (who, path)
        if one.pattern.converters:
            assert {a.status_code for a in real} <= {302, 403, 404, 405}, (who, path, [a.status_code for a in real])
            assert not any(a.status_code == 302 and not _is_login(a) for a in real), (who, path)
            none = knock(client, one, scene.path(one, unknown=True))
            assert [a.status_code for a in real] == [a.status_code for a in none], (who, path)
            assert [_words(a) for a in real] == [_words(a) for a in none], (who, path)


SHOWN_ONCE = "parent_code"
"""Leads back to the person: there is no code to show until one was made."""


def test_the_officer_of_the_place_is_served() -> None:
    scene = Scene()
    client = kit.sign_in(Client(), scene.officer)
    served = [scene.path(one) for _path, one in OURS if _is_officers(one)]
    found = {path: client.get(path).status_code for path in served}
    assert found.pop(scene.path(next(one for _path, one in OURS if one.name == SHOWN_ONCE))) == 302
    assert {path: code for path, code in found.items() if code not in (200, 204, 405)} == {}
    assert PERSONAL in client.get(f"/puskesmas/warga/{scene.person}/").content.decode()


def test_every_page_that_names_a_person_writes_down_who_read_it() -> None:
    scene = Scene()
    client = kit.sign_in(Client(), scene.officer)
    naming, silent = set(), set()
    for path, one in OURS:
        if not _is_officers(one):
            continue
        before = AuditRow.objects.filter(action="read").count()
        answer = client.get(scene.path(one), {"q": "rahasia"})
        if answer.status_code == 200 and PERSONAL in _body(answer):
            naming.add(path)
            if AuditRow.objects.filter(action="read").count() == before:
                silent.add(path)
    assert len(naming) >= 4, naming
    assert not silent, f"These pages show a person and write no read row (simpul.base.audit.read): {silent}"


def _body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode(errors="replace"))


def sign_in(scene: Scene, who: str) -> Client:
    """A client of someone who must not see the scene."""
    world = scene.world
    if who == "officer of the next area":
        return kit.sign_in(Client(), world.other_officer)
    if who == "kader of the next post":
        # A kader has no web login; even with a forged session nothing opens.
        return kit.sign_in(Client(), world.kader)
    area = world.other_post.area
    role = Role.TEAM if who == "team" else Role.OPERATOR
    return kit.sign_in(Client(), kit.account(f"x-{ids.uuid7()}", role, area=area))


def _is_login(answer: Any) -> bool:
    return str(answer["Location"]).startswith("/akun/masuk/")


def _is_officers(one: URLPattern) -> bool:
    return str(one.pattern).startswith(("puskesmas/", "impor/", "satusehat/"))


def _words(answer: Any) -> str:
    html = answer.content.decode(errors="replace")
    return html[html.index("<main") : html.index("</main>")] if "<main" in html else ""
