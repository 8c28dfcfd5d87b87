"""Every content file against its JSON Schema: the one it names, else `<folder>-<name>`, else `base`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, ValidationError
from referencing import Registry, Resource

from ..content import read_json
from .problem import Problem

_ADVICE = {
    "required": "Add it.",
    "additionalProperties": "Remove it or correct its spelling.",
    "enum": "Use one of these values.",
    "type": "Change the value's type.",
    "minItems": "Add what is missing.",
    "pattern": "Write it in that form.",
    "minimum": "Correct the number.",
    "maximum": "Correct the number.",
}


class SchemaBook:
    """The schemas of `content/schema`, read once; a schema refers to another by its file name."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._schemas = {path.name: read_json(path) for path in (root / "schema").glob("*.schema.json")}
        named = [(name, Resource.from_contents(schema)) for name, schema in self._schemas.items()]
        self._registry: Registry[Any] = Registry().with_resources(named)
        self._validators: dict[str, Draft202012Validator] = {}

    def problems(self, path: Path, data: Any) -> Iterator[Problem]:
        """Problems of one parsed file; a broken or absent schema is a problem of its own."""
        name, schema = str(path.relative_to(self.root)), self._name_for(path, data)
        if schema not in self._schemas:
            yield Problem(name, "$schema", f"{schema} is not in content/schema.", "Add it, or name another.")
            return
        try:
            validator = self._validator(schema)
        except SchemaError as broken:
            what = f"not a JSON Schema: {broken.message}."
            yield Problem(f"schema/{schema}", "", what, "Correct the schema.")
            return
        for error in sorted(validator.iter_errors(data), key=lambda error: list(map(str, error.absolute_path))):
            yield _problem(name, error)

    def _name_for(self, path: Path, data: Any) -> str:
        named = data.get("$schema") if isinstance(data, dict) else None
        if isinstance(named, str):
            return Path(named).name
        own = f"{path.parent.name}-{path.stem}.schema.json"
        return own if own in self._schemas else "base.schema.json"

    def _validator(self, name: str) -> Draft202012Validator:
        if name not in self._validators:
            Draft202012Validator.check_schema(self._schemas[name])
            self._validators[name] = Draft202012Validator(self._schemas[name], registry=self._registry)
        return self._validators[name]


def _problem(name: str, error: ValidationError) -> Problem:
    deepest = min([error, *(error.context or [])], key=lambda e: -len(e.absolute_path))
    path = deepest.json_path.removeprefix("$").lstrip(".")
    message = deepest.message if len(deepest.message) < 200 else deepest.message[:197] + "..."
    return Problem(name, path, f"{message}.", _ADVICE.get(str(deepest.validator), "See its schema."))
