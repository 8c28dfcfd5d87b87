"""Log lines as JSON, one a line, that cannot carry what people typed.

An exception is written as its type and the places it passed, never its words: a database says `Key (nik)=(…)`, a parser
repeats the value it choked on. Whoever needs the words reproduces the fault with synthetic data.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[3]
_KNOWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
_PLAIN = (str, int, float, bool, type(None))
_FRAMES = 12

Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class JsonLine(logging.Formatter):
    """`{"at", "level", "logger", "message", …extra, "error": {"type", "where"}}`. Times are UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        extra = {key: value for key, value in record.__dict__.items() if key not in _KNOWN}
        line |= {key: value for key, value in extra.items() if isinstance(value, _PLAIN)}
        if record.exc_info:
            line["error"] = {"type": kind_of(record.exc_info), "where": passed(record.exc_info)}
        return json.dumps(line, ensure_ascii=False)


class PrivateLine(logging.Formatter):
    """The same for a terminal: `12:03:04 ERROR simpul.x message · ValueError at care/visits.py:12 project`."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one readable line."""
        at = datetime.fromtimestamp(record.created, UTC).astimezone().strftime("%H:%M:%S")
        line = f"{at} {record.levelname} {record.name} {_message(record)}"
        if not record.exc_info:
            return line
        return f"{line} · {kind_of(record.exc_info)} at {' < '.join(passed(record.exc_info))}"


_COME_AGAIN = frozenset({429, 503})
"""On a city's morning thousands of phones are told to come again. That is counted (`simpul_requests`), not a fault."""


class ByRoute(logging.Filter):
    """Django names the address of a request that failed; this names the route that answered it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; keep it unless it only says that someone was told to come again."""
        if record.name == "django.request" and getattr(record, "status_code", 0) in _COME_AGAIN:
            return False
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            record.msg, record.args = "%s on %s", (getattr(record, "status_code", 0), match.route if match else "-")
            del record.__dict__["request"]
        return True


def kind_of(caught: Caught) -> str:
    """Type of an exception with its module, and PostgreSQL's code for it (such as `40P01`) if it came from there."""
    kind, error, _ = caught
    if kind is None:
        return ""
    state = getattr(error, "sqlstate", None) or getattr(error.__cause__, "sqlstate", None) if error else None
    return f"{kind.__module__}.{kind.__qualname__}" + (f" {state}" if state else "")


def passed(caught: Caught) -> list[str]:
    """The places that an exception passed, innermost first, without a word of what it said."""
    frames = traceback.extract_tb(caught[2])[-_FRAMES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames)]


def _message(record: logging.LogRecord) -> str:
    """The words of the programmer with their arguments; arguments that are exceptions show their type alone."""
    args = record.args
    if isinstance(args, tuple):
        record = logging.makeLogRecord(record.__dict__)
        record.args = tuple(type(each).__name__ if isinstance(each, BaseException) else each for each in args)
    return record.getMessage()


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(ROOT / "simpul"):
        return str(path.relative_to(ROOT / "simpul"))
    return "/".join(path.parts[-2:])


def configuration(environment: str, level: str) -> dict[str, object]:
    """Django's LOGGING: JSON in production, readable lines elsewhere."""
    formatter = JsonLine if environment == "production" else PrivateLine
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "filters": {"by_route": {"()": ByRoute}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["by_route"]}},
        "root": {"handlers": ["console"], "level": level},
        # Django's own handlers mail and repeat; its loggers speak through the root.
        "loggers": {name: {"handlers": [], "propagate": True} for name in ("django", "django.server")},
    }
