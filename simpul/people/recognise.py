"""Who is this child? For a record of another post: an answer only when exactly one person surely fits."""

from collections.abc import Callable
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


def alike(asked: Facts, posts: set[str], today: date, limit: int = 3) -> list[PersonLine]:
    """Persons of these posts who may be the one asked for, likeliest first; for a human to decide."""
    near = Q(phonetic__overlap=phonetic_keys(asked.name))
    if asked.birth_date:
        near |= Q(birth_date=asked.birth_date)
    if asked.nik:
        near |= Q(nik=asked.nik)
    here = Person.objects.select_related("family", "mother").exclude(status__in=NOBODY)
    found = {str(row.pk): row for row in here.filter(near, post__in=uuids(posts), merged_into=None)}
    likeliest = candidates(asked, [(pk, facts(row)) for pk, row in found.items()], limit)
    return [line(found[pk], today) for pk, _ in likeliest]


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
