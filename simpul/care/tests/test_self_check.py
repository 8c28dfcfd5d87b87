"""The self-check of citizens: computed and forgotten; a call for whoever asks; nothing that betrays anybody."""

import json
import logging
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.base import clock
from simpul.base.sealing import Unreadable, unseal
from simpul.care.contacts.actions import erase_due
from simpul.care.contacts.contact import USE, opened
from simpul.care.contacts.content import kept
from simpul.care.models import AgreedContact, FollowUp
from simpul.care.selfcheck.actions import rules
from simpul.care.tests.stories import Village
from simpul.journal.models import Entry
from simpul.journal.testing import account
from simpul.knowledge.instruments import Respondent, load_instrument, score
from simpul.knowledge.self_check import content, level_of
from simpul.network.models import Request
from simpul.registry.functions.testing import does
from simpul.registry.models import Assignment

pytestmark = pytest.mark.django_db(transaction=True)
DISTRICT = "31.74.01"
SENTINEL = "SENTINEL-7731"
PHONE = "0812 7731 9924"


@pytest.fixture
def village() -> Village:
    """A puskesmas with a psychologist."""
    found = Village()
    account("psikolog", Assignment.Role.PSYCHOLOGIST, found.where.puskesmas)
    return found


def answers(instrument: str, value: int, **over: str) -> dict[str, str]:
    items = load_instrument(instrument).items
    return {"age": "30"} | {f"q{item.id}": str(value) for item in items} | over


def level_in(html: str) -> str | None:
    found = re.search(r'<article class="result[^"]*" data-level="([^"]+)"', html)
    return found.group(1) if found else None


def left(**over: Any) -> dict[str, Any]:
    data = {
        "form": str(uuid.uuid4()),
        "level": "e-jiwa:merah",
        "name": SENTINEL,
        "phone": PHONE,
        "times": ["sore"],
        "message": "tidak",
        "district": DISTRICT,
        "village": f"Tebet {SENTINEL}",
        "agreed": "on",
    }
    return data | over


def receipt(html: str) -> tuple[str, str]:
    number, pin = (re.search(rf"data-{what}>([^<]+)<", html) for what in ("number", "pin"))
    assert number and pin
    return number.group(1), pin.group(1)


def ask(client: Client, **over: Any) -> tuple[str, str]:
    answer = client.post("/cek-diri/hubungi/", left(**over))
    assert answer.status_code == 200, answer.content.decode()[-1500:]
    return receipt(answer.content.decode())


def contact_of(number: str) -> AgreedContact:
    return AgreedContact.objects.get(pk=FollowUp.objects.get(number=number).request)


