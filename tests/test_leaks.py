"""What is confidential about a request reaches no kader: by no address, row, file, refusal, message, alert or log.

Words that stand nowhere else are planted in every field of class K2 and in whole requests of class K2 and K3; then
everything is fetched that a kader's phone, a forged session of the kader and a stranger can ask for, and everything is
read that was written to somebody outside.
"""

import gzip
import io
import logging
import zipfile
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import URLPattern

from simpul.base import clock
from simpul.base.outbox.models import Message
from simpul.base.outbox.sealed import opened
from simpul.care.screenings.tests.stories import SRQ, screened
from simpul.config.tick import JOBS, tick
from simpul.journal.models import Alert, SnapshotFile
from simpul.journal.testing import Phone, Refusal
from simpul.network.actions.move import move
from simpul.network.actions.open import open_request
from simpul.network.models import Request
from simpul.registry.capabilities.models import UnitProfile
from simpul.registry.functions.testing import does
from simpul.registry.models import Assignment, Unit
from simpul.registry.tests import kit
from tests.route_scene import Scene
from tests.test_routes import OURS, knock, routes

pytestmark = pytest.mark.django_db
Role = Assignment.Role
SECRET = "qzxrahasia"
OF_SECRET = ("message", "basis_note", "reason", "value", "note", "clinical", "follow_up", "reach")
FIELDS = (*OF_SECRET, "own_basis", "own_clinical", "answer")


def word(field: str) -> str:
    """The word that stands in this field and nowhere else."""
    return f"{SECRET}{field.replace('_', '')}"


def planted(scene: Scene) -> list[str]:
    """Requests with secrets in them; their ids. The first is K2 and open, about somebody of the kader's own post."""
    home, post = scene.village.where.puskesmas, Unit.objects.get(pk=scene.village.here)
    UnitProfile.objects.update_or_create(unit=home, defaults={"whatsapp": "081200000112"})
    away = Unit.objects.create(kind=Unit.Kind.HOSPITAL, name="RS tanpa Simpul", area=home.area)
    UnitProfile.objects.create(unit=away, uses_simpul=False, whatsapp="081200000111", email="rs@contoh.id")
    screened(scene.village, scene.person, SRQ | {"catatan": word("answer")})
    told: dict[str, Any] = {
        "person": scene.person,
        "service": "kesehatan-jiwa",
        "urgency": "darurat",
        "message": word("message"),
        "reasons": [{"rule": "x", "text": word("reason")}],
        "basis": "vital-interest",
        "basis_note": word("basis_note"),
        "values": {"cerita": word("value")},
    }
    opened = [
        open_request(scene.officer, home, told | {"confidentiality": level, "part_of": part})
        for level, part in (("K2", None), ("K3", None), ("K2", scene.request))
    ]
    opened += [open_request(scene.officer, home, told | {"confidentiality": "K2", "to_unit": str(away.pk)})]
    nobody = scene.village.refer(None, "darurat", service="kesehatan-jiwa")
    reach = {"name": word("reach"), "phone": "081255190077", "times": ["sore"], "may_leave_message": False}
    scene.village.write("contact.agreed", nobody, {"reach": reach})
    said = {"note": word("note"), "clinical_note": word("clinical"), "follow_up": word("follow_up")}
    move(scene.officer, opened[2], {"action": "complete", "outcome": "treated"} | said, opened[2].seq)
    plain = open_request(
        scene.officer, post, {"person": scene.person, "service": "gizi", "basis_note": word("own_basis")}
    )
    move(
        scene.officer,
        plain,
        {"action": "complete", "outcome": "treated", "clinical_note": word("own_clinical")},
        plain.seq,
    )
    return [*(str(one.pk) for one in (*opened, plain)), nobody]


