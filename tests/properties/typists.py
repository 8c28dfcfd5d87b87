"""What people type on the phones of the machine."""

from datetime import timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from simpul.base import clock, ids
from simpul.journal.wire import Entry
from tests.properties.phone_model import PhoneModel

DAY = "2026-11-21"
GROUPS = {"name": "identity", "notes": "notes", "phone": "contact", "song": "other", "birth_date": "identity"}
VALUES = {
    "name": st.sampled_from(["Aisyah", "Bagas", "Citra"]),
    "notes": st.sampled_from(["", "kembar", "rumah hijau"]),
    "phone": st.sampled_from(["0811", "0822"]),
    "song": st.sampled_from(["Pelangi", 8.0, None]),
    "birth_date": st.sampled_from(["2025-01-01", "2025-01-02", "bukan tanggal"]),
}
PATCHES = st.fixed_dictionaries({}, optional=VALUES).filter(bool)


class Deed(NamedTuple):
    """Something a person types. `pick` chooses among what the phone knows."""

    verb: str
    pick: int
    fields: dict[str, Any]


VERBS = st.sampled_from(
    ["change", "change", "change", "see", "see", "register", "withdraw", "depend", "decide", "move", "repair"]
)
DEEDS = st.builds(Deed, VERBS, st.integers(0, 60), PATCHES)


class Typists:
    """Turns deeds into entries in a phone's outbox."""

    phones: list[PhoneModel]
    typed: list[Entry]

    def _type(self, phone: PhoneModel, kind: str, subject: str, data: dict[str, Any], **over: Any) -> Entry:
        at = clock.iso(clock.now() + timedelta(seconds=phone.clock_s))
        entry = phone.wire.entry(kind, subject, data, happened_at=at, recorded_at=at, **over)
        phone.keep(entry)
        self.typed.append(entry)
        return entry

    def _register(self, phone: PhoneModel, deed: Deed) -> None:
        """A person, half of them with a family; twins have one name; an empty name will be refused."""
        post = phone.posts[deed.pick % len(phone.posts)]
        data: dict[str, Any] = {"name": deed.fields.get("name", " ")}
        after: list[str] = []
        if deed.pick % 2:
            data["family"] = str(ids.uuid7())
            family = self._type(phone, "family.registered", data["family"], {"head_name": "Budi"}, post=post)
            after = [family.id]
        self._type(phone, "person.registered", str(ids.uuid7()), data, post=post, after=after)

    def _someone(self, phone: PhoneModel, pick: int) -> tuple[str, str, int] | None:
        known = [(row["id"], row["post"], row["seq"]) for row in phone.found("persons")]
        known += [(e.subject, e.post, 0) for e in phone.outbox if e.kind == "person.registered"]
        return known[pick % len(known)] if known else None

    def _change(self, phone: PhoneModel, deed: Deed) -> None:
        """A patch of someone this phone knows, on the base it has seen, or on none."""
        someone = self._someone(phone, deed.pick)
        if someone is not None:
            person, post, seq = someone
            base = {GROUPS[field]: seq for field in deed.fields} if deed.pick % 4 else None
            self._type(phone, "person.changed", person, {"fields": deed.fields}, base=base, post=post)

    def _see(self, phone: PhoneModel, deed: Deed) -> None:
        """A visit at one of the tables; two phones derive the same visit."""
        someone = self._someone(phone, deed.pick)
        if someone is None:
            return
        person, post, _ = someone
        values = {"weight_kg": 8 + deed.pick % 3 / 10} if deed.pick % 4 else {}
        data = {"visit": ids.visit_id(post, person, DAY), "date": DAY, "card": "balita"}
        step = {"step": 1 + deed.pick % 5, "values": values}
        self._type(phone, "visit.recorded", person, data | step, post=post)

    def _withdraw(self, phone: PhoneModel, deed: Deed) -> None:
        """A visit entry that this phone wrote is withdrawn."""
        mine = [e for e in phone.dropped + phone.outbox if e.kind == "visit.recorded"]
        if mine:
            target = mine[deed.pick % len(mine)]
            data = {"target": target.id, "reason": "keliru"}
            self._type(phone, "entry.voided", target.subject, data, post=target.post, after=[target.id])

    def _depend(self, phone: PhoneModel, deed: Deed) -> None:
        """An entry that names one still lying in somebody's outbox."""
        there = [e for other in self.phones for e in other.outbox if e.post in phone.posts]
        if there:
            target = there[deed.pick % len(there)]
            data, subject = {"name": "Menunggu"}, str(ids.uuid7())
            self._type(phone, "person.registered", subject, data, post=target.post, after=[target.id])

    def _decide(self, phone: PhoneModel, deed: Deed) -> None:
        """A review is decided by whoever sees it."""
        reviews = phone.open_reviews()
        if reviews:
            review = reviews[deed.pick % len(reviews)]
            data = {"review": review["id"], "value": review["options"][deed.pick % 2]["value"]}
            self._type(phone, "review.resolved", review["record"], data, post=review["post"])

    def _move(self, phone: PhoneModel, deed: Deed) -> None:
        """A family moves to the other post, or away from all; some of its members may still lie in outboxes."""
        known = [(row["id"], row["post"]) for row in phone.found("families")]
        known += [(e.subject, e.post) for e in phone.outbox if e.kind == "family.registered"]
        if known:
            family, post = known[deed.pick % len(known)]
            others = [one for one in self.phones[-1].posts if one != post]
            data = {"to_post": others[0] if deed.pick % 5 else None, "reason": "pindah rumah"}
            self._type(phone, "family.moved", family, data, post=post)

    def _repair(self, phone: PhoneModel, deed: Deed) -> None:
        """What the server set aside is typed again as it should have been, and answered."""
        aside = [entry for entry in phone.set_aside if entry.kind == "person.registered"]
        if aside:
            bad = aside[deed.pick % len(aside)]
            good = self._type(phone, bad.kind, str(ids.uuid7()), {"name": "Citra"}, post=bad.post)
            data = {"target": bad.id, "by": good.id, "reason": ""}
            self._type(phone, "entry.repaired", good.subject, data, post=bad.post, after=[good.id])
