"""What the puskesmas does while phones type: write, answer what was set aside or waits, erase by law."""

from contextlib import suppress

from simpul.journal.actions.answer import accept, dismiss
from simpul.journal.actions.answer_waiting import dismiss_waiting, release
from simpul.journal.actions.append import Draft, append
from simpul.journal.erasure.erase import Order, erase
from simpul.journal.kinds import Refused
from simpul.journal.models import Entry, Quarantine, Waiting
from tests.properties.world import World, after_commit, owned, ticks


class Office:
    """Deeds by name. `erased` are the persons that were erased."""

    erased: set[str]

    def at_the_desk(self, what: str, pick: int) -> None:
        """One deed; a refusal changes nothing."""
        with suppress(Refused):
            getattr(self, f"_office_{what}")(pick)
        after_commit(lost=False)

    def _office_note(self, pick: int) -> None:
        someone = self._someone_registered(pick)
        if someone is not None:
            fields = {"fields": {"notes": "rujuk"}}
            draft = Draft("person.changed", str(someone.subject), fields, base={"notes": 1})
            append(someone.post_id, [draft], World.here.officer)

    @staticmethod
    def _someone_registered(pick: int) -> Entry | None:
        """None in a database that was put back to before its first entry."""
        heads = list(Entry.objects.filter(kind="person.registered").order_by("place"))
        return heads[pick % len(heads)] if heads else None

    def _office_answer(self, pick: int) -> None:
        held = list(Quarantine.objects.filter(status="open").order_by("pk"))
        if held:
            one = held[pick % len(held)]
            accept(World.here.officer, one) if pick % 3 else dismiss(World.here.officer, one, "tidak perlu")

    def _office_waiting(self, pick: int) -> None:
        held = list(Waiting.objects.order_by("pk"))
        if held:
            one = held[pick % len(held)]
            release(World.here.officer, one) if pick % 2 else dismiss_waiting(World.here.officer, one, "tidak perlu")

    def _office_erase(self, pick: int) -> None:
        """A person is erased by law: whatever is about them, wherever it lies."""
        persons = list(
            Entry.objects.filter(kind="person.registered").order_by("place").values_list("subject", flat=True)
        )
        person = str(persons[pick % len(persons)])
        self.erased.add(person)
        with owned():
            erase(Order(World.here.officer, World.operator, "perintah 12/2026"), subjects={person})

    @staticmethod
    def _office_tick(pick: int) -> None:
        ticks()
