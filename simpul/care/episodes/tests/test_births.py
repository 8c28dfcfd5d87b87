"""A birth in one step: written twice, moved, merged, erased, replayed; what the puskesmas counts of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from simpul.base import ids
from simpul.care.episodes.deaths import births, class_of, deaths
from simpul.care.models import Dose, Pregnancy
from simpul.care.tests.stories import Village
from simpul.care.tests.test_erasing import ordered
from simpul.journal import replay
from simpul.journal.actions.append import Draft, append
from simpul.journal.models import Entry, Review
from simpul.network.models import Request
from simpul.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
BORN = "2026-10-20"
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture(autouse=True)
def own_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMPUL_REDACTIONS", str(tmp_path / "redactions.jsonl"))


def expecting(village: Village) -> tuple[str, str, str]:
    """A family, a mother, her pregnancy."""
    family = village.family()
    mother = village.child(family, name="Siti Aminah", birth_date="1998-01-02")
    pregnancy = str(ids.uuid7())
    village.write("pregnancy.opened", pregnancy, {"person": mother, "lmp": "2026-01-20"})
    return family, mother, pregnancy


def bear(village: Village, who: tuple[str, str, str], by: Any = None, post: str = "", **over: Any) -> list[str]:
    """Twins, as a phone writes them; gives the ids of all entries."""
    family, mother, pregnancy = who
    children = [ids.birth_id(pregnancy, order) for order in (1, 2)]
    drafts = [
        Draft(
            "person.registered",
            child,
            {
                "family": family,
                "name": f"By. Ny. Siti Aminah ({order})",
                "sex": "P" if order == 1 else "L",
                "birth_date": BORN,
                "mother": mother,
                "birth_order": order,
                "birth_weight_kg": 2.4,
                "birth_care": {"imd": True},
                "born_of": pregnancy,
            }
            | over.get("child", {}),
        )
        for order, child in enumerate(children, 1)
    ]
    drafts.append(Draft("dose.given", children[0], {"product": "HB0", "number": 1, "date": BORN, "source": "history"}))
    closed = {
        "outcome": "birth",
        "date": BORN,
        "children": children,
        "birth_place": "puskesmas",
        "birth_helper": "bidan",
    }
    drafts.append(Draft("pregnancy.closed", pregnancy, closed | over.get("closed", {})))
    return [entry.id for entry in append(post or village.here, drafts, by or village.where.kaders[0])]


def stored() -> dict[str, Any]:
    """The one pregnancy as its table has it."""
    return dict(Pregnancy.objects.values().get())


def differences() -> list[replay.Difference]:
    with replay.scratch():
        replay.replay()
        return replay.differences()


def test_twins_of_two_phones_are_one_pair_and_nobody_is_asked() -> None:
    village = Village()
    who = expecting(village)
    bear(village, who)
    bear(village, who, village.where.officer)
    assert Person.objects.filter(mother=who[1]).count() == 2
    row = Pregnancy.objects.get()
    assert (row.status, row.children, len(row.closings)) == ("closed", [ids.birth_id(who[2], n) for n in (1, 2)], 2)
    assert not Review.objects.exists()
    assert not differences()


def test_what_two_phones_say_differently_is_reviewed_and_what_was_open_is_filled() -> None:
    village = Village()
    who = expecting(village)
    bear(village, who)
    other: dict[str, Any] = {
        "child": {"birth_weight_kg": 2.9, "name": "Zidan", "nik": "3171062010260001"},
        "closed": {"birth_mode": "normal", "date": "2026-10-21"},
    }
    bear(village, who, village.where.officer, **other)
    child = Person.objects.get(pk=ids.birth_id(who[2], 1))
    assert (child.name, child.birth_weight_kg, child.nik) == ("Zidan", 2.4, "3171062010260001")
    row = Pregnancy.objects.get()
    assert (row.birth_mode, str(row.end_date)) == ("normal", BORN)
    fields = sorted(Review.objects.values_list("part", "field"))
    assert fields == [("persons", "birth_weight_kg"), ("persons", "birth_weight_kg"), ("pregnancies", "end_date")]
    assert all(review.clinical for review in Review.objects.all())
    decided = Review.objects.get(field="end_date")
    village.write("review.resolved", str(decided.pk), {"review": str(decided.pk), "value": "2026-10-21"})
    assert str(Pregnancy.objects.get().end_date) == "2026-10-21"
    assert not differences()


def test_a_name_is_never_replaced_by_its_stand_in() -> None:
    village = Village()
    who = expecting(village)
    bear(village, who, child={"name": "Zidan"})
    bear(village, who, village.where.officer)
    assert {person.name for person in Person.objects.filter(mother=who[1])} == {"Zidan"}
    assert not Review.objects.exists()


def test_another_id_that_is_taken_is_refused_as_before() -> None:
    village = Village()
    family, _mother, pregnancy = expecting(village)
    child = village.child(family)
    with pytest.raises(Exception, match="id_taken"):
        village.write("person.registered", child, {"name": "Lain", "born_of": pregnancy, "birth_order": 1})


def test_taken_back_the_pregnancy_goes_on_and_the_same_children_may_be_born_again() -> None:
    village = Village()
    who = expecting(village)
    *_rest, closing = bear(village, who)
    village.write("entry.voided", who[2], {"target": closing, "reason": "ibu lain"}, by=village.where.kaders[0])
    for order in (1, 2):
        village.write("person.left", ids.birth_id(who[2], order), {"status": "mistake", "date": BORN})
    row = Pregnancy.objects.get()
    assert (row.status, row.outcome, row.end_date, row.children, row.birth_place) == ("open", None, None, [], "")
    assert births([village.here], FIRST, LAST) == []
    bear(village, who, child={"birth_weight_kg": 3.0})
    assert {person.status for person in Person.objects.filter(mother=who[1])} == {"active"}
    assert Pregnancy.objects.get().status == "closed"
    assert not differences()


def test_of_two_closings_one_taken_back_leaves_what_the_other_said() -> None:
    village = Village()
    who = expecting(village)
    *_rest, first = bear(village, who)
    bear(village, who, village.where.officer, closed={"birth_place": "rumah", "birth_helper": "keluarga"})
    village.write("entry.voided", who[2], {"target": first, "reason": "keliru"}, by=village.where.kaders[0])
    row = Pregnancy.objects.get()
    assert (row.status, row.birth_place, row.birth_helper, len(row.closings)) == ("closed", "rumah", "keluarga", 1)
    assert not differences()


def test_a_birth_written_after_the_family_moved_follows_it() -> None:
    village = Village()
    who = expecting(village)
    village.move(who[0])
    *_rest, closing = bear(village, who)
    assert {str(person.post_id) for person in Person.objects.filter(mother=who[1])} == {village.there}
    row = Pregnancy.objects.get()
    assert (row.status, str(row.post_id), len(row.children)) == ("closed", village.there, 2)
    assert str(Dose.objects.get().post_id) == village.there
    village.write("entry.voided", who[2], {"target": closing, "reason": "ibu lain"}, by=village.where.kaders[0])
    assert Pregnancy.objects.get().status == "open"
    assert not differences()


def test_a_birth_moves_with_all_that_was_said_of_it() -> None:
    village = Village()
    who = expecting(village)
    village.write("pregnancy.changed", who[2], {"fields": {"plan_place": "Puskesmas", "plan_donors": "Pak Adi"}})
    bear(village, who, closed={"notes": "lancar", "birth_time": "03:40", "stillborn": [{"sex": "P"}]})
    said = stored()
    village.move(who[0])
    now = stored()
    changed = {name for name in said if said[name] != now[name]}
    assert changed <= {"post_id", "seq", "stamps"}
    assert Person.objects.get(pk=ids.birth_id(who[2], 1)).birth_care == {"imd": True}
    assert not differences()


def test_a_merged_mother_still_has_her_birth_and_her_children_are_counted_once() -> None:
    village = Village()
    who = expecting(village)
    bear(village, who)
    kept = village.child(who[0], name="Siti Aminah", birth_date="1998-01-02")
    village.write("person.merged", kept, {"gone": who[1]})
    [birth] = births([village.here], FIRST, LAST)
    assert (str(birth.mother.pk), len(birth.children), birth.stillborn) == (kept, 2, 0)


def test_erasing_a_child_leaves_nothing_of_it_with_its_mother() -> None:
    village = Village()
    who = expecting(village)
    bear(village, who)
    child = ids.birth_id(who[2], 1)
    ordered(subjects=[child])
    assert not Person.objects.filter(pk=child).exists()
    told = str(Entry.objects.filter(data__isnull=False).values_list("data", flat=True))
    assert "By. Ny. Siti Aminah (1)" not in told and "HB0" not in told
    assert Person.objects.filter(mother=who[1]).count() == 1
    assert not differences()


def test_a_mothers_death_in_childbirth() -> None:
    """The children stay on the list and are due; the puskesmas is told without the cause; registers count one."""
    village = Village()
    who = expecting(village)
    bear(village, who, closed={"mother_condition": "died"})
    left = {"status": "died", "date": BORN, "place": "rs", "cause": "childbirth"}
    village.write("person.left", who[1], left)
    notice = village.refer(
        who[1], "segera", service="laporan-kematian", reasons=[{"rule": "LAPOR-KEMATIAN", "text": "Ada kabar duka."}]
    )
    mother = Person.objects.get(pk=who[1])
    assert (mother.status, mother.death_place, mother.death_cause, class_of(mother)) == (
        "died",
        "rs",
        "childbirth",
        "maternal",
    )
    [death] = deaths([village.here], FIRST, LAST)
    assert (death.kind, death.place, str(death.notice.pk) if death.notice else "") == ("maternal", "rs", notice)
    assert Request.objects.get().workflow == "death-notice"
    assert {person.status for person in Person.objects.filter(mother=who[1])} == {"active"}
    village.write("person.left", who[1], {"status": "restored", "date": BORN})
    mother.refresh_from_db()
    assert (mother.status, mother.death_place, mother.death_cause) == ("active", "", "")
    assert deaths([village.here], FIRST, LAST) == []
    assert not differences()


def test_what_registers_count_of_a_month() -> None:
    """A birth of twins of whom one did not live, a newborn's death, an old man's; nothing of another month or post."""
    village = Village()
    who = expecting(village)
    bear(village, who, closed={"stillborn": [{"sex": "L", "weight_kg": 1.9}]})
    newborn = ids.birth_id(who[2], 1)
    village.write("person.left", newborn, {"status": "died", "date": "2026-10-25", "place": "rs", "cause": "birth"})
    old = village.child(name="Kakek", birth_date="1940-05-05")
    village.write("person.left", old, {"status": "died", "date": "2026-10-30"})
    late = village.child(name="Nenek", birth_date="1941-05-05")
    village.write("person.left", late, {"status": "died", "date": "2026-11-01"})
    [birth] = births([village.here], FIRST, LAST)
    assert (len(birth.children), birth.stillborn, str(birth.day)) == (2, 1, BORN)
    assert [(one.kind, str(one.day)) for one in deaths([village.here], FIRST, LAST)] == [
        ("stillbirth", BORN),
        ("neonatal", "2026-10-25"),
        ("other", "2026-10-30"),
    ]
    assert deaths([village.there], FIRST, LAST) == []
