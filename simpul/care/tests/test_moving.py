"""A family moves between two posts and arrives whole, whatever was written meanwhile."""

from typing import Any

import pytest

from simpul.base import ids
from simpul.care.models import Dose, Growth, Pregnancy, Visit
from simpul.care.tests.stories import Village
from simpul.journal import replay
from simpul.journal.actions.append import append
from simpul.journal.kinds import Refused
from simpul.journal.models import Entry, Flag, Review
from simpul.network.models import Request
from simpul.people.actions.forward import forward_waiting
from simpul.people.actions.receive_family import receive_family, receive_waiting
from simpul.people.models import Consent, Family, Move, Person

pytestmark = pytest.mark.django_db(transaction=True)


def whole_life(village: Village) -> dict[str, str]:
    """A family with a child, a mother with a pregnancy, visits, a dose and a referral."""
    family = village.family()
    child = village.child(family)
    mother = village.child(family, name="Siti Aminah", birth_date="1998-01-02")
    for month, kg in ((1, 6.5), (2, 6.9), (3, 7.1)):
        village.weigh(child, f"2026-0{month}-10", kg, length_height_cm=62 + month)
    village.write("dose.given", child, {"product": "MR", "number": 1, "date": "2026-03-10"})
    pregnancy = str(ids.uuid7())
    village.write("pregnancy.opened", pregnancy, {"person": mother, "lmp": "2026-02-01"})
    village.write("consent.given", family, {"purpose": "care", "granted": True, "date": "2026-01-10"})
    request = village.refer(child)
    return {"family": family, "child": child, "mother": mother, "pregnancy": pregnancy, "request": request}


def counts(post: str) -> dict[str, int]:
    models = (Family, Person, Visit, Dose, Pregnancy, Request)
    return {model.__name__: model._default_manager.filter(post=post).count() for model in models}


def test_a_family_arrives_with_every_row() -> None:
    village = Village()
    life = whole_life(village)
    before = counts(village.here)
    village.move(life["family"])
    assert counts(village.there) == before
    assert set(counts(village.here).values()) == {0}
    child = Person.objects.get(pk=life["child"])
    assert (child.status, child.status_date, str(child.post_id)) == ("active", None, village.there)
    move = Move.objects.get(post=village.here)
    assert set(move.persons) == {life["child"], life["mother"]}
    assert Growth.objects.filter(person=child).count() == 3
    assert {str(unit) for unit in Visit.objects.values_list("served_at", flat=True)} == {village.here}
    assert not differences()


def differences() -> list[replay.Difference]:
    with replay.scratch():
        replay.replay()
        return replay.differences()


def test_receiving_twice_writes_once() -> None:
    village = Village()
    moved = village.move(whole_life(village)["family"])
    written = Entry.objects.filter(kind="family.arrived").count()
    assert receive_family(moved.id) is False
    assert receive_waiting() == 0
    assert Entry.objects.filter(kind="family.arrived").count() == written


def test_an_interrupted_arrival_is_caught_up(monkeypatch: pytest.MonkeyPatch) -> None:
    village = Village()
    life = whole_life(village)
    monkeypatch.setattr("simpul.people.moving._receive", lambda entry: None)
    village.move(life["family"])
    assert Person.objects.get(pk=life["child"]).status == "moved"
    assert receive_waiting() == 1
    assert str(Person.objects.get(pk=life["child"]).post_id) == village.there


def late(village: Village, kind: str, subject: str, data: dict[str, Any], **over: Any) -> None:
    village.write(kind, subject, data, village.here, by=village.where.kaders[0], **over)


def test_what_the_old_post_wrote_offline_follows_the_family() -> None:
    village = Village()
    life = whole_life(village)
    village.move(life["family"])
    village.weigh(life["child"], "2026-04-10", 7.4, by=village.where.kaders[0])
    late(village, "dose.given", life["child"], {"product": "vitamin-a-blue", "date": "2026-04-10"})
    late(village, "person.changed", life["child"], {"fields": {"notes": "pindah rumah"}}, base={"notes": 3})
    late(village, "pregnancy.changed", life["pregnancy"], {"fields": {"gravida": 2}}, base={"obstetric": 6})
    late(village, "request.moved", life["request"], {"action": "cancel", "note": "sudah berobat"})
    assert Visit.objects.filter(post=village.there, person=life["child"]).count() == 4
    assert Dose.objects.filter(post=village.there).count() == 2
    assert Person.objects.get(pk=life["child"]).notes == "pindah rumah"
    assert Pregnancy.objects.get().gravida == 2
    assert Request.objects.get().state == "cancelled"
    assert not Review.objects.exists()
    assert not Flag.objects.exists()
    assert not differences()


def test_what_a_crash_left_on_its_way_is_caught_up_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    village = Village()
    life = whole_life(village)
    village.move(life["family"])
    with monkeypatch.context() as crash:
        crash.setattr("simpul.people.late._forward", lambda home: None)
        weighed = village.weigh(life["child"], "2026-04-10", 7.4)
        late(village, "entry.voided", life["child"], {"target": weighed.id, "reason": "salah orang"})
        village.weigh(life["child"], "2026-05-10", 7.6)
    assert Visit.objects.filter(person=life["child"]).count() == 3
    assert forward_waiting() == 3
    assert forward_waiting() == 0
    found = Visit.objects.filter(person=life["child"], date__gte="2026-04-01").order_by("date")
    assert [(visit.status, visit.values) for visit in found] == [("void", {}), ("ok", {"weight_kg": 7.6})]
    assert not Flag.objects.exists()
    assert not differences()


