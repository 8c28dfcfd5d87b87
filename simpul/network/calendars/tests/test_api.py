"""What a phone is told of free times: those of its post's puskesmas, and no person."""

import json
from typing import Any

import pytest
from django.test import Client

from simpul.base import clock
from simpul.care.tests.stories import at
from simpul.journal.testing import Phone
from simpul.network.calendars.actions.book import book
from simpul.network.calendars.tests.kit import SUNDAY, Practice

pytestmark = pytest.mark.django_db


def asked(phone: Phone, post: str) -> Any:
    return Client().get(f"/api/v1/posts/{post}/slots", HTTP_AUTHORIZATION=f"Bearer {phone.bearer}")


def test_a_phone_is_told_times_and_costs_and_nobodys_name() -> None:
    with at(SUNDAY):
        practice = Practice()
        where = practice.village.where
        phone = Phone(post=practice.village.here).enrol(where.officer, where.kaders[0])
        mother = practice.mother("Rahasia Namanya")
        book(practice.psychologist, practice.ask(mother), practice.slots()[0].id)
        answer = asked(phone, practice.village.here)
        told = {one["service"]: one for one in answer.json()["services"]}
        mind = told["kesehatan-jiwa"]
        first_two_weeks = [clock.iso(slot.starts_at) for slot in practice.slots(days=28)]
        assert [one["at"] for one in mind["slots"]] == first_two_weeks
        assert mind["unit_name"] == "Puskesmas Tebet" and "BPJS" in mind["cost"]["id"]
        assert answer.json()["as_of"] == clock.iso(clock.now())
        text = json.dumps(answer.json())
        assert "Rahma" not in text and str(practice.psychologist.pk) not in text and "Rahasia" not in text


def test_two_who_are_free_at_once_are_one_time() -> None:
    with at(SUNDAY):
        practice = Practice()
        second = Practice(practice.village)
        assert len(second.slots()) == 2 * len({one.starts_at for one in second.slots()})
        where = practice.village.where
        phone = Phone(post=practice.village.here).enrol(where.officer, where.kaders[0])
        told = {one["service"]: one for one in asked(phone, practice.village.here).json()["services"]}
        times = [one["at"] for one in told["kesehatan-jiwa"]["slots"]]
        assert times == sorted(set(times))


def test_the_next_posts_phone_is_refused_like_for_a_post_that_is_none() -> None:
    with at(SUNDAY):
        practice = Practice()
        where = practice.village.where
        phone = Phone(post=practice.village.there).enrol(where.officer, where.kaders[1])
        real = asked(phone, practice.village.here)
        none = asked(phone, "00000000-0000-4000-8000-000000000000")
        assert (real.status_code, real.content) == (none.status_code, none.content)
        assert real.status_code == 404
