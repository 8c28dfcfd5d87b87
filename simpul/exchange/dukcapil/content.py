"""How Dukcapil is asked and what its answers mean (`content/exchange/dukcapil.json`), and who may ask."""

from functools import cache
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from msgspec import Struct, field

from simpul.base.words import language
from simpul.exchange import private_files
from simpul.exchange.private_files import PrivateFileError
from simpul.knowledge.content import CONTENT_DIR, read_json


class Refusal(Struct, frozen=True):
    """How a service says no: by a code, or by words of it. `means`: `not_found`, `quota` or `access`."""

    means: str
    code: str = ""
    said: str = ""


class Adapter(Struct, frozen=True):
    """One form of the service: `ask` maps its fields to ours; the patterns read its answers."""

    ask: dict[str, str]
    date_format: str
    sex: dict[str, str]
    credentials: dict[str, str]
    rows: str
    same: str
    different: str
    similarity: str
    code: str
    said: str
    refusals: tuple[Refusal, ...]


class Book(Struct, frozen=True):
    """The content file."""

    edition: str
    threshold: int
    timeout_s: float
    claim_s: float
    attempts: int
    one_run: int
    one_run_s: float
    adapters: dict[str, Adapter]
    problems: dict[str, dict[str, dict[str, str]]]


class Access(Struct, frozen=True, forbid_unknown_fields=True):
    """An access right (hak akses) of an agency and the puskesmas that it serves. `per_day`: checks allowed in a day."""

    name: str
    puskesmas: tuple[UUID, ...]
    address: str
    user: str
    password: str
    ip: str
    per_day: int
    adapter: str = "verify-by-element"
    threshold: int | None = None

    def __repr__(self) -> str:
        """Without its secret, wherever it may be printed."""
        return f"<Access {self.name}>"


class _File(Struct, forbid_unknown_fields=True):
    accesses: list[Access] = field(default_factory=list)


@cache
def book() -> Book:
    """The content as a typed value."""
    return msgspec.convert(read_json(CONTENT_DIR / "exchange" / "dukcapil.json"), Book)


def accesses() -> dict[str, Access]:
    """Puskesmas → its access right. Empty when there is none. Raises PrivateFileError for an unusable file."""
    if not settings.DUKCAPIL:
        return {}
    found = private_files.read("SIMPUL_DUKCAPIL", settings.DUKCAPIL, _File).accesses
    if unknown := {one.adapter for one in found} - book().adapters.keys():
        raise PrivateFileError(f"SIMPUL_DUKCAPIL: no adapter {', '.join(sorted(unknown))}.")
    by_puskesmas: dict[str, Access] = {}
    for one in found:
        for puskesmas in map(str, one.puskesmas):
            if puskesmas in by_puskesmas:
                raise PrivateFileError("SIMPUL_DUKCAPIL: two access rights name one puskesmas.")
            by_puskesmas[puskesmas] = one
    return by_puskesmas


def problem(code: str) -> Any:
    """What is the matter and what helps, in the language of the reader; None for no code."""
    one = book().problems.get(code)
    return {"what": one["what"][language()], "repair": one["repair"][language()]} if one else None
