"""Three colour scales that never cross: JCS (the line), e-Jiwa (self-check), P3LP (first aid).

Yellow means three different things, so each scale is a type of its own. Nothing turns a level of one into another: the
stored value carries the scale (`e-jiwa:merah`), `Jcs(EJiwa.MERAH.value)` is a ValueError, and comparing two scales is a
TypeError at run time and an error of the type checker. Names, words, actions and colour tokens are content
(`programme/colour-scales.json`). The twin on the phone: `web/knowledge/colour-scales.ts`.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from simpul.knowledge.content import CONTENT_DIR, read_json


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on a screen for one level, in one language: a colour is never shown without `scale` and `word`."""

    scale: str
    colour: str
    word: str
    action: str
    token: str


class _Level(Enum):
    """A level of one scale, mildest first; ordered within its scale, incomparable with every other."""

    if not TYPE_CHECKING:
        # Hidden from the type checker: it would otherwise believe that any two levels may be compared.
        def __eq__(self, other: object) -> bool:
            if isinstance(other, _Level):
                self._same_scale(other)
            return self is other

        def __hash__(self) -> int:
            return hash(self.value)

    def __lt__(self, other: Self) -> bool:
        return self._rank() < self._same_scale(other)._rank()

    def __le__(self, other: Self) -> bool:
        return self._rank() <= self._same_scale(other)._rank()

    def __gt__(self, other: Self) -> bool:
        return self._rank() > self._same_scale(other)._rank()

    def __ge__(self, other: Self) -> bool:
        return self._rank() >= self._same_scale(other)._rank()

    @classmethod
    def scale_id(cls) -> str:
        """The scale's id in the content: `jcs`, `e-jiwa`, `p3lp`."""
        return str(next(iter(cls)).value).partition(":")[0]

    def shown(self, lang: str = "id") -> Shown:
        """Its name, word, action and colour token in this language (`id`, `en`)."""
        scale = content()["scales"][self.scale_id()]
        level = scale["levels"][self._rank()]
        colour, word, action = (level[part][lang] for part in ("colour", "word", "action"))
        return Shown(scale["name"][lang], colour, word, action, level["token"])

    def _rank(self) -> int:
        return list(type(self)).index(self)

    def _same_scale(self, other: Self) -> Self:
        if type(other) is not type(self):
            raise TypeError(f"{type(self).__name__} and {type(other).__name__} are different scales, not compared.")
        return other


class Jcs(_Level):
    """JakCare's triage: chosen by a counsellor after talking, never computed."""

    HIJAU = "jcs:hijau"
    KUNING = "jcs:kuning"
    ORANYE = "jcs:oranye"
    MERAH = "jcs:merah"


class EJiwa(_Level):
    """The colour of a citizen's own self-check."""

    HIJAU = "e-jiwa:hijau"
    KUNING = "e-jiwa:kuning"
    MERAH = "e-jiwa:merah"


class P3lp(_Level):
    """The zone that whoever gives psychological first aid sees."""

    HIJAU = "p3lp:hijau"
    BIRU = "p3lp:biru"
    KUNING = "p3lp:kuning"
    MERAH = "p3lp:merah"


Level = Jcs | EJiwa | P3lp
"""A level of any one scale, for what only shows it."""


@cache
def content() -> dict[str, Any]:
    """The content file."""
    found: dict[str, Any] = read_json(CONTENT_DIR / "programme" / "colour-scales.json")
    return found
