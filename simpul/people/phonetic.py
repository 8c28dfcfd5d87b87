"""Indonesian names made comparable: spelling folded, phonetic keys, similarity.

The rules are data (`content/people/names.json`); `web/kader/model/phonetic.ts` reads the same file and
gives the same answers, held by `vectors/phonetic.json`. Pure functions, no Django.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

NAMES_FILE = Path(__file__).resolve().parents[2] / "content" / "people" / "names.json"
VOWELS = frozenset("aeiou")
_APOSTROPHES = re.compile("['’‘`´ʼʻ]")
_NOT_LETTERS = re.compile(r"[^a-z]+")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class ParsedName:
    """Words of a name in order, titles dropped and abbreviations written out.

    `unnamed` is true for a newborn entered as "Bayi Ny. …": the words are then the mother's.
    """

    words: tuple[str, ...]
    unnamed: bool


@cache
def names_content() -> dict[str, Any]:
    """`content/people/names.json` as parsed JSON."""
    content: dict[str, Any] = json.loads(NAMES_FILE.read_text(encoding="utf-8"))
    return content


@cache
def _rules(alternate: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(r[0]), r[2] if alternate and len(r) > 2 else r[1]) for r in names_content()["rules"])


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in _APOSTROPHES.sub("", plain) if not unicodedata.combining(c))


def _is_degree(chunk: str) -> bool:
    segments = [s for s in chunk.split(".") if s]
    starts: list[str] = names_content()["degree_starts"]
    return len(segments) > 1 and segments[0] in starts and all(len(s) <= 4 for s in segments)


def _raw_words(name: str) -> list[str]:
    """Letters-only words; what follows a comma and degrees such as "S.Pd" are dropped."""
    plain = _ascii(name)
    head = plain.split(",")[0]
    chunks = (head if _NOT_LETTERS.sub("", head) else plain).split()
    kept = [c for i, c in enumerate(chunks) if i == 0 or not _is_degree(c)]
    return [w for w in _NOT_LETTERS.split(" ".join(kept)) if w]


@lru_cache(maxsize=16384)
def parse_name(name: str) -> ParsedName:
    """Split a name into comparable words; a name of titles only keeps its last word."""
    content = names_content()
    words = _raw_words(name)
    unnamed = len(words) > 0 and words[0] in content["unnamed"]
    if unnamed:
        words = words[1:]
    while len(words) > 1 and words[0] in content["leading_titles"]:
        words = words[1:]
    first = content["leading_expansions"].get(words[0]) if len(words) > 1 else None
    if first:
        words = [first, *words[1:]]
    kept = [w for i, w in enumerate(words) if i == 0 or w not in content["connectors"]]
    return ParsedName(tuple(content["expansions"].get(w, w) for w in kept), unnamed)


@lru_cache(maxsize=32768)
def fold(word: str, alternate: bool = False) -> str:
    """One lower-case word in one modern spelling: `djoenaedi` and `junaidi` fold to the same letters.

    `alternate` takes the second reading where a letter has two (z as j or s; ch as kh or c).
    """
    text = word
    for pattern, replacement in _rules(alternate):
        text = pattern.sub(replacement, text)
    return _DOUBLED.sub(r"\1", text)


def skeleton(folded: str) -> str:
    """Consonants in upper case; a leading vowel becomes A, y is J, inner h is not heard."""
    if not folded:
        return ""
    head = "A" if folded[0] in VOWELS else folded[0].upper()
    tail = "".join(c.upper() for c in folded[1:] if c not in VOWELS and c != "h")
    return (head + tail).replace("Y", "J")


def word_keys(word: str) -> tuple[str, ...]:
    """One or two phonetic keys of a word (the second where a letter has two readings)."""
    first, second = skeleton(fold(word)), skeleton(fold(word, alternate=True))
    return (first,) if first == second else (first, second)


def phonetic_key(name: str) -> str:
    """The words' first keys, in order, joined by a space: `Moh. Djoenaedi` → `MMT JNT`."""
    return " ".join(skeleton(fold(word)) for word in parse_name(name).words)


