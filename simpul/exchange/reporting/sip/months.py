"""Formats 6 and 7: a line for each month of the year until the chosen one."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from simpul.exchange.reporting.counting import as_mapping, count
from simpul.exchange.reporting.forms import forms
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.reading import about, decode, rows
from simpul.exchange.reporting.recap import Place
from simpul.exchange.reporting.roster import Member, Roster, months_old, roster
from simpul.exchange.reporting.seen import Seen, seen
from simpul.exchange.reporting.sip.formats import Line, content, filled, format_of, products
from simpul.exchange.reporting.skdn import skdn_of_roster, total
from simpul.exchange.reporting.tables import Cell, Table

WUS_MONTHS = (15 * 12, 50 * 12)
"""Women of childbearing age: 15 to 49 years (programme: WUS)."""
INFANT_MONTHS = 12


def table(name: str, places: Sequence[Place], month: Month, done: Callable[[int, int], None]) -> Table:
    """Format 6 or 7. `done` hears how many months are counted."""
    posts, lines = [place.id for place in places], list[Line]()
    for number in range(1, month.number + 1):
        lines.append(_line(posts, Month(month.year, number)))
        done(number, month.number)
    return filled(format_of(name), lines, places, month)


def _line(posts: list[UUID], month: Month) -> Line:
    found = roster(posts, month)
    people = seen(found)
    counted = count(posts, found, people)
    line: dict[str, Cell] = {"month": month}
    for form in forms():
        if form.group in ("bumil", "balita"):
            line |= as_mapping(form, counted.total(form.group))
    sheet = total(skdn_of_roster(posts, found, people), month)
    line |= {letter: sheet.of(letter) for letter in ("S", "K", "D", "N", "BGM")}
    line |= _contraception(people) | _doses(found) | _sick(people) | _visitors(posts, found, people)
    return line | _born_and_died(found)


def _contraception(people: dict[UUID, Seen]) -> dict[str, Cell]:
    methods = Counter(
        one.facts.get("contraception_method") for one in people.values() if one.facts.get("contraception")
    )
    return {f"kb_{method}": methods[method] for method in ("kondom", "pil", "suntik")}


def _doses(found: Roster) -> dict[str, Cell]:
    """Doses given in the month by product and number; Td of pregnant women apart. What two wrote down counts once."""
    letters = products()
    given_once: set[tuple[Member, str]] = set()
    query = (
        "SELECT person_id, product, number FROM care_dose"
        " WHERE status = 'ok' AND source = 'given' AND date BETWEEN %s AND %s"
    )
    for record, product, number in about(query, [found.month.first, found.month.last], "person_id", found.records()):
        member, name = found.who(record), letters.get(product)
        if member is None or name is None:
            continue
        given_once.add((member, f"given_{name}" if name in ("HB0", "BCG") else f"given_{name}_{number}"))
    counted = Counter(key for _member, key in given_once)
    pregnant = sum(member.mother == "pregnant" and key.startswith("given_TD_") for member, key in given_once)
    keys = ["HB0", "BCG", "MR_1", *(f"OPV_{n}" for n in range(1, 5)), *(f"DPT_{n}" for n in range(1, 4))]
    keys += [f"TD_{n}" for n in range(1, 6)]
    given: dict[str, Cell] = {f"given_{key}": counted[f"given_{key}"] for key in keys}
    return given | {"td_pregnant": pregnant}


def _sick(people: dict[UUID, Seen]) -> dict[str, Cell]:
    """Toddlers whose illness, as it was written, names diarrhoea."""
    words = content()["diarrhoea_words"]
    said = (str(one.facts.get("illness", "")).casefold() for one in people.values() if "balita" in one.cards)
    return {"diarrhoea": sum(any(word in text for word in words) for text in said)}


def _visitors(posts: list[UUID], found: Roster, people: dict[UUID, Seen]) -> dict[str, Cell]:
    came = [one for one in people.values() if one.last is not None and one.member.sex == "P" and one.member.birth]
    women = sum(
        WUS_MONTHS[0] <= months_old(one.member.birth, one.last) < WUS_MONTHS[1]
        for one in came
        if one.member.birth and one.last and one.member.birth <= one.last
    )
    staff = rows(
        "SELECT staff FROM care_session WHERE post_id = ANY(%s) AND date BETWEEN %s AND %s",
        [posts, found.month.first, found.month.last],
    )
    return {"came_wus": women, "kaders": len({one for row in staff for one in decode(row[0])})}


def _born_and_died(found: Roster) -> dict[str, Cell]:
    first, last = found.month.first, found.month.last
    line: dict[str, Cell] = {f"{what}_{sex}": 0 for what in ("born", "died") for sex in ("l", "p")}
    counted: Counter[str] = Counter()
    for member in (*found.members.values(), *found.gone.values()):
        if member.birth and member.sex and first <= member.birth <= last:
            counted[f"born_{member.sex.lower()}"] += 1
    for sex, birth, day in _deaths(found):
        if birth and sex and months_old(birth, day) < INFANT_MONTHS:
            counted[f"died_{sex.lower()}"] += 1
    return line | dict(counted)


def _deaths(found: Roster) -> list[tuple[str | None, date | None, date]]:
    gone = list(found.gone)
    found_rows = rows(
        "SELECT sex, birth_date, status_date FROM people_person WHERE id = ANY(%s) AND status = 'died'", [gone]
    )
    return [(sex, birth, day) for sex, birth, day in found_rows]
