"""A hospital without Simpul answers by a link: once told, bound to the first browser, ended with the request."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory

from simpul.base import clock
from simpul.base.models import AuditRow
from simpul.base.outbox.models import Message
from simpul.care.letters.tests.kit import NAME, Asked, newest_path, opener, page, step, text
from simpul.journal.models import Entry
from simpul.network.links import making
from simpul.network.links.doors import bind
from simpul.network.links.due import tell_places
from simpul.network.links.facts import initials
from simpul.network.links.models import AnswerLink
from simpul.network.links.rules import offered, rules
from simpul.network.links.service import service_account
from simpul.network.links.tokens import token_hash, token_of
from simpul.network.models import Request
from simpul.registry.capabilities.models import UnitProfile

pytestmark = pytest.mark.django_db(transaction=True)
DAY = (clock.today() + timedelta(days=3)).isoformat()


def test_the_hospital_is_told_once_in_words_that_say_nothing() -> None:
    asked = Asked()
    assert asked.told().startswith("/r/")
    tell_places()
    assert Message.objects.count() == AnswerLink.objects.count() == 1
    link = asked.link()
    assert link.token == token_hash(token_of(link.pk)) and token_of(link.pk) not in str(link.__dict__)


def test_a_place_that_an_officer_has_told_is_not_told_again() -> None:
    asked = Asked()
    making.make_and_send(asked.request, asked.village.where.officer)
    assert tell_places() == 0 and Message.objects.count() == 1


def test_the_whole_way_to_the_outcome() -> None:
    asked = Asked()
    path = asked.told()
    desk = opener(path)
    assert NAME in page(desk, path) and "Berat di bawah garis merah KMS" in page(desk, path)
    assert step(desk, path, "accept").status_code == 302
    assert asked.request.state == "accepted" and asked.request.answered_by == "Rini Astuti (perawat IGD)"
    assert 'name="function"' not in page(desk, f"{path}?langkah=schedule")
    answer = step(desk, path, "schedule", day=DAY, time="09:30", note="Loket 3")
    assert answer.status_code == 302 and asked.request.state == "scheduled"
    done = step(desk, path, "complete", outcome="treated", follow_up="Timbang lagi bulan depan")
    assert done.status_code == 302
    row = asked.request
    assert (row.state, row.outcome, row.follow_up) == ("completed", "treated", "Timbang lagi bulan depan")
    assert [one["answered_by"] for one in row.history[1:]] == ["Rini Astuti (perawat IGD)"] * 3
    assert NAME not in text(desk.get(path)) and desk.get(path).status_code == 410


def test_answers_are_ordinary_entries_of_the_units_own_account() -> None:
    asked = Asked()
    path = asked.told()
    step(opener(path), path, "accept")
    entry = Entry.objects.filter(kind="request.moved").latest("seq")
    account = service_account(asked.hospital)
    assert entry.author == account.pk and str(entry.post_id) == asked.village.here
    assert not account.has_usable_password() and account.name == "RSUD Tebet"
    assert AuditRow.objects.filter(actor=str(account.pk), action="read").exists()


def test_a_preview_uses_nothing_up_and_shows_nobody() -> None:
    asked = Asked()
    path = asked.told()
    for _ in range(3):
        looked = Client().get(path, headers={"User-Agent": "WhatsApp/2.24 A"})
        assert looked.status_code == 200
        assert not {NAME, "Aisyah", "Melati", "garis merah", "bulan"} & set(said(looked))
    # Mail filters ask for the head alone before they let a link through.
    assert Client().head(path).status_code == 200
    assert asked.link().opened_at is None and asked.link().browser == ""
    assert not AuditRow.objects.filter(action="read").exists()
    assert NAME in page(opener(path), path)


def said(answer: Any) -> list[str]:
    """Which of the scene's facts an answer holds."""
    html = answer.content.decode()
    return [fact for fact in (NAME, "Aisyah", "Melati", "garis merah", "bulan") if fact in html]


