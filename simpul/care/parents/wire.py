"""The kind and the row of parents' codes as they travel (see docs/protocol.md)."""

from msgspec import Struct


class ParentCodeGiven(Struct, kw_only=True):
    """`parent.code`; subject is the child. `hash` is that of the code (docs/protocol.md); `expires_on` its last day."""

    hash: str
    expires_on: str


class ParentCodeRow(Struct, kw_only=True):
    """Part `parentcodes`: that a code was given, never the code. Withdrawing the entry shuts what it opened."""

    id: str
    post: str
    seq: int
    person: str
    expires_on: str
    author: str
    status: str
