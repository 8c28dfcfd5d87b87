"""Read what a person answered: numbers, texts and words in, scored values out; what cannot be is refused by name."""

import re
from collections.abc import Mapping

from ..rules import Facts
from .model import Input, Instrument, Item, Scale

_WORDS = {"ya": 1, "y": 1, "yes": 1, "true": 1, "tidak": 0, "no": 0, "n": 0, "false": 0}
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}(?:[.,]0{1,9})?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?")


class AnswerError(ValueError):
    """An answer that cannot be used: where, what is wrong, what to do. Never repeats a free text."""

    def __init__(self, where: str, what: str, do: str) -> None:
        self.where, self.what, self.do = where, what, do
        super().__init__(f"{where}: {what} {do}")


def item_id(key: object) -> str:
    """The printed number as an id: `1`, `"1"` and `" 01"` are all item 1; other texts stay as they are."""
    text = str(key).strip()
    return str(int(text)) if re.fullmatch(r"[0-9]{1,9}", text) else text


def read_answers(instrument: Instrument, answers: Mapping[str, object]) -> tuple[dict[str, int], dict[str, object]]:
    """Scored values by item id, and inputs by name; what was left empty is in neither.

    Raises AnswerError for an item that the instrument does not have, one given twice, or a value off its scale.
    """
    items = {item.id: item for item in instrument.items}
    inputs = {each.id: each for each in instrument.inputs}
    values: dict[str, int] = {}
    known: dict[str, object] = {}
    seen: set[str] = set()
    for key, raw in answers.items():
        name = item_id(key)
        if name in seen:
            raise AnswerError(f"butir {name[:20]}", "tertulis dua kali.", "Sisakan satu jawaban.")
        seen.add(name)
        if name in inputs:
            known |= _known(inputs[name], raw)
        elif name in items:
            value = _value(items[name], raw)
            values |= {} if value is None else {name: value}
        else:
            raise AnswerError(
                f"butir {name[:20]}",
                f"tidak ada dalam {instrument.id}.",
                f"Butirnya: {', '.join([*items, *inputs])}.",
            )
    return values, known


def critical_now(instrument: Instrument, answers: Mapping[str, object]) -> list[str]:
    """Ids of the items whose answer cannot wait, from what can be read so far; what cannot be read is passed over.

    For the moment of answering and for a form that is otherwise refused: a danger is not lost to a slip elsewhere.
    """
    facts: dict[str, object] = {}
    for key, raw in answers.items():
        try:
            values, known = read_answers(instrument, {key: raw})
        except AnswerError:
            continue
        facts |= {f"item_{name}": value for name, value in values.items()} | known
    return fired(instrument, facts)


def fired(instrument: Instrument, facts: Facts) -> list[str]:
    """Items with a critical answer, in the order of the instrument."""
    return list(dict.fromkeys(each.item for each in instrument.critical if each.test(facts)))


def _value(item: Item, raw: object) -> int | None:
    number = _answer(item.scale, raw)
    if number is None:
        return None
    if number not in item.scale.values:
        shown = f"jawaban {number}" if isinstance(number, int) else "jawabannya"
        allowed = ", ".join(str(value) for value in item.scale.values)
        words = " (atau ya, tidak)" if item.scale.kind == "yes_no" else ""
        raise AnswerError(
            f"butir {item.id}", f"{shown} bukan pilihan butir ini.", f"Pilihannya: {allowed}{words}; kosong bila belum."
        )
    value = int(number)
    return item.scale.values[0] + item.scale.values[-1] - value if item.reverse else value


def _answer(scale: Scale, raw: object) -> int | str | None:
    """A whole number, None for left empty, or the empty text for what is neither."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, bool):
        return int(raw) if scale.kind == "yes_no" else ""
    if isinstance(raw, int):
        return raw
    if isinstance(raw, float):
        return int(raw) if raw.is_integer() else ""
    if not isinstance(raw, str):
        return ""
    text = raw.strip().casefold()
    if scale.kind == "yes_no" and text in _WORDS:
        return _WORDS[text]
    return int(re.split("[.,]", text)[0]) if _WHOLE.fullmatch(text) else ""


def _known(given: Input, raw: object) -> dict[str, object]:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return {}
    value = _READ[given.kind](given, raw)
    if value is None:
        allowed = {
            "number": f"Tulis angka {given.min:g} sampai {given.max:g}.",
            "boolean": "Tulis ya atau tidak.",
            "choice": f"Pilihannya: {', '.join(given.choices)}.",
        }
        raise AnswerError(given.id, "isinya tidak terbaca atau di luar batas.", allowed[given.kind])
    return {given.id: value}


def _number(given: Input, raw: object) -> object:
    if isinstance(raw, str) and _NUMBER.fullmatch(raw.strip()):
        raw = float(raw.strip().replace(",", "."))
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    return raw if given.min <= raw <= given.max else None


def _boolean(_: Input, raw: object) -> object:
    answer = _answer(Scale("yes_no", (0, 1)), raw)
    return bool(answer) if answer in (0, 1) else None


def _choice(given: Input, raw: object) -> object:
    text = str(raw).strip().casefold()
    return text if text in given.choices else None


_READ = {"number": _number, "boolean": _boolean, "choice": _choice}
