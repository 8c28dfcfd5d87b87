"""A fact is withdrawn at either post, before or after its family moved: it stops counting wherever it lives now."""

from typing import Any

import pytest

from simpul.base import ids
from simpul.care.models import Dose, Growth, Pregnancy, Visit
from simpul.care.tests.stories import Village
from simpul.journal import replay
from simpul.journal.kinds import Refused, StoredEntry
from simpul.journal.models import Entry, Flag, Review
from simpul.people.late import carried_id

pytestmark = pytest.mark.django_db(transaction=True)


class Story(Village):
    """A family with one child, and the tables of both posts."""

    def begin(self) -> "Story":
        """The family lives at the first post."""
        self.home = self.family()
        self.person = self.child(self.home)
        return self

    def goes(self, there: bool = True) -> None:
        """The family moves to the second post, or back."""
        posts = [self.here, self.there] if there else [self.there, self.here]
        self.write("family.moved", self.home, {"to_post": posts[1]}, posts[0])

    def doses(self, post: str = "") -> StoredEntry:
        """A vaccine."""
        return self.write("dose.given", self.person, {"product": "MR", "date": "2026-03-10"}, post)

    def withdraws(self, target: str, post: str = "", subject: str = "") -> StoredEntry:
        """Someone takes an entry back."""
        data = {"target": target, "reason": "salah orang"}
        return self.write("entry.voided", subject or self.person, data, post)

    def visit_status(self) -> tuple[str, dict[str, Any]]:
        """Status and values of the only visit."""
        visit = Visit.objects.get(person=self.person)
        return visit.status, visit.values

    def is_gone(self, where: str) -> None:
        """Visit and dose live at the post and count no more; a replay agrees; nobody has to look at anything."""
        assert self.visit_status() == ("void", {})
        assert Dose.objects.get(person=self.person).status == "void"
        assert not Growth.objects.filter(person=self.person).exists()
        rows = {str(row.post_id) for model in (Visit, Dose) for row in model._default_manager.all()}
        assert rows == {where}
        assert not Flag.objects.exists()
        self.replays()

    def replays(self) -> None:
        """A replay makes the same rows."""
        with replay.scratch():
            replay.replay()
            assert not replay.differences()


def test_the_old_post_withdraws_after_the_move() -> None:
    story = Story().begin()
    facts = [story.weigh(story.person, "2026-03-10", 7.0), story.doses()]
    story.goes()
    for fact in facts:
        story.withdraws(fact.id)
    story.is_gone(story.there)


def test_the_new_post_withdraws_what_the_old_one_wrote() -> None:
    story = Story().begin()
    facts = [story.weigh(story.person, "2026-03-10", 7.0), story.doses()]
    story.goes()
    for fact in facts:
        story.withdraws(fact.id, story.there)
    story.is_gone(story.there)


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("carried_name", [False, True])
@pytest.mark.parametrize("at", ["here", "there"])
def test_what_was_carried_after_the_family_is_withdrawn_under_either_name(
    back: bool, carried_name: bool, at: str
) -> None:
    story = Story().begin()
    story.goes()
    facts = [story.weigh(story.person, "2026-03-10", 7.0), story.doses()]
    assert story.visit_status() == ("ok", {"weight_kg": 7.0})
    if back:
        story.goes(there=False)
    for fact in facts:
        story.withdraws(carried_id(fact.id) if carried_name else fact.id, getattr(story, at))
    story.is_gone(story.here if back else story.there)


def test_what_was_withdrawn_before_the_move_arrives_withdrawn() -> None:
    story = Story().begin()
    for fact in [story.weigh(story.person, "2026-03-10", 7.0), story.doses()]:
        story.withdraws(fact.id)
    story.goes()
    story.is_gone(story.there)


def test_there_and_back_and_withdrawn_at_the_other_post() -> None:
    story = Story().begin()
    facts = [story.weigh(story.person, "2026-03-10", 7.0), story.doses()]
    story.goes()
    story.goes(there=False)
    for fact in facts:
        story.withdraws(fact.id, story.there)
    story.is_gone(story.here)


def test_a_fact_and_its_withdrawal_arrive_together_and_late() -> None:
    from simpul.journal.actions.append import Draft, append

    story = Story().begin()
    story.goes()
    dose, weighing = str(ids.uuid7()), str(ids.uuid7())
    visit = {"visit": ids.visit_id(story.here, story.person, "2026-03-10"), "date": "2026-03-10", "card": "balita"}
    drafts = [
        Draft("visit.recorded", story.person, visit | {"step": 2, "values": {"weight_kg": 7.0}}, id=weighing),
        Draft("dose.given", story.person, {"product": "MR", "date": "2026-03-10"}, id=dose),
        *(Draft("entry.voided", story.person, {"target": one, "reason": "salah"}) for one in (weighing, dose)),
    ]
    append(story.here, drafts, story.where.officer)
    story.is_gone(story.there)


def test_only_the_withdrawn_part_of_a_carried_visit_goes() -> None:
    story = Story().begin()
    story.goes()
    first = story.weigh(story.person, "2026-03-10", 7.0, muac_cm=13.0)
    story.weigh(story.person, "2026-03-10", 7.4, by=story.where.kaders[0])
    assert Review.objects.get().status == "open"
    story.withdraws(first.id)
    assert story.visit_status() == ("ok", {"weight_kg": 7.4})
    assert Review.objects.get().status == "resolved"
    story.replays()


def test_a_late_correction_finds_the_entry_that_was_carried() -> None:
    story = Story().begin()
    story.goes()
    first = story.weigh(story.person, "2026-03-10", 7.0)
    visit = str(Visit.objects.get().pk)
    data = {"visit": visit, "corrects": first.id, "values": {"weight_kg": 7.1}, "reason": "salah baca"}
    correction = story.write("visit.corrected", story.person, data)
    assert story.visit_status() == ("ok", {"weight_kg": 7.1})
    assert not Review.objects.exists()
    story.withdraws(correction.id)
    assert story.visit_status() == ("ok", {"weight_kg": 7.0})
    story.replays()


def test_a_pregnancy_opened_by_mistake_is_withdrawn_after_the_move() -> None:
    story = Story().begin()
    mother = story.child(story.home, name="Siti Aminah", birth_date="1998-01-02")
    opened = story.write("pregnancy.opened", str(ids.uuid7()), {"person": mother, "lmp": "2026-02-01"})
    story.goes()
    story.withdraws(opened.id, subject=opened.subject)
    assert Pregnancy.objects.get().status == "void"
    story.replays()


@pytest.mark.parametrize("gone", [False, True])
def test_nobody_withdraws_what_never_lived_at_the_post(gone: bool) -> None:
    story = Story().begin()
    stranger = story.child(story.family("Cahya"))
    facts = [story.weigh(stranger, "2026-03-10", 7.0), story.write("dose.given", stranger, {"product": "MR"} | DAY)]
    if gone:
        # A family that did leave the second post gives no right to another's data, even when it is named as subject.
        story.goes()
        story.goes(there=False)
    written = Entry.objects.count()
    for fact in facts:
        with pytest.raises(Refused) as refused:
            story.withdraws(fact.id, story.there)
        assert refused.value.reason.code == "other_post"
        assert refused.value.reason.message.id
    assert Entry.objects.count() == written
    assert Visit.objects.get().status == "ok"
    assert Dose.objects.get().status == "ok"


DAY = {"date": "2026-03-10"}
