"""A person's whole record as it would leave: for looking at, not for sending."""

from dataclasses import dataclass, field
from datetime import date

from simpul.care.homevisits.models import HomeCheck
from simpul.care.models import Dose, Visit
from simpul.exchange.satusehat import bundle, reading
from simpul.exchange.satusehat.bundle import Built
from simpul.exchange.satusehat.resources import Bundle, Entry


@dataclass
class Preview:
    """One transaction of all visits. `kept`: code of problems.json → how often; `posts`: those that served."""

    entries: list[Entry] = field(default_factory=list)
    kept: dict[str, int] = field(default_factory=dict)
    posts: set[str] = field(default_factory=set)

    @property
    def bundle(self) -> Bundle:
        """As FHIR."""
        return Bundle(type="transaction", entry=self.entries)


def of_person(person: str, since: date | None = None) -> Preview | None:
    """What would be sent of a person since a day; None when nobody has this id."""
    who = reading.persons([person]).get(person)
    if who is None:
        return None
    ids, after = reading.records(person), since or date.min
    visits = Visit.objects.filter(person__in=ids, date__gte=after, status="ok").order_by("date", "pk")
    loose = Dose.objects.filter(person__in=ids, date__gte=after, status="ok").exclude(visit__in=visits.values("pk"))
    rows, doses = list(visits), list(loose.order_by("date", "pk"))
    home = {post for _day, post in _days_at_home(ids, after)}
    places = reading.places({str(v.served_at_id) for v in rows} | {str(d.post_id) for d in doses} | home)
    found = Preview(posts=set(places))
    for row, seen in zip(rows, reading.visits(rows), strict=True):
        _add(found, bundle.visit(places[str(row.served_at_id)], who, seen, {}))
    for day, post in _days_at_home(ids, after):
        home_visit = reading.at_home(reading.home_id(person, day), ids, day)
        if home_visit and not home_visit.void:
            _add(found, bundle.visit(places[post], who, home_visit, {}))
    for dose in doses:
        _add(found, bundle.dose(places[str(dose.post_id)], who, reading.given(dose), {}))
    return found


def _days_at_home(persons: set[str], after: date) -> list[tuple[date, str]]:
    rows = HomeCheck.objects.filter(person__in=persons, date__gte=after, status="ok").order_by("date")
    days = {day: str(post) for day, post in rows.values_list("date", "post")}
    return sorted(days.items())


def _add(found: Preview, built: Built) -> None:
    """Each post is in the transaction once, however many visits name it."""
    there = {entry.full_url for entry in found.entries}
    found.entries += [entry for entry in built.entries if entry.full_url not in there]
    for code, _about in built.kept:
        found.kept[code] = found.kept.get(code, 0) + 1