def test_headers_keep_the_address_to_itself() -> None:
    asked = Asked()
    path = asked.told()
    for answer in (Client().get(path), opener(path).get(path)):
        assert answer["Cache-Control"] == "private, no-store" and "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "same-origin" and "default-src 'none'" in answer["Content-Security-Policy"]
        title = answer.content.decode().split("<title>")[1].split("</title>")[0]
        assert title == "Pesan untuk tempat Anda · Simpul"


def test_a_second_browser_is_refused_and_may_have_a_new_link_sent() -> None:
    asked = Asked()
    path = asked.told()
    first, second = opener(path), opener(path)
    refused = second.get(path)
    assert refused.status_code == 403 and not said(refused) and NAME in page(first, path)
    assert step(second, path, "accept").status_code == 403 and asked.request.state == "opened"
    assert second.post(f"{path}baru/").status_code == 200
    fresh = newest_path()
    assert fresh != path and NAME in page(first, path)
    assert NAME in page(opener(fresh), fresh)
    assert first.get(path).status_code == 404 and not said(first.get(path))


def test_asking_for_new_links_is_limited_and_goes_to_the_registered_contact() -> None:
    asked = Asked()
    path = asked.told()
    opener(path)
    for _ in range(int(rules()["new_links_per_day"]) + 2):
        Client().post(f"{path}baru/")
    messages = Message.objects.all()
    assert messages.count() == 1 + int(rules()["new_links_per_day"])
    assert {m.hint for m in messages} == {"…111"}


def test_only_one_of_two_browsers_at_once_gets_in() -> None:
    asked = Asked()
    asked.told()
    stale = asked.link()

    one, two = RequestFactory().post("/"), RequestFactory().post("/")
    assert bind(one, stale) and bind(two, stale) is None


def test_guessed_expired_and_revoked_links_open_nothing() -> None:
    asked = Asked()
    path = asked.told()
    desk = opener(path)
    for guess in ("/r/AAAAAAAAAAAAAAAAAAAAAA/", f"/r/{path[3:-2]}x/", "/r/kurang/"):
        assert desk.get(guess).status_code == 404 and not said(desk.get(guess))
    link = asked.link()
    AnswerLink.objects.filter(pk=link.pk).update(expires_at=clock.now())
    assert desk.get(path).status_code == 410 and not said(desk.get(path))
    assert step(desk, path, "accept").status_code == 410 and asked.request.state == "opened"
    AnswerLink.objects.filter(pk=link.pk).update(expires_at=clock.now() + timedelta(days=1))
    making.close([link], AnswerLink.Closed.REVOKED, asked.village.where.officer)
    assert desk.get(path).status_code == 404 and not said(desk.get(path))
    assert step(desk, path, "accept").status_code == 404 and asked.request.state == "opened"
    tell_places()
    assert AnswerLink.objects.count() == 1


def test_guessing_is_slowed_down() -> None:
    asked = Asked()
    path = asked.told()
    client = Client()
    for n in range(int(rules()["tries"])):
        client.get(f"/r/{n:022d}/")
    assert client.get(path).status_code == 429


def test_a_step_taken_twice_is_written_once() -> None:
    asked = Asked()
    path = asked.told()
    desk = opener(path)
    before = asked.request.seq
    who = {"name": "Rini", "function": "perawat", "seen": before, "action": "accept"}
    assert desk.post(path, who).status_code == 302
    desk.post(path, who)
    assert Entry.objects.filter(kind="request.moved").count() == 1


def test_a_page_that_was_read_before_a_change_does_not_answer() -> None:
    asked = Asked()
    path = asked.told()
    desk = opener(path)
    stale = asked.request.seq
    asked.village.write("request.moved", asked.id, {"action": "accept"})
    data = {"action": "complete", "outcome": "treated", "name": "R", "function": "p", "seen": stale}
    answer = desk.post(path, data)
    assert answer.status_code == 422 and "baru saja berubah" in text(answer)
    assert asked.request.state == "accepted"


