"""Every route: declared, closed to strangers, and silent about what belongs to someone else.

The walk finds routes by itself, so a new one cannot be forgotten: it must have a rule, an example for each parameter,
and refuse whoever it does not serve.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from msgspec import structs

from simpul.base import access, clock, ids
from simpul.base.models import AuditRow
from simpul.care.homevisits.ids import home_check_id
from simpul.care.tests.stories import Village
from simpul.exchange.models import PreparedReport
from simpul.exchange.page_urls import urlpatterns as exchange_urls
from simpul.exchange.satusehat.models import FhirParcel
from simpul.exchange.tests import kit as sheets
from simpul.journal.actions import enrol
from simpul.journal.actions.carry import put
from simpul.journal.alerts.refresh import refresh as refresh_alerts
from simpul.journal.models import Alert, Device, Enrolment, Flag, Quarantine, Review
from simpul.journal.sign import jwk_of, point_of
from simpul.journal.testing import Phone, rehash
from simpul.journal.wire import Enrol
from simpul.people.models import Person
from simpul.registry.models import Account, Assignment, Post, Unit
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
Role = Assignment.Role
PERSONAL = "Rahasia Namanya"
"""A name that must not appear to anyone outside the post's puskesmas."""


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


class Scene:
    """A puskesmas with one of everything, an officer of the next area, a kader of the next post."""

    def __init__(self) -> None:
        """Build it."""
        self.village = Village()
        self.officer = self.village.where.officer
        self.officer.assignments.update(title="Bidan koordinator")
        self.world = kit.world()
        self.person = self.village.child(self.village.family(), name=PERSONAL)
        self.request = self.village.refer(self.person)
        self.kader = self.village.where.kaders[0]
        self.examples = self._examples()

    def _examples(self) -> dict[tuple[str, str], object]:
        one = Phone(post=self.village.here).enrol(self.officer, self.kader)
        seq = Person.objects.get(pk=self.person).seq
        other = Phone(post=self.village.here).enrol(self.officer, self._helper())
        for phone, day in ((one, "2025-09-11"), (other, "2025-09-12")):
            phone.push([phone.change(self.person, {"identity": seq}, birth_date=day)])
        one.push([one.entry("dose.given", self.person, {"product": "BCG", "date": "kemarin"})])
        self.kader.assignments.update(ends_on="2026-01-31")
        one.push([one.entry("dose.given", self.person, {"product": "BCG", "date": "2026-01-20"})])
        self.kader.assignments.update(ends_on=None)
        return {
            ("referral", "pk"): self.request,
            ("referral_answer", "pk"): self.request,
            ("person", "pk"): self.person,
            ("person_download", "pk"): self.person,
            ("person_card", "pk"): self.person,
            ("person_screenings", "pk"): self.person,
            ("dukcapil_person", "pk"): self.person,
            ("parent_code", "pk"): self.person,
            ("path_confirm", "person"): self.person,
            ("path", "pk"): self.village.growth_path(self.person),
            ("copy_sheet", "pk"): self.person,
            ("copy_sheet", "slug"): "asik-balita",
            **dict.fromkeys(((name, "pk") for name in IMPORTS), self._import()),
            **dict.fromkeys(((name, "pk") for name in COMPARISONS), self._download()),
            **dict.fromkeys(((name, "pk") for name in ("report_progress", "report_file")), self._report()),
            ("", "post"): self.village.here,
            ("", "slug"): f"hari-{clock.today().isoformat()}",
            ("", "form"): "csv",
            ("review_decide", "pk"): Review.objects.get().pk,
            ("quarantine_one", "pk"): Quarantine.objects.get().pk,
            ("waiting_answer", "pk"): self._waiting(one),
            ("deposit_file", "file"): put(self.officer, "titipan.simpul", b"").pk,
            ("guest_answer", "pk"): self._guest(),
            ("home_visit_follow", "pk"): self._home_check(),
            ("alert_take", "alert"): self._alert(),
            ("flag_seen", "pk"): Flag.objects.get(seen_at=None).pk,
            ("", "account"): self.kader.pk,
            ("", "assignment"): self.kader.assignments.get().pk,
            ("", "enrolment"): self._pending(),
            ("", "device"): Device.objects.first().pk,  # type: ignore[union-attr]
            ("", "unit"): self.village.here,
            ("", "line"): Post.objects.get(pk=self.village.here).puskesmas_id,
            ("", "parcel"): self._parcel(),
        }

    def _report(self) -> str:
        given = {"report": "skdn", "scope": "semua", "month": "2026-01", "form": "csv", "state": "done", "body": b"x"}
        return str(PreparedReport.objects.create(account=self.officer, **given).pk)

    def _alert(self) -> int:
        Device.objects.update(clock_offset_ms=7_200_000)
        refresh_alerts()
        return int(Alert.objects.filter(code="clock_wrong").earliest("pk").pk)

    def _guest(self) -> str:
        guest = str(ids.uuid7())
        self.village.write("guest.registered", guest, {"name": PERSONAL})
        return guest

    def _home_check(self) -> str:
        day = clock.today().isoformat()
        check = home_check_id(self.village.here, self.person, "tbc", day)
        data = {"check": check, "visit": str(ids.uuid7()), "date": day, "checklist": "tbc", "values": {"cough": True}}
        self.village.write("homevisit.checked", self.person, data)
        return check

    def _parcel(self) -> object:
        visit = self.village.weigh(self.person, "2026-01-14", 7.4).data["visit"]
        post = Post.objects.get(pk=self.village.here)
        about = {"kind": "visit", "person": self.person, "date": "2026-01-14", "state": "dead", "reason": "refused"}
        return FhirParcel.objects.create(subject=visit, puskesmas=post.puskesmas, post_id=post.pk, **about).pk

    def _waiting(self, phone: Phone) -> object:
        late = phone.change(self.person, None, notes=PERSONAL)
        phone.push([rehash(structs.replace(late, after=[str(ids.uuid7())]))])
        return late.id

    def _import(self) -> object:
        good, bad = sheets.child(1, nama_anak=PERSONAL), sheets.child(2, tgl_lahir="x")
        return sheets.upload(self.village, sheets.csv("identity", [good, bad])).pk

    def _download(self) -> object:
        line = {"Nama": PERSONAL, "JK": "P", "Tgl Lahir": "2025-09-10", "Posyandu": "Melati 1", "Berat": 8}
        found = sheets.csv("export", [line | {"Tanggal Pengukuran": "2026-01-14"}])
        return sheets.upload(self.village, found).pk

    def _helper(self) -> Account:
        return kit.account("kader-lain", Role.KADER, Unit.objects.get(pk=self.village.here))

    def _pending(self) -> object:
        code = enrol.make_code(self.officer, self.kader).code
        asked = Enrol(code=code, public_key=dict(jwk_of(point_of(Phone().key))), name="HP", app_version="1")
        return Enrolment.objects.get(pk=enrol.claim(asked, None, b"r" * 32).enrolment).pk

    def path(self, one: URLPattern, *, unknown: bool = False) -> str:
        """The address of a route with real ids, or with ids that nobody has."""
        name = str(one.name)
        wanted = one.pattern.converters
        values = {key: self._value(name, key, unknown) for key in wanted}
        return reverse(name, kwargs=values)

    def _value(self, name: str, key: str, unknown: bool) -> object:
        found = self.examples.get((name, key), self.examples.get(("", key)))
        assert found is not None, f"Give the route {name!r} an example for {key!r} in tests/test_routes.py."
        if not unknown:
            return found
        return 999_999_999 if isinstance(found, int) else uuid4()


IMPORTS = [str(one.name) for one in exchange_urls if str(one.name).startswith("import_")]
COMPARISONS = ("import_compared", "import_compared_sheet")
DEMO = "contoh/"
WITH_TOKEN = {"metrics"}
"""Not there for anyone without a token of their own (simpul/config/watch/tests)."""
OURS = [
    (path, one)
    for path, one in named()
    if str(getattr(one.callback, "__module__", "")).startswith("simpul.")
    and not path.startswith(DEMO)
    and one.name not in WITH_TOKEN
]
PARENTS = {"parent_page", "parent_enter", "parent_leave"}
"""Anyone may knock; only a code from a post opens (care/tests/test_parents.py)."""
PUBLIC = {"landing", "set_language", "health_live", "health_ready"} | PARENTS


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


def test_the_officer_of_the_place_is_served() -> None:
    scene = Scene()
    client = kit.sign_in(Client(), scene.officer)
    served = [scene.path(one) for _path, one in OURS if _is_officers(one)]
    found = {path: client.get(path).status_code for path in served}
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
