"""An answer to what another post has set aside bars nobody: neither before nor after the real one."""

from simpul.base import ids
from simpul.journal.actions.answer import accept
from simpul.journal.actions.rebuild import rebuild
from simpul.journal.actions.verify import verify
from simpul.journal.models import Quarantine, Repair
from simpul.journal.testing import Phone, Place
from simpul.journal.wire import Entry, Receipt
from simpul.people.models import Person


def nameless(phone: Phone) -> Entry:
    """A child without a name: it is set aside."""
    return phone.entry("person.registered", str(ids.uuid7()), {"name": " "})


def answer(phone: Phone, target: str, by: str | None = None) -> Receipt:
    """What this phone is told when it answers `target`."""
    return phone.push([phone.entry("entry.repaired", str(ids.uuid7()), {"target": target, "by": by, "reason": "x"})])[0]


def repair(phone: Phone, target: Entry) -> list[str]:
    """The real answer, with the entry written anew; outcomes."""
    good = phone.person("Benar")
    answered = phone.entry("entry.repaired", target.subject, {"target": target.id, "by": good.id})
    return [receipt.outcome for receipt in phone.push([good, answered])]


def stands(phone: Phone, target: Entry) -> None:
    """The post of the phone holds the answer, its phones hear of it, and a replay says the same."""
    assert str(Repair.objects.get().post_id) == phone.post
    assert Quarantine.objects.get(entry=target.id).status == "repaired"
    rows = [row for page in phone.pull().posts for row in page.rows.get("repairs", [])]
    assert [row["id"] for row in rows] == [target.id]
    assert verify().sound


def test_an_answer_of_the_next_post_to_what_nobody_knows_yet_does_not_bar_the_real_one(
    phone: Phone, colleague: Phone
) -> None:
    bad = nameless(phone)
    assert answer(colleague, bad.id).outcome == "applied"
    phone.push([bad])
    assert repair(phone, bad) == ["applied", "applied"]
    stands(phone, bad)
    assert answer(colleague, bad.id).outcome == "quarantined"
    rebuild()
    assert str(Repair.objects.get().post_id) == phone.post and verify().sound


def test_an_answer_of_the_next_post_to_what_was_set_aside_here_is_refused(phone: Phone, colleague: Phone) -> None:
    bad = nameless(phone)
    phone.push([bad])
    told = answer(colleague, bad.id)
    assert told.reason is not None and (told.outcome, told.reason.code) == ("quarantined", "target_unknown")
    assert Quarantine.objects.get(entry=bad.id).status == "open"
    assert repair(phone, bad) == ["applied", "applied"]
    stands(phone, bad)


def test_an_answer_of_the_next_post_after_the_real_one_changes_nothing(phone: Phone, colleague: Phone) -> None:
    bad = nameless(phone)
    phone.push([bad])
    repair(phone, bad)
    assert answer(colleague, bad.id).outcome == "quarantined"
    stands(phone, bad)


def test_it_bars_neither_what_waits_here_nor_what_the_puskesmas_accepts(
    here: Place, phone: Phone, colleague: Phone
) -> None:
    ahead = phone.person("Duluan", after=[str(ids.uuid7())])
    assert phone.push([ahead])[0].outcome == "waiting"
    assert answer(colleague, ahead.id).outcome == "quarantined"
    here.kaders[0].is_active = False
    here.kaders[0].save()
    late = phone.person("Aisyah")
    assert answer(colleague, late.id).outcome == "applied"
    phone.push([late])
    accept(here.officer, Quarantine.objects.get(entry=late.id))
    assert Person.objects.get().name == "Aisyah" and str(Repair.objects.get().post_id) == phone.post


def test_a_phone_answers_at_its_own_post_what_it_had_written_at_another(phone: Phone, colleague: Phone) -> None:
    astray = phone.person("Salah alamat", post=colleague.post)
    assert phone.push([astray])[0].outcome == "quarantined"
    assert repair(phone, astray) == ["applied", "applied"]
    stands(phone, astray)