PAGES = (
    "/cek-diri/",
    "/cek-diri/umum/",
    "/cek-diri/singkat/",
    "/cek-diri/ibu/",
    "/cek-diri/hubungi/",
    "/cek-diri/poster/",
    "/cek-diri/status/",
    "/cek-diri/puskesmas/",
    f"/cek-diri/puskesmas/?kecamatan={DISTRICT}",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_open_to_anyone_and_leaves_no_trail(client: Client, village: Village, path: str) -> None:
    page = client.get(path)
    html = page.content.decode()
    assert page.status_code == 200 and not page.cookies
    assert page["Cache-Control"] == "private, no-store" and page["Referrer-Policy"] == "no-referrer"
    assert "<title>Cek diri</title>" in html and "data-leave" in html
    assert not re.search(r'(src|href)="https?://(?!www\.bmkg\.go\.id/")', html)


def test_first_bytes_are_few(client: Client, village: Village) -> None:
    import gzip

    assert len(gzip.compress(client.get("/cek-diri/").content)) < 4_000
    assert len(gzip.compress(client.get("/cek-diri/umum/").content)) < 14_000


def test_what_is_no_check_is_not_there(client: Client) -> None:
    assert client.get("/cek-diri/epds/").status_code == 404


@pytest.mark.parametrize(
    ("check", "instrument", "sent", "level"),
    [
        ("umum", "srq-20", answers("srq-20", 0), "e-jiwa:hijau"),
        ("umum", "srq-20", answers("srq-20", 1, q17="0"), "e-jiwa:kuning"),
        ("umum", "srq-20", answers("srq-20", 0, q17="1"), "e-jiwa:merah"),
        ("umum", "srq-20", {"q17": "1"}, "e-jiwa:merah"),
        ("ibu", "phq-4", answers("phq-4", 3), "e-jiwa:merah"),
    ],
)
def test_without_javascript_the_answers_are_computed_here(
    client: Client, village: Village, check: str, instrument: str, sent: dict[str, str], level: str
) -> None:
    page = client.post(f"/cek-diri/{check}/", sent)
    html = page.content.decode()
    assert page.status_code == 200 and level_in(html) == level
    assert "bukan diagnosis" in html and "Skala e-Jiwa" in html and not page.cookies
    assert ('class="calls stack stack-tight"' in html) == (level == "e-jiwa:merah")


def test_what_is_open_comes_back_with_what_was_chosen(client: Client, village: Village) -> None:
    page = client.post("/cek-diri/singkat/", {"age": "30", "q1": "2"})
    html = page.content.decode()
    assert page.status_code == 422 and level_in(html.split("<template")[0]) is None
    assert 'name="q1" value="2" checked' in html
    assert client.post("/cek-diri/singkat/", answers("phq-4", 7)).status_code == 422


def test_a_child_is_told_kindly_and_given_numbers(client: Client, village: Village) -> None:
    html = client.post("/cek-diri/singkat/", answers("phq-4", 3, age="10")).content.decode()
    assert "belum cocok" in html and "tel:119" in html and "tel:08001500119" in html and level_in(html) is None


@given(st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_result_is_that_of_simpul_score(client: Client, village: Village, data: st.DataObject) -> None:
    """Whatever is answered, the page and the scorer of the command line say the same."""
    chosen = data.draw(st.sampled_from(content()["choices"]))
    instrument = load_instrument(chosen["instrument"])
    given_ = {item.id: data.draw(st.sampled_from(item.scale.values)) for item in instrument.items}
    age = data.draw(st.integers(8, 90))
    found = level_of(instrument.id, score(instrument, Respondent(age, None), given_))
    sent = {"age": str(age)} | {f"q{name}": str(value) for name, value in given_.items()}
    html = client.post(f"/cek-diri/{chosen['id']}/", sent).content.decode()
    assert level_in(html) == (found.value if found else None)


def _everything() -> str:
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{table}\" t")
            found.append(cursor.fetchone()[0])
    return "\n".join(found)


def test_answers_are_in_no_table_and_no_log(client: Client, village: Village, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    before = _everything()
    client.post("/cek-diri/umum/", answers("srq-20", 1, age="77", q3=SENTINEL))
    client.post("/cek-diri/umum/", answers("srq-20", 1, age="77"))
    assert _everything() == before
    assert SENTINEL not in caplog.text and "q17" not in caplog.text


def test_a_call_is_asked_and_what_was_left_is_in_no_readable_place(
    client: Client, village: Village, caplog: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    number, _pin = ask(client)
    held = FollowUp.objects.get(number=number)
    request = Request.objects.get(pk=held.request)
    assert (request.workflow, request.state, request.urgency) == ("self-check", "opened", "darurat")
    assert (request.confidentiality, request.person_id, request.message) == ("K2", None, "Minta ditelepon.")
    assert request.post_id == village.where.puskesmas.pk and request.due_at is not None
    assert {str(post) for post in Entry.objects.values_list("post", flat=True)} == {str(village.where.puskesmas.pk)}
    stored = _everything() + caplog.text
    for told in (SENTINEL, "8127731", "77319924"):
        assert told not in stored.replace(number, ""), told
    assert "e-jiwa" not in json.dumps([row.data for row in Entry.objects.all()], default=str)
    contact = opened(held.request, bytes(contact_of(number).sealed or b""))
    assert (contact.name, contact.phone, contact.times) == (SENTINEL, "+6281277319924", ("sore",))
    with pytest.raises(Unreadable):
        unseal(USE, uuid.uuid4(), bytes(contact_of(number).sealed or b""))


def test_no_post_and_no_kader_receives_it(client: Client, village: Village) -> None:
    ask(client)
    assert not Entry.objects.filter(post__in=village.where.posts).exists()
    assert not Request.objects.filter(post__in=village.where.posts).exists()


def test_a_form_that_is_sent_twice_is_asked_once(client: Client, village: Village) -> None:
    form = str(uuid.uuid4())
    assert ask(client, form=form) == ask(client, form=form, name="lain")
    assert Request.objects.count() == FollowUp.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"agreed": ""}, {"phone": "12"}, {"district": "99.99.99"}, {"times": []}, {"name": ""}, {"form": "x"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_is_missing_is_said_and_nothing_is_opened(client: Client, village: Village, wrong: dict[str, Any]) -> None:
    answer = client.post("/cek-diri/hubungi/", left(**wrong))
    assert answer.status_code == 422 and not Request.objects.exists()


def test_a_level_of_another_scale_is_no_level(client: Client, village: Village) -> None:
    number, _pin = ask(client, level="jcs:merah")
    held = FollowUp.objects.get(number=number)
    assert held.level == "" and Request.objects.get(pk=held.request).urgency == "biasa"


def test_number_and_pin_show_where_it_stands_and_withdraw_it(client: Client, village: Village) -> None:
    number, pin = ask(client)
    seen = client.post("/cek-diri/status/", {"number": number.lower().replace("-", " "), "pin": f" {pin} "})
    assert seen.status_code == 200 and "sudah sampai di puskesmas" in seen.content.decode()
    gone = client.post("/cek-diri/status/batal/", {"number": number, "pin": pin})
    assert "sudah dihapus" in gone.content.decode()
    held = FollowUp.objects.get(number=number)
    assert contact_of(number).sealed is None and contact_of(number).erased_at is not None
    request = Request.objects.get(pk=held.request)
    assert (request.state, request.open, request.outcome) == ("withdrawn", False, "withdrawn")
    assert client.post("/cek-diri/status/batal/", {"number": number, "pin": pin}).status_code == 200


def test_a_wrong_pin_opens_nothing_and_is_slowed_down(client: Client, village: Village) -> None:
    number, pin = ask(client)
    wrong = f"{(int(pin) + 1) % 10**6:06d}"
    seen = [client.post("/cek-diri/status/", {"number": number, "pin": wrong}).status_code for _ in range(10)]
    most = int(rules()["pin_tries"])
    assert seen == [403] * most + [429] * (10 - most)
    assert client.post("/cek-diri/status/", {"number": number, "pin": pin}).status_code == 429
    assert contact_of(number).sealed is not None


def test_one_address_asks_so_often_and_no_number_is_ever_blocked(client: Client, village: Village) -> None:
    most = int(rules()["per_address"])
    for _ in range(most):
        ask(client)
    answer = client.post("/cek-diri/hubungi/", left())
    html = answer.content.decode()
    assert answer.status_code == 429 and "tel:119" in html
    assert ask(Client(REMOTE_ADDR="203.0.113.9"))


def test_contacts_are_forgotten_after_the_request_ended(client: Client, village: Village, monkeypatch: Any) -> None:
    (open_number, _), (ended_number, pin) = ask(client), ask(client)
    request = Request.objects.get(pk=FollowUp.objects.get(number=ended_number).request)
    Request.objects.filter(pk=request.pk).update(open=False)
    assert erase_due() == 0
    later = clock.now() + timedelta(days=kept().days + 1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert erase_due() == 1
    assert contact_of(ended_number).sealed is None
    assert contact_of(open_number).sealed is not None
    assert "sudah dihapus" in client.post("/cek-diri/status/", {"number": ended_number, "pin": pin}).content.decode()


def test_only_districts_with_somebody_who_treats_are_offered(client: Client) -> None:
    here = Village()
    nobody = client.get("/cek-diri/hubungi/").content.decode()
    assert DISTRICT not in nobody and "belum ada puskesmas yang menelepon" in nobody and "tel:119" in nobody
    assert DISTRICT in client.get("/cek-diri/puskesmas/").content.decode()
    does(here.where.officer, "bidan")
    assert DISTRICT in client.get("/cek-diri/hubungi/").content.decode()
