"""Who is this child? For a record of another post: an answer only when exactly one person surely fits."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from django.db.models import Q, QuerySet

from simpul.people.duplicates import Facts, Match, candidates, compare
from simpul.people.merged import canonical
from simpul.people.models import Person
from simpul.people.phonetic import phonetic_keys
from simpul.people.queries import PersonLine, facts, line
from simpul.people.records import uuids

By = Literal["card", "nik", "name"]
NAMED = {"name_same", "birth_same", "mother_same"}
"""What must agree when nothing but words names the child."""
NOBODY = ("died", "mistake")
LIKE_ITSELF = ("sure", "likely")
"""A card or a NIK may be a sibling's: the words must not speak against it."""


class Known(NamedTuple):
    """The person, and what told so."""

    person: Person
    by: By


def recognise(asked: Facts, card_token: str | None, home_post: str | None) -> Known | None:
    """The one person of any post that `asked` surely is; None when nobody is, or several are.

    Card and NIK are asked in the whole register, the words only in the post that the family named.
    """
    everyone = Person.objects.select_related("family", "mother").exclude(status__in=NOBODY)
    if card_token and (found := _one(asked, everyone.filter(card_token=card_token), _agrees)):
        return Known(found, "card")
    if asked.nik and (found := _one(asked, everyone.filter(nik=asked.nik), _is_sure)):
        return Known(found, "nik")
    if home_post and asked.birth_date and not asked.birth_date_estimated:
        near = everyone.filter(post=home_post, birth_date=asked.birth_date)
        if found := _one(asked, near, _named):
            return Known(found, "name")
    return None


def alike(asked: Sequence[Facts], posts: set[str], today: date, limit: int = 3) -> list[list[PersonLine]]:
    """For each of these, the persons of the posts who may be the one, likeliest first; for a human to decide."""
    keys = [set(phonetic_keys(one.name)) for one in asked]
    near = Q(phonetic__overlap=sorted(set().union(*keys)))
    near |= Q(birth_date__in={one.birth_date for one in asked if one.birth_date})
    near |= Q(nik__in={one.nik for one in asked if one.nik})
    here = Person.objects.select_related("family", "mother").exclude(status__in=NOBODY)
    rows = list(here.filter(near, post__in=uuids(posts), merged_into=None)) if asked else []
    known = [(row, facts(row)) for row in rows]
    return [_likeliest(one, sound, known, today, limit) for one, sound in zip(asked, keys, strict=True)]


def _likeliest(
    asked: Facts, sound: set[str], known: list[tuple[Person, Facts]], today: date, limit: int
) -> list[PersonLine]:
    """Whoever shares a sound of the name, the birth date or the NIK, compared in full."""
    near = {
        str(row.pk): (row, said)
        for row, said in known
        if not sound.isdisjoint(row.phonetic)
        or (asked.birth_date and said.birth_date == asked.birth_date)
        or (asked.nik and row.nik == asked.nik)
    }
    likeliest = candidates(asked, [(pk, said) for pk, (_, said) in near.items()], limit)
    return [line(near[pk][0], today) for pk, _ in likeliest]


def _one(asked: Facts, among: QuerySet[Person], fits: Callable[[Match], bool]) -> Person | None:
    rows = {str(row.pk): row for row in among}
    kept = canonical(rows)
    fitting = {kept[pk] for pk, row in rows.items() if fits(compare(asked, facts(row)))}
    if len(fitting) != 1:
        return None
    return Person.objects.select_related("post").filter(pk=fitting.pop()).exclude(status__in=NOBODY).first()


def _agrees(match: Match) -> bool:
    return match.level in LIKE_ITSELF and not match.twin


def _is_sure(match: Match) -> bool:
    return match.level == "sure" and not match.twin


def _named(match: Match) -> bool:
    return _is_sure(match) and set(match.reasons) >= NAMED
