"""Whoever carries a letter can scan it: what is answered by its code is unsure until the sender has made sure."""

import pytest
from django.test import Client

from simpul.care.letters.tests.kit import Asked, opener, page, step, text
from simpul.network.links.models import AnswerLink
from simpul.network.links.tokens import path_of, token_of
from simpul.registry.models import Account, Assignment
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db(transaction=True)
UNSURE = "belum dipastikan"


class Scanned:
    """A request whose letter somebody scanned and answered: accepted."""

    def __init__(self) -> None:
        """The officer printed the letter."""
        self.asked = Asked()
        self.asked.village.where.officer.assignments.update(title="Bidan")
        self.officer = kit.sign_in(Client(), self.asked.village.where.officer)
        self.officer.post(f"/puskesmas/rujukan/{self.asked.id}/surat/")
        self.path = path_of(token_of(AnswerLink.objects.get(way="letter").pk))
        self.desk = opener(self.path)
        assert step(self.desk, self.path, "accept").status_code == 302

    def say(self, deed: str, client: Client | None = None) -> int:
        """One press of the officer."""
        answer = (client or self.officer).post(f"/puskesmas/rujukan/{self.asked.id}/surat/jawaban/", {"do": deed})
        return int(answer.status_code)

    def seen(self) -> str:
        """The request's page."""
        return text(self.officer.get(f"/puskesmas/rujukan/{self.asked.id}/"))


def test_an_answer_by_letter_says_so_and_is_unsure_until_somebody_makes_sure() -> None:
    story = Scanned()
    assert story.asked.request.answered_by == "Rini Astuti (perawat IGD), lewat surat"
    assert UNSURE in story.seen() and "memastikan jawaban Anda" in page(story.desk, story.path)
    assert story.say("confirm") == 302 and UNSURE not in story.seen()
    link = AnswerLink.objects.get(way="letter")
    assert link.confirmed_by == story.asked.village.where.officer.pk
    step(story.desk, story.path, "arrive")
    assert story.asked.request.answered_by == "Rini Astuti (perawat IGD)" and UNSURE not in story.seen()


def test_the_code_of_a_stranger_is_shut_with_one_press() -> None:
    story = Scanned()
    assert story.say("revoke") == 302 and UNSURE not in story.seen()
    assert story.desk.get(story.path).status_code == 404
    assert step(story.desk, story.path, "complete", outcome="treated").status_code == 404
    assert story.asked.request.state == "accepted", "what was said stays; the officer mends it"


def test_what_has_ended_meanwhile_can_still_be_doubted() -> None:
    story = Scanned()
    step(story.desk, story.path, "complete", outcome="treated")
    assert not story.asked.request.open and UNSURE in story.seen()
    assert story.say("revoke") == 302 and UNSURE not in story.seen()


def test_a_link_by_message_is_sure() -> None:
    asked = Asked()
    path = asked.told()
    step(opener(path), path, "accept")
    assert asked.request.answered_by == "Rini Astuti (perawat IGD)"
    asked.village.where.officer.assignments.update(title="Bidan")
    client = kit.sign_in(Client(), asked.village.where.officer)
    assert UNSURE not in text(client.get(f"/puskesmas/rujukan/{asked.id}/"))


def test_nobody_else_makes_sure() -> None:
    story = Scanned()
    stranger = Account.objects.create_user("jauh", "x", name="Jauh")
    Assignment.objects.create(account=stranger, role=Assignment.Role.OFFICER, unit=kit.world().puskesmas)
    assert story.say("confirm", kit.sign_in(Client(), stranger)) == 404
    assert story.say("nonsense") == 302 and UNSURE in story.seen()
