"""A question to Dukcapil from what we hold, and a verdict from its answer. Pure; nothing of the answer but the verdict
passes through."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from simpul.exchange.dukcapil.content import Access, Adapter, book

Said = Literal["same", "different", "unknown"]
NEEDED = ("nik", "name", "birth_date")


class Unanswered(Exception):
    """No verdict: `code` of the content's problems."""

    def __init__(self, code: str) -> None:
        """Without any word of the answer."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Identity:
    """What is asked about."""

    nik: str
    name: str
    birth_date: date | None
    sex: str | None

    @property
    def is_whole(self) -> bool:
        """Whether there is enough to ask."""
        return bool(len(self.nik) == 16 and self.name.strip() and self.birth_date)


@dataclass(frozen=True)
class Verdict:
    """Whether all fields fit, and what was said of each."""

    same: bool
    fields: dict[str, Said] = field(default_factory=dict)


def question(who: Identity, access: Access) -> dict[str, str]:
    """The body of a request. Fields that we do not hold are not asked about."""
    adapter = book().adapters[access.adapter]
    said = {name: _ours(who, ours, adapter) for name, ours in adapter.ask.items()}
    names = adapter.credentials
    return {name: value for name, value in said.items() if value} | {
        names["user"]: access.user,
        names["password"]: access.password,
        names["ip"]: access.ip,
        names["threshold"]: str(_threshold(access)),
    }


def _ours(who: Identity, name: str, adapter: Adapter) -> str:
    if name == "birth_date":
        return who.birth_date.strftime(adapter.date_format) if who.birth_date else ""
    if name == "sex":
        return adapter.sex.get(who.sex or "", "")
    return str(getattr(who, name))


def _threshold(access: Access) -> int:
    return access.threshold if access.threshold is not None else book().threshold


def verdict(answer: Any, who: Identity, access: Access) -> Verdict:
    """What the answer says. Raises Unanswered for a refusal and for words that the adapter does not know."""
    adapter = book().adapters[access.adapter]
    row = _row(answer, adapter)
    refused = _refusal(row, adapter)
    if refused == "not_found":
        return Verdict(False, {"nik": "unknown"})
    if refused:
        raise Unanswered(refused)
    fields: dict[str, Said] = {}
    for name, ours in adapter.ask.items():
        if not _ours(who, ours, adapter):
            continue
        fields[ours] = _said(row.get(name), ours, adapter, _threshold(access))
    return Verdict(all(one == "same" for one in fields.values()), fields)


def _row(answer: Any, adapter: Adapter) -> dict[str, Any]:
    """The first row of the answer, or the answer itself where it has none."""
    rows = answer.get(adapter.rows) if isinstance(answer, dict) else None
    if isinstance(rows, list) and rows:
        rows = rows[0]
    found = rows if isinstance(rows, dict) else answer
    if not isinstance(found, dict):
        raise Unanswered("answer_unknown")
    return found


def _refusal(row: dict[str, Any], adapter: Adapter) -> str | None:
    code, said = str(row.get(adapter.code) or ""), str(row.get(adapter.said) or "").lower()
    if not code and not said:
        return None
    for one in adapter.refusals:
        if (one.code and one.code == code) or (one.said and re.search(one.said, said)):
            return one.means
    raise Unanswered("answer_unknown")


def _said(value: Any, ours: str, adapter: Adapter, threshold: int) -> Said:
    """What is said of a field. A NIK that is not answered for was found: the service found the person by it."""
    if value is None and ours == "nik":
        return "same"
    text = str(value or "").strip().lower()
    if re.match(adapter.different, text):
        return "different"
    if not re.match(adapter.same, text):
        raise Unanswered("answer_unknown")
    near = re.search(adapter.similarity, text)
    return "different" if near and int(near[1]) < threshold else "same"
