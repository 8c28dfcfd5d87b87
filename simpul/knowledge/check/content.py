"""All content at once: schemas, then what refers from one file to another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..content import CONTENT_DIR, ContentError, read_json
from .advice import advice_problems
from .cards import card_problems
from .first_aid import first_aid_problems
from .instruments import instrument_problems, text_problems, wording_with_an_owner
from .problem import Problem
from .schedules import schedule_problems
from .schemas import SchemaBook
from .workflows import workflow_problems


def check_content(root: Path = CONTENT_DIR) -> list[Problem]:
    """Every problem in the content below `root`; empty when all is well."""
    files: dict[str, Any] = {}
    problems: list[Problem] = []
    book = SchemaBook(root)
    for path in sorted(root.glob("*/**/*.json")):
        if path.parent.name != "schema":
            problems.extend(_read(book, path, files))
    faulty = {problem.file for problem in problems}
    sound = {name: data for name, data in files.items() if name not in faulty}
    return problems + list(_references(sound)) + list(_owned(root, sound))


def _owned(root: Path, files: dict[str, Any]) -> Iterator[Problem]:
    instruments = [data for name, data in files.items() if name.startswith("instruments/") and "licence" in data]
    owned = {data["id"] for data in instruments if not data["licence"]["embed"]}
    return wording_with_an_owner(root.parent if root == CONTENT_DIR else root, root, owned)


def _read(book: SchemaBook, path: Path, files: dict[str, Any]) -> Iterator[Problem]:
    name = str(path.relative_to(book.root))
    try:
        files[name] = read_json(path)
    except ContentError as error:
        yield Problem(name, "", str(error).partition(": ")[2], "")
        return
    yield from book.problems(path, files[name])


def _references(files: dict[str, Any]) -> Iterator[Problem]:
    words, child = files.get("schedules/words.json"), files.get("cards/balita.json")
    for name, data in files.items():
        schema = Path(str(data.get("$schema", ""))).name
        if schema == "card.schema.json":
            yield from card_problems(name, data)
        elif schema == "homevisit-checklist.schema.json":
            yield from card_problems(name, {**data, "columns": []})
        elif schema == "home-advice.schema.json" and child:
            yield from advice_problems(name, data, child)
        elif schema == "schedule.schema.json" and words:
            yield from schedule_problems(name, data, words)
        elif schema == "instrument.schema.json":
            yield from instrument_problems(name, data)
        elif schema == "instrument-text.schema.json":
            yield from text_problems(name, data, files.get(f"instruments/{data['instrument']}.json"))
        elif schema == "first-aid.schema.json":
            yield from first_aid_problems(name, data, files.get("programme/crisis-lines.json"))
        elif schema == "workflow.schema.json":
            yield from workflow_problems(name, data)