def phonetic_keys(name: str) -> list[str]:
    """Every key of every word, sorted, without repeats: what an index on names holds."""
    return sorted({key for word in parse_name(name).words for key in word_keys(word)})


@cache
def pairs_of(kind: str) -> frozenset[str]:
    """The two-letter pairs of one kind of cost, both ways round."""
    listed: list[str] = names_content()["costs"][kind]
    return frozenset(p for pair in listed for p in (pair, pair[::-1]))


def _substitution(a: str, b: str) -> int:
    costs = names_content()["costs"]
    if a == b:
        return 0
    if a in VOWELS and b in VOWELS:
        return int(costs["vowel_pair"] if a + b in pairs_of("vowel_pairs") else costs["vowel"])
    if a + b in pairs_of("near_pairs"):
        return int(costs["near_pair"])
    return int(costs["consonant_pair"] if a + b in pairs_of("consonant_pairs") else costs["other"])


def _gap(letter: str) -> int:
    costs = names_content()["costs"]
    if letter in VOWELS:
        return int(costs["vowel_gap"])
    return int(costs["weak_gap"] if letter in costs["weak"] else costs["other"])


@lru_cache(maxsize=65536)
def distance(a: str, b: str) -> int:
    """Edit distance of two folded words in tenths of a letter; confusable letters and swaps cost less."""
    swap = int(names_content()["costs"]["swap"])
    before: list[int] = []
    row = [0]
    for letter in b:
        row.append(row[-1] + _gap(letter))
    for i, x in enumerate(a):
        older, before, row = before, row, [row[0] + _gap(x)]
        for j, y in enumerate(b):
            best = min(before[j] + _substitution(x, y), before[j + 1] + _gap(x), row[j] + _gap(y))
            if i > 0 and j > 0 and x == b[j - 1] and a[i - 1] == y and x != y:
                best = min(best, older[j - 1] + swap)
            row.append(best)
    return row[-1]


def folded_similarity(a: str, b: str) -> float:
    """0–1 for two folded words."""
    longest = max(len(a), len(b))
    return 0.0 if longest == 0 else max(0.0, 1 - distance(a, b) / (10 * longest))


def _readings(word: str) -> tuple[str, ...]:
    first, second = fold(word), fold(word, alternate=True)
    return (first,) if first == second else (first, second)


@lru_cache(maxsize=65536)
def word_similarity(a: str, b: str) -> float:
    """0–1 for two words as written; an initial agrees with any word that starts with it."""
    if len(a) == 1 or len(b) == 1:
        same = fold(a)[:1] == fold(b)[:1] and a != "" and b != ""
        return (1.0 if a == b else float(names_content()["weights"]["initial"])) if same else 0.0
    return max(folded_similarity(x, y) for x in _readings(a) for y in _readings(b))


def _weight(word: str) -> float:
    content = names_content()
    share = float(content["weights"]["common"]) if word in content["common"] else 1.0
    return share * max(1, len(word))


def _aligned(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """Each word of the shorter name finds its best free partner; words left over count against a little."""
    free = list(range(len(long)))
    gained = total = 0.0
    for word in short:
        best = max(free, key=lambda i: (word_similarity(word, long[i]), -i))
        free.remove(best)
        weight = max(_weight(word), _weight(long[best]))
        gained += weight * word_similarity(word, long[best])
        total += weight
    left = 0.0
    for i in free:
        left += _weight(long[i])
    return gained / (total + float(names_content()["weights"]["missing"]) * left)


@lru_cache(maxsize=65536)
def name_similarity(a: str, b: str) -> float:
    """0–1 for two whole names, in any order of words, joined or apart (`Nur Hayati`, `Nurhayati`).

    0 when either has no letters. Symmetric.
    """
    x, y = parse_name(a).words, parse_name(b).words
    if not x or not y:
        return 0.0
    short, long = (x, y) if (len(x), x) <= (len(y), y) else (y, x)
    joined = folded_similarity(fold("".join(x)), fold("".join(y)))
    return max(joined, _aligned(short, long))
