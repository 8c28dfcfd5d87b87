"""Words for stories in tests: register, weigh, refer, move; written through the real pipeline."""

from dataclasses import dataclass, field
from typing import Any

from simpul.base import clock, ids
from simpul.journal.actions.append import Draft, append
from simpul.journal.kinds import StoredEntry
from simpul.journal.testing import Place, place
from simpul.registry.models import Account


@dataclass
class Village:
    """A puskesmas with two posts, and what its people do."""

    where: Place = field(default_factory=lambda: place(posts=2))

    @property
    def here(self) -> str:
        """The first post."""
        return self.where.posts[0]

    @property
    def there(self) -> str:
        """The second post."""
        return self.where.posts[1]

    def write(
        self, kind: str, subject: str, data: dict[str, Any], post: str = "", by: Account | None = None, **over: Any
    ) -> StoredEntry:
        """One entry at a post (the first unless named), by its officer unless someone is named."""
        draft = Draft(kind, subject, data, **over)
        return append(post or self.here, [draft], by or self.where.officer)[0]

    def family(self, head: str = "Bagus", post: str = "") -> str:
        """A family; returns its id."""
        subject = str(ids.uuid7())
        self.write("family.registered", subject, {"head_name": head, "rt": "04", "rw": "02"}, post)
        return subject

    def child(self, family: str | None = None, name: str = "Aisyah Putri", post: str = "", **over: Any) -> str:
        """A girl born on 10 September 2025; returns her id."""
        subject = str(ids.uuid7())
        born = {"name": name, "sex": "P", "birth_date": "2025-09-10", "birth_weight_kg": 3.1}
        self.write("person.registered", subject, born | {"family": family} | over, post)
        return subject

    def weigh(
        self, person: str, date: str, kg: float, post: str = "", by: Account | None = None, **values: Any
    ) -> StoredEntry:
        """A weighing at step 2."""
        at = post or self.here
        data = {
            "visit": ids.visit_id(at, person, date),
            "date": date,
            "card": "balita",
            "step": 2,
            "values": {"weight_kg": kg} | values,
        }
        return self.write("visit.recorded", person, data, at, by)

    def refer(self, person: str | None, urgency: str = "segera", post: str = "", **over: Any) -> str:
        """A referral; returns its id."""
        subject = str(ids.uuid7())
        reasons = [{"rule": "RJ-A1.bgm", "text": "Di bawah garis merah"}]
        data = {"person": person, "service": "health", "urgency": urgency, "reasons": reasons}
        self.write("request.opened", subject, data | over, post)
        return subject

    def growth_path(self, person: str, reason: str = "wasting") -> str:
        """A growth path opened today; returns its id."""
        subject = str(ids.uuid7())
        data = {"person": person, "date": clock.today().isoformat(), "reasons": [reason]}
        self.write("path.opened", subject, data)
        return subject

    def move(self, family: str, to: str | None = None) -> StoredEntry:
        """The family leaves the first post for the second one, or for the post named."""
        return self.write("family.moved", family, {"to_post": to or self.there})


def at(text: str) -> Any:
    """The clock stands at `YYYY-MM-DDTHH:MM` in Jakarta."""
    from datetime import datetime

    return clock.frozen(datetime.fromisoformat(text).replace(tzinfo=clock.JAKARTA))
