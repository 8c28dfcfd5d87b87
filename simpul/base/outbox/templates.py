"""The words of messages (`content/messages`): neutral, and filled only with values that cannot hold a name.

A value is a link, a moment, a day, a count or a code; there is no kind for free text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from simpul.base import clock
from simpul.base.outbox.wording import day_words, moment_words
from simpul.base.site import absolute
from simpul.knowledge.content import CONTENT_DIR, ContentError, read_json

FOLDER = CONTENT_DIR / "messages"
Params = Mapping[str, str | int]
_CODE = re.compile(r"[A-Z0-9-]{2,12}")


class BadWords(ValueError):
    """Values that do not fit a template; the message names the value's name, never what it holds."""


@dataclass(frozen=True)
class Template:
    """One message. `params` → kind (`link`, `moment`, `day`, `count`, `code`), in the order of the provider's form.

    `whatsapp` is the name under which the words were registered with WhatsApp; None: not sent there. `reminder`: it
    waits through the night. `useful`: not sent when it is older.
    """

    id: str
    subject: Mapping[str, str]
    text: Mapping[str, str]
    params: Mapping[str, str]
    whatsapp: str | None
    reminder: bool
    useful: timedelta

    def check(self, params: Params) -> None:
        """Raises BadWords when a value lacks, is too much, or is not of its kind."""
        if set(params) != set(self.params):
            wrong = ", ".join(sorted(set(params) ^ set(self.params)))
            raise BadWords(f"{self.id}: {wrong} lacks or is not of this message.")
        for name, kind in self.params.items():
            if not _fits(kind, params[name]):
                raise BadWords(f"{self.id}: {name} is not a {kind}.")

    def values(self, params: Params, language: str, zone: ZoneInfo) -> list[str]:
        """The values in words, in the order of the template."""
        return [_words(kind, params[name], language, zone) for name, kind in self.params.items()]

    def say(self, params: Params, language: str, zone: ZoneInfo) -> str:
        """The whole message."""
        return self.text[language].format(**dict(zip(self.params, self.values(params, language, zone), strict=True)))


def template(name: str) -> Template:
    """The template of that id. Raises ContentError."""
    found = all_templates().get(name)
    if found is None:
        raise ContentError(f"content/messages has no {name}.json.")
    return found


@cache
def all_templates() -> Mapping[str, Template]:
    """Every template by id."""
    return {path.stem: _read(path.stem) for path in sorted(FOLDER.glob("*.json")) if path.stem != "sending"}


def _read(name: str) -> Template:
    raw = read_json(FOLDER / f"{name}.json")
    return Template(
        id=name,
        subject=raw["subject"],
        text=raw["text"],
        params=raw["params"],
        whatsapp=raw.get("whatsapp"),
        reminder=raw["reminder"],
        useful=timedelta(hours=raw["useful_hours"]),
    )


def _fits(kind: str, value: str | int) -> bool:
    if kind == "count":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if not isinstance(value, str):
        return False
    if kind == "link":
        return value.startswith("/") and not value.startswith("//") and not re.search(r"\s", value)
    return bool(_CODE.fullmatch(value)) if kind == "code" else _is_time(kind, value)


def _is_time(kind: str, value: str) -> bool:
    try:
        date.fromisoformat(value) if kind == "day" else clock.parse_iso(value)
    except ValueError:
        return False
    return True


def _words(kind: str, value: str | int, language: str, zone: ZoneInfo) -> str:
    text = str(value)
    if kind == "link":
        return absolute(text)
    if kind == "moment":
        return moment_words(clock.parse_iso(text).astimezone(zone), language)
    return day_words(date.fromisoformat(text), language) if kind == "day" else text
