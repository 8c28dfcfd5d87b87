"""An agreed contact as it travels (see docs/protocol.md)."""

from msgspec import Struct


class Reach(Struct, kw_only=True):
    """How somebody may be reached. `phone` empty: by way of the kader. `times` are ids of the content."""

    name: str = ""
    phone: str = ""
    times: list[str] = []
    may_leave_message: bool = False


class ContactAgreed(Struct, kw_only=True):
    """`contact.agreed`; subject is the request's id. Class K2, and in no journal: see "Passing kinds".

    `reach` null: they do not wish to be reached any more, and what was left is erased.
    """

    reach: Reach | None
