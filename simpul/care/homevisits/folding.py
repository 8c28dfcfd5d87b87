"""A visit and a checklist as the sum of what their entries gave. Taking one out and folding again leaves no trace."""

from typing import Any

from simpul.care.homevisits.models import HomeCheck, HomeVisit
from simpul.journal.kinds import StoredEntry
from simpul.knowledge.homevisits import evaluate, gravest, in_order, load_checklist
from simpul.people.records import put

Item = dict[str, Any]


def item(entry: StoredEntry, **given: Any) -> Item:
    """What an entry gives."""
    who = {"entry": entry.id, "device": entry.device, "counter": entry.device_counter, "author": entry.author}
    return who | {"at": entry.happened_at} | given


def with_item(items: list[Item], new: Item) -> list[Item]:
    """The items with the new one in its place; an item is there once."""
    return [*(old for old in items if old["entry"] != new["entry"]), new]


def standing(items: list[Item]) -> list[Item]:
    """Those that count: of each device the one it wrote last; what the office wrote, all of it."""
    last: dict[str, int] = {}
    for one in items:
        if one["device"]:
            last[one["device"]] = max(last.get(one["device"], -1), one["counter"])
    return [one for one in items if not one["device"] or one["counter"] == last[one["device"]]]


def lay_visit(visit: HomeVisit, items: list[Item]) -> None:
    """What the visit says: of each answer the one that reached the server last."""
    held = standing(items)
    visit.given = items
    visit.written = [one["entry"] for one in items]
    visit.authors = list(dict.fromkeys(one["author"] for one in held))
    visit.values = {name: value for one in held for name, value in one["values"].items()}
    visit.explained = list(dict.fromkeys(topic for one in held for topic in one["explained"]))
    visit.status = "ok" if held else "void"
    if held:
        visit.purpose = held[-1]["purpose"]
        visit.met = "ya" if any(one["met"] == "ya" for one in held) else held[-1]["met"]
    dates = [one["next_date"] for one in held if one["next_date"]]
    put(visit, "next_date", dates[-1] if dates else None, frozenset({"next_date"}))


def lay_check(check: HomeCheck, items: list[Item]) -> None:
    """What follows from the answers: whoever saw a sign has seen it, so nothing that one of two says is lost."""
    held = standing(items)
    found = [evaluate(load_checklist(check.checklist), one["values"]) for one in held]
    check.given, check.written = items, [one["entry"] for one in items]
    check.action = gravest(one.action for one in found)
    check.categories = in_order(category for one in found for category in one.categories)
    check.fired = sorted({rule for one in found for rule in one.rules})
    check.status = "ok" if held else "void"
    check.state = "followed" if check.follow_up else "open" if check.categories else "none"


def answers_of(check: HomeCheck) -> dict[str, list[Any]]:
    """Field → the different answers that count, for the page of the puskesmas."""
    found: dict[str, list[Any]] = {}
    for one in standing(check.given):
        for name, value in one["values"].items():
            if value not in found.setdefault(name, []):
                found[name].append(value)
    return found
