"""The services that a unit may offer and that a request may ask for (`content/services`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from simpul.knowledge.content import CONTENT_DIR, ContentError, read_json

FOLDER = CONTENT_DIR / "services"
Words = Mapping[str, str]


@dataclass(frozen=True)
class Cost:
    """What a service costs whoever comes: `payer` is free, insurance or paid; `words` are said before anyone goes."""

    payer: str
    words: Words


@dataclass(frozen=True)
class Service:
    """One service.

    `also` are other names under which requests ask for it. `means` is what a unit says when it says that it is able.
    `offered_by` are kinds of units that may declare it; `takes_requests` those among them to which somebody is sent. In
    an emergency (`urgency` darurat) the units of `in_emergency` are asked before those of the service itself. `bring`
    is what to take along, the `letter` among it. A hospital that is able for a `specialised` service alone takes no
    general referrals.
    """

    id: str
    also: tuple[str, ...]
    name: Words
    means: Words
    cost: Cost
    offered_by: tuple[str, ...]
    takes_requests: tuple[str, ...]
    in_emergency: tuple[str, ...]
    bring: tuple[Words, ...]
    letter: Words | None
    specialised: bool
    source: str
    certainty: str


def service(name: str) -> Service:
    """The service of that id. Raises ContentError that names those there are."""
    found = _book().get(name)
    if found is None:
        raise ContentError(f"no service named {name!r}; services are {', '.join(_book())}.")
    return found


def of_request(name: str) -> Service:
    """The service that answers what a request calls `name`; the general one for a name that no service knows."""
    named = _book().get(name) or next((one for one in all_services() if name in one.also), None)
    return named or next(one for one in all_services() if "*" in one.also)


def all_services() -> list[Service]:
    """Every service, in order of id."""
    return list(_book().values())


@cache
def _book() -> dict[str, Service]:
    read = [_service(read_json(path)) for path in sorted(service_files())]
    return {one.id: one for one in read}


def service_files(folder: Path = FOLDER) -> list[Path]:
    """The files that describe a service each; the folder's other files carry words for all of them."""
    return [path for path in folder.glob("*.json") if path.name not in SHARED]


SHARED = frozenset({"costs.json", "languages.json", "reasons.json"})


def _service(raw: Mapping[str, Any]) -> Service:
    return Service(
        id=raw["id"],
        also=tuple(raw["also"]),
        name=raw["name"],
        means=raw["means"],
        cost=Cost(raw["cost"]["payer"], raw["cost"]["words"]),
        offered_by=tuple(raw["offered_by"]),
        takes_requests=tuple(raw["takes_requests"]),
        in_emergency=tuple(raw.get("in_emergency", [])),
        bring=(*raw["bring"], *([raw["letter"]] if "letter" in raw else [])),
        letter=raw.get("letter"),
        specialised=raw.get("specialised", False),
        source=raw["source"],
        certainty=raw["certainty"],
    )


@cache
def shared(name: str) -> Any:
    """A file of words for all services: `costs`, `languages` or `reasons`."""
    return read_json(FOLDER / f"{name}.json")
