"""What an attacker, a broken phone or a bad line makes of a right body: trees, bytes and compression gone wrong."""

import gzip
import json
import random
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

DEEP, WIDE = 5_000, 70_000
"""Levels of nesting and letters of a text: far over what any right entry has."""
BOMB_BYTES = 17 * 1024 * 1024
"""More than the server inflates (simpul.journal.http.MAX_INFLATED)."""


class Token(str):
    """JSON text that is written as it stands, right or wrong."""

    __slots__ = ()


class Pairs(list[tuple[str, Any]]):
    """An object whose keys may come twice."""


WORDS = ["", " ", "x" * WIDE, "\0", "Ai\0syah", "\ud800", "a\udfffb", "\u202e", "\ufeff", "\u2028", "👶🏽" * 40]
WORDS += ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "=HYPERLINK(1)", "@SUM(1)", "%s %n {0} ${7*7}"]
WORDS += ["'; DROP TABLE journal_entry; --", "\\' OR 1=1 --", "../../etc/passwd", "x\r\nSet-Cookie: a=b", "null", "NaN"]
WORDS += [
    "2026-02-30",
    "0000-00-00T00:00:00.000Z",
    "0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z",
    "+12026-1-1",
]
WORDS += [
    "00000000-0000-0000-0000-000000000000",
    "{0190a0a0-0000-7000-8000-000000000000}",
    "0190A0A0-0000-7000-8000-00000000000G",
]
NUMBERS = [0, -1, 1, 2**31, 2**53, 2**63, 2**64, -(2**63) - 1, 1.5, -0.0, 1e300, 1e-300]
TOKENS = [
    "1" + "0" * 400,
    "1e999",
    "-1e999",
    "NaN",
    "Infinity",
    "-",
    "01",
    "0x10",
    "[1,]",
    "{'a':1}",
    '{"a":1,"a":2}',
    "",
]
TOKENS += [
    "[" * DEEP + "]" * DEEP,
    '{"a":' * DEEP + "1" + "}" * DEEP,
    "[" * DEEP,
    '"\\ud800"',
    '"\\u0000"',
    '"\t"',
    "tru",
]
VALUES: list[Any] = [None, True, False, [], {}, [[]], [None], {"": None}, *WORDS, *NUMBERS, *map(Token, TOKENS)]


def value(chance: random.Random, known: list[str]) -> Any:
    """Something that does not belong there; now and then a real id of someone else."""
    return chance.choice(known) if chance.random() < 0.25 else chance.choice(VALUES)


def render(tree: Any) -> bytes:
    """A tree as JSON text, in so far as it is JSON."""
    return _text(tree).encode("utf-8", "surrogatepass")


def _text(tree: Any) -> str:
    if isinstance(tree, Token):
        return str(tree)
    if isinstance(tree, dict | Pairs):
        pairs = tree.items() if isinstance(tree, dict) else tree
        return "{" + ",".join(f"{json.dumps(key)}:{_text(item)}" for key, item in pairs) + "}"
    if isinstance(tree, list):
        return "[" + ",".join(map(_text, tree)) + "]"
    return json.dumps(tree)


def spoil(tree: Any, chance: random.Random, known: list[str]) -> Any:
    """The tree with one thing wrong somewhere inside."""
    places = list(_places(tree))
    if not places:
        return value(chance, known)
    holder, key = chance.choice(places)
    _deed(holder, key, chance, known)
    return tree


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(tree, dict | list) and not isinstance(tree, Pairs):
        keys: list[Any] = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        for key in keys:
            yield tree, key
            yield from _places(tree[key])


def _deed(holder: Any, key: Any, chance: random.Random, known: list[str]) -> None:
    kind = chance.randrange(10)
    if kind < 5:
        holder[key] = value(chance, known)
    elif kind == 5:
        del holder[key]
    elif kind == 6:
        holder[key] = [holder[key]] * chance.choice([1, 2, 600])
    elif kind == 7 and isinstance(holder, dict):
        holder[chance.choice([*WORDS[:5], "unheard_of", "__proto__"])] = holder.pop(key)
    elif kind == 8 and isinstance(holder[key], dict):
        holder[key] = Pairs([*holder[key].items(), *holder[key].items()])
    else:
        holder[key] = {"id": holder[key], "": value(chance, known)}


def scramble(body: bytes, chance: random.Random) -> bytes:
    """The bytes with a fault of a line or of a forger in them."""
    at = chance.randrange(len(body) + 1)
    deeds: list[Callable[[], bytes]] = [
        lambda: body[:at],
        lambda: body[at:],
        lambda: body[:at] + chance.randbytes(chance.choice([1, 4, 64])) + body[at:],
        lambda: body[:at] + b"\xed\xa0\x80\xff\xfe" + body[at:],
        lambda: body[: max(0, at - 1)] + bytes([chance.randrange(256)]) + body[at:],
        lambda: body + body,
        lambda: b"\xef\xbb\xbf" + body,
        lambda: body.decode("utf-8", "replace").encode("utf-16"),
        lambda: b" " * WIDE + body,
        lambda: b"",
        lambda: chance.randbytes(200),
    ]
    return chance.choice(deeds)()


@cache
def bomb() -> bytes:
    """A few kilobytes that unpack to more than the server takes."""
    return gzip.compress(b" " * BOMB_BYTES, compresslevel=9)


def packed(body: bytes, chance: random.Random) -> tuple[bytes, dict[str, str]]:
    """The body as it travels, and the header that says how: mostly right."""
    kind = chance.randrange(20)
    if kind < 8:
        return body, {}
    if kind < 17:
        return gzip.compress(body, compresslevel=1), {"HTTP_CONTENT_ENCODING": "gzip"}
    if kind == 17:
        return body, {
            "HTTP_CONTENT_ENCODING": chance.choice(["gzip", "br", "gzip, gzip", "deflate", "\x00", "x" * 9000])
        }
    broken = [bomb(), gzip.compress(bomb()), scramble(gzip.compress(body), chance), zlib.compress(body), b"\x1f\x8b"]
    return chance.choice([*broken, gzip.compress(body) + gzip.compress(body)]), {"HTTP_CONTENT_ENCODING": "gzip"}