def test_one_that_cannot_be_carried_now_is_tried_again_and_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    village = Village()
    life = whole_life(village)
    village.move(life["family"])
    with monkeypatch.context() as broken:
        broken.setattr("simpul.people.actions.forward.append", lambda *args, **kwargs: 1 / 0)
        village.weigh(life["child"], "2026-04-10", 7.4)
    village.weigh(life["child"], "2026-05-10", 7.6)
    assert Visit.objects.filter(person=life["child"]).count() == 5
    assert not Flag.objects.exists()


def test_a_newborn_registered_too_late_follows_its_family() -> None:
    village = Village()
    life = whole_life(village)
    village.move(life["family"])
    baby = village.child(life["family"], name="Bayi Ny. Siti")
    assert str(Person.objects.get(pk=baby).post_id) == village.there
    village.weigh(baby, "2026-04-10", 3.4, by=village.where.kaders[0])
    late(village, "person.changed", baby, {"fields": {"notes": "lahir di rumah"}}, base={"notes": 1})
    assert Visit.objects.filter(post=village.there, person=baby).count() == 1
    assert Person.objects.get(pk=baby).notes == "lahir di rumah"
    assert not differences()


def test_a_late_change_that_the_new_post_has_overtaken_opens_a_review() -> None:
    village = Village()
    life = whole_life(village)
    village.move(life["family"])
    arrived = Person.objects.get(pk=life["child"]).seq
    change = {"fields": {"name": "Aisyah Putri Bagus"}}
    village.write("person.changed", life["child"], change, village.there, base={"identity": arrived})
    late(village, "person.changed", life["child"], {"fields": {"name": "Aisah"}}, base={"identity": 2})
    review = Review.objects.get()
    assert (str(review.post_id), review.field, review.options[1]["value"]) == (village.there, "name", "Aisah")


def test_a_family_comes_back() -> None:
    village = Village()
    life = whole_life(village)
    before = counts(village.here)
    village.move(life["family"])
    village.weigh(life["child"], "2026-04-10", 7.4, village.there)
    village.write("family.moved", life["family"], {"to_post": village.here}, village.there)
    assert counts(village.here) == before | {"Visit": 4}
    assert Person.objects.get(pk=life["child"]).seq > Move.objects.get(post=village.here).seq
    assert not differences()


def test_a_merged_record_moves_with_the_person_kept() -> None:
    village = Village()
    family = village.family()
    kept, gone = village.child(family), village.child(None, name="Aisah P")
    village.weigh(gone, "2026-01-10", 6.5)
    village.write("person.merged", kept, {"gone": gone})
    village.move(family)
    assert str(Person.objects.get(pk=gone).post_id) == village.there
    assert Visit.objects.filter(post=village.there).count() == 1


def test_who_died_stays_in_the_old_book() -> None:
    village = Village()
    family = village.family()
    village.child(family)
    died = village.child(family, name="Nenek")
    village.write("person.left", died, {"status": "died", "date": "2026-01-01"})
    village.move(family)
    assert str(Person.objects.get(pk=died).post_id) == village.here


@pytest.mark.parametrize("to_post", ["here", "0b0e0a56-0000-4000-8000-000000000000", "nowhere"])
def test_a_move_to_no_other_post_is_refused_with_words(to_post: str) -> None:
    village = Village()
    family = village.family()
    with pytest.raises(Refused) as refused:
        village.move(family, village.here if to_post == "here" else to_post)
    assert refused.value.reason.code == "post_unknown"
    assert Family.objects.get().status == "active"


def test_moving_out_of_the_system_keeps_the_rows() -> None:
    village = Village()
    life = whole_life(village)
    village.write("family.moved", life["family"], {"to_address": "Bekasi"})
    assert Person.objects.get(pk=life["child"]).status == "moved"
    assert Visit.objects.filter(post=village.here).count() == 3


def test_a_long_history_arrives_in_several_entries() -> None:
    village = Village()
    family = village.family()
    child = village.child(family)
    for day in range(1, 29):
        village.weigh(child, f"2026-02-{day:02}", 6.5, remarks="x" * 3000)
    village.move(family)
    assert Entry.objects.filter(kind="family.arrived").count() > 1
    assert Visit.objects.filter(post=village.there).count() == 28
    assert not differences()


def test_what_cannot_be_carried_is_flagged_for_the_puskesmas() -> None:
    village = Village()
    life = whole_life(village)
    village.move(life["family"])
    village.write("request.moved", life["request"], {"action": "cancel", "note": "sembuh"}, village.there)
    late(village, "request.moved", life["request"], {"action": "cancel", "note": "sudah berobat"})
    assert Flag.objects.get().code == "not_carried"


def test_the_office_writes_to_the_new_post_at_once() -> None:
    village = Village()
    life = whole_life(village)
    village.move(life["family"])
    append(
        village.there, [("person.left", life["child"], {"status": "died", "date": "2026-05-01"})], village.where.officer
    )
    assert Person.objects.get(pk=life["child"]).status == "died"


def test_an_id_that_is_a_person_at_one_post_and_a_family_at_another_is_followed_once() -> None:
    """A hostile phone may name a family like a child: what is said of it must not be carried to and fro for ever."""
    village = Village()
    family = village.family()
    child = village.child(family)
    village.move(family)
    village.write("family.registered", child, {"head_name": "Dua", "rt": "01", "rw": "01"}, village.there)
    village.write("family.moved", child, {"to_post": village.here}, village.there)
    given = village.write("consent.given", child, {"purpose": "care", "granted": True, "date": "2026-02-01"})
    receive_waiting()
    forward_waiting()
    assert Entry.objects.filter(kind="consent.given").count() == 2
    assert [str(each.post_id) for each in Consent.objects.all()] == [village.there]
    assert given.post == village.here
    assert not differences()