def test_another_requests_step_is_out_of_reach() -> None:
    asked = Asked()
    path = asked.told()
    other = asked.village.refer(asked.village.child(name="Bima Pratama"), to_unit=str(asked.hospital.pk))
    step(opener(path), path, "accept")
    tell_places()
    assert Request.objects.get(pk=other).state == "opened"
    assert AnswerLink.objects.get(request=other).browser == ""


def test_rerouting_ends_the_link_and_the_next_place_is_told() -> None:
    asked = Asked()
    path = asked.told()
    desk = opener(path)
    Request.objects.filter(pk=asked.id).update(to_unit=asked.village.where.puskesmas)
    assert desk.get(path).status_code == 410 and not said(desk.get(path))
    tell_places()
    assert asked.link().closed_why == "ended"
    Request.objects.filter(pk=asked.id).update(to_unit=asked.hospital)
    tell_places()
    assert newest_path() != path and NAME in page(opener(newest_path()), newest_path())


def test_care_of_the_mind_shows_initials_and_no_reason() -> None:
    asked = Asked(service="kesehatan-jiwa", over={"message": "Sering menangis"})
    path = asked.told()
    desk = opener(path)
    seen = page(desk, path)
    assert "A. P." in seen and NAME not in seen and "garis merah" not in seen and "menangis" not in seen
    assert "Melati 1" in seen and "021-830-0001" in seen
    assert step(desk, path, "accept").status_code == 302 and asked.request.state == "accepted"


def test_the_gravest_class_goes_by_no_link() -> None:
    asked = Asked()
    Request.objects.filter(pk=asked.id).update(confidentiality="K3")
    assert tell_places() == 0
    with pytest.raises(making.NotByLink):
        making.make(asked.request, AnswerLink.Way.HAND)


def test_nothing_is_sent_to_units_that_use_simpul_or_have_no_contact() -> None:
    asked = Asked(contact={})
    assert tell_places() == 0 and not AnswerLink.objects.exists()
    UnitProfile.objects.update(uses_simpul=True, whatsapp="081200000111")
    assert tell_places() == 0 and not AnswerLink.objects.exists()
    UnitProfile.objects.update(uses_simpul=False)
    assert tell_places() == 1 and asked.link().way == "message"


def test_a_link_lives_past_the_appointment() -> None:
    asked = Asked()
    path = asked.told()
    desk = opener(path)
    far = clock.today() + timedelta(days=40)
    step(desk, path, "schedule", day=far.isoformat(), time="09:00")
    asked.request.refresh_from_db()
    late = asked.request.appointment_at
    assert late is not None and asked.link().expires_at > late + timedelta(days=6)


def test_an_incomplete_answer_comes_back_with_what_was_typed() -> None:
    asked = Asked()
    path = asked.told()
    desk = opener(path)
    answer = step(desk, path, "schedule", day="2020-01-01", time="09:00", note="Loket tiga")
    assert answer.status_code == 422 and "sudah lewat" in text(answer) and "Loket tiga" in text(answer)
    assert asked.request.state == "opened"


def test_a_link_offers_what_the_workflow_gives_the_asked_unit() -> None:
    asked = Asked()
    path = asked.told()
    shown = page(opener(path), path)
    actions = [one.action for one in offered(asked.request)]
    assert {"accept", "schedule", "complete"} <= set(actions) and not {"reroute", "reopen", "cancel"} & set(actions)
    assert all(f'value="{one}"' in shown or f"langkah={one}" in shown for one in actions)


@pytest.mark.parametrize(("name", "short"), [("Siti Nur Aminah", "S. N. A."), ("  budi ", "B."), ("", "")])
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_only_accepting_takes_one_press_and_the_typed_name_stays() -> None:
    asked = Asked()
    path = asked.told()
    desk = opener(path)
    assert page(desk, path).count('name="action"') == page(desk, path).count('name="action" value="accept"') == 1
    typed = {"choose": "schedule", "action": "accept", "name": "Rini Astuti", "function": "perawat IGD"}
    shown = desk.post(path, typed).content.decode()
    assert asked.request.state == "opened" and 'name="action" value="schedule"' in shown
    assert 'value="Rini Astuti"' in shown and 'value="perawat IGD"' in shown