def test_nothing_confidential_of_a_request_reaches_a_kader(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        scene = Scene()
        phone = Phone(post=scene.village.here).enrol(scene.officer, scene.kader)
        ids = planted(scene)
        assert SECRET in str(Request.objects.filter(pk__in=ids).values())
        fetched = {
            "phone": by_phone(phone, ids),
            "kader's pages": by_pages(kit.sign_in(Client(), scene.kader), scene, ids),
            "stranger's pages": by_pages(Client(), scene, ids),
            "written outside": written_outside(),
        }
    assert caplog.text
    leaks = {way: [field for field in FIELDS if word(field) in told] for way, told in fetched.items()}
    assert leaks == {way: [] for way in fetched} and SECRET not in caplog.text


def test_an_officer_who_does_not_treat_finds_nothing_of_what_is_confidential() -> None:
    """Nor a parent: the officer of the same puskesmas who weighs and counts, on every page that opens to them."""
    scene = Scene()
    ids = planted(scene)
    other = kit.account("gizi", Role.OFFICER, scene.village.where.puskesmas)
    does(other, "gizi")
    told = by_pages(kit.sign_in(Client(), other), scene, ids)
    assert "Rahasia Namanya" in told, "nothing was opened: this test proves nothing"
    assert [field for field in (*OF_SECRET, "answer") if word(field) in told] == []


def by_phone(phone: Phone, ids: list[str]) -> str:
    """Scope, snapshot, every page of a pull, every address of the API, and what refusals say to who guesses an id."""
    found = [phone.send("GET", "journal/scope").content]
    found.append(gzip.decompress(phone.send("GET", f"journal/snapshot/{phone.post}").content))
    phone.token = None
    while True:
        page = phone.pull(limit=50)
        found.append(msgspec.json.encode(page))
        if not page.has_more:
            break
    for pk in ids:
        tried = [phone.entry("request.moved", pk, {"action": "cancel", "note": "x"})]
        tried.append(phone.entry("request.opened", pk, {"person": None, "service": "gizi"}))
        tried.append(phone.entry("entry.voided", pk, {"target": pk, "reason": ""}))
        found.append(msgspec.json.encode(phone.push(tried)))
    found += [called(phone, path) for path, _one in routes() if path.startswith("api/")]
    return b"\n".join(found).decode(errors="replace")


def called(phone: Phone, path: str) -> bytes:
    """Whatever the address answers to this phone's GET."""
    address = path.removeprefix("api/v1/").replace("<uuid:post>", phone.post)
    try:
        return bytes(phone.send("GET", address).content)
    except Refusal as refused:
        return str(refused).encode()


def by_pages(client: Client, scene: Scene, ids: list[str]) -> str:
    """Every page of ours, each with the ids of the secret requests where it asks for one."""
    found = []
    for _path, one in OURS:
        for example in addresses(scene, one, ids):
            found += [body(answer) for answer in knock(client, one, example)]
    return "\n".join(found)


def addresses(scene: Scene, one: URLPattern, ids: list[str]) -> list[str]:
    """The route, and where it asks for a request each of these ids; none of one without an example (test_routes)."""
    try:
        path = scene.path(one)
    except AssertionError:
        return []
    return [path, *(path.replace(scene.request, pk) for pk in ids if scene.request in path)]


def body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    return headers + unpacked(content).decode(errors="replace")


def unpacked(content: bytes) -> bytes:
    """What a reader of the file sees: a workbook or an archive is read part by part."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


def written_outside() -> str:
    """Messages, alerts and files for phones, after all that is due in two weeks was done."""
    for days in (0, 1, 3, 14):
        with clock.frozen(clock.now() + timedelta(days=days)):
            tick(JOBS)
    messages = [f"{one.template} {one.about} {opened(one.pk, bytes(one.sealed))}" for one in Message.objects.all()]
    assert messages, "nobody was written to: this test proves nothing about messages"
    files = [gzip.decompress(bytes(one.body)).decode() for one in SnapshotFile.objects.all()]
    assert files
    return "\n".join([*messages, str(list(Alert.objects.values())), *files])
