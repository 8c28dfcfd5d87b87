"""A filled form as it arrives in a file: who, and the answers. Refuses with where, what and what to do."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from .answers import AnswerError
from .model import Instrument
from .respondent import Respondent
from .score import Scored, score

_SEX = {
    **dict.fromkeys(("l", "m", "laki-laki", "male"), "L"),
    **dict.fromkeys(("p", "f", "perempuan", "female"), "P"),
}
_OLDEST_YEARS = 130
_KEYS = ("age_years", "age_months", "sex", "answers")


class Sheet(NamedTuple):
    """One form; `ignored` are the keys beside the known ones, which say nothing to a scorer."""

    respondent: Respondent
    answers: Mapping[str, object]
    ignored: tuple[str, ...]


def read_sheet(data: Any) -> Sheet:
    """The form of `{"age_years": 30, "sex": "P", "answers": {"1": 1}}`. Raises AnswerError for what it is not."""
    if not isinstance(data, dict):
        raise AnswerError("isian", "bukan objek JSON.", 'Tulis {"age_years": ..., "sex": ..., "answers": {...}}.')
    answers = data.get("answers")
    if not isinstance(answers, dict):
        raise AnswerError("answers", "tidak ada atau bukan objek.", 'Tulis jawaban sebagai {"1": 1, "2": 0, ...}.')
    return Sheet(read_respondent(data), answers, tuple(sorted(set(map(str, data)) - set(_KEYS))))


def read_respondent(data: Mapping[str, object]) -> Respondent:
    """Age and sex of a form. Raises AnswerError when no age is given or one cannot be."""
    years = _age(data.get("age_years"), "age_years", _OLDEST_YEARS)
    months = _age(data.get("age_months"), "age_months", _OLDEST_YEARS * 12)
    if years is None and months is None:
        raise AnswerError("age_years", "umurnya belum ada.", "Tulis umur dalam tahun, atau age_months dalam bulan.")
    return Respondent(years, _sex(data.get("sex")), months)


def score_sheet(instrument: Instrument, sheet: Sheet, settings: Mapping[str, str]) -> Scored:
    """Score the form; keys that were not understood are named in the trace."""
    scored = score(instrument, sheet.respondent, sheet.answers, settings)
    if sheet.ignored:
        scored.trace.append({"step": "ignored", "keys": list(sheet.ignored)})
    return scored


def _age(raw: object, where: str, oldest: int) -> float | None:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    try:
        age = float(raw.strip().replace(",", ".")) if isinstance(raw, str) else raw
    except ValueError:
        age = None
    if isinstance(age, bool) or not isinstance(age, int | float) or not 0 <= age <= oldest:
        raise AnswerError(where, "bukan umur.", f"Tulis angka 0 sampai {oldest}.")
    return int(age) if age == int(age) else age


def _sex(raw: object) -> str | None:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    found = _SEX.get(str(raw).strip().casefold())
    if found is None:
        raise AnswerError("sex", "bukan L atau P.", "Tulis L untuk laki-laki, P untuk perempuan.")
    return found
