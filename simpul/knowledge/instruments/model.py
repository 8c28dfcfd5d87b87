"""Typed instruments, parsed once from `content/instruments/*.json` with their conditions compiled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..cards.model import Action, Text
from ..rules import Tracer, compile_rule, compile_trace
from ..rules.clauses import Test

ScaleKind = Literal["yes_no", "steps"]
InputKind = Literal["number", "boolean", "choice"]


@dataclass(frozen=True, slots=True)
class Scale:
    """The values an item may take, as printed; `yes_no` also reads the words ya and tidak."""

    kind: ScaleKind
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that an unanswered item or input takes from what is known about the person."""

    test: Test
    explain: Tracer
    value: int | str


@dataclass(frozen=True, slots=True)
class Item:
    """One question: its printed number, scale, whether its value turns round, and when it is asked."""

    id: str
    scale: Scale
    reverse: bool
    optional: bool
    asked: Test | None
    derived: tuple[Derived, ...]

    @property
    def fact(self) -> str:
        """The name under which rules see the scored value."""
        return f"item_{self.id}"


@dataclass(frozen=True, slots=True)
class Input:
    """Something else that is known or chosen beside the items: pack-years, who filled the form."""

    id: str
    kind: InputKind
    min: float
    max: float
    choices: tuple[str, ...]
    derived: tuple[Derived, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A sum over items, `total` for one; rules see it under its id."""

    id: str
    label: Text
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A band, a rule or a gate: the condition with its words, source and certainty."""

    id: str
    test: Test
    explain: Tracer
    setting: Mapping[str, str]
    action: Action | None
    words: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Critical:
    """An answer that cannot wait for the end of the form, whatever the total."""

    item: str
    test: Test
    explain: Tracer
    action: Action
    script: str
    words: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Licence:
    """Whether the wording may lie in this repository, and on whose terms."""

    embed: bool
    holder: str
    terms: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument, ready to be asked and scored."""

    id: str
    edition: str
    title: Text
    group: str
    private: bool
    recall_days: int | None
    licence: Licence
    settings: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    gates: tuple[Clause, ...]
    inputs: tuple[Input, ...]
    items: tuple[Item, ...]
    parts: tuple[Part, ...]
    score_part: str | None
    bands: tuple[Clause, ...]
    rules: tuple[Clause, ...]
    otherwise: Mapping[str, Any]
    critical: tuple[Critical, ...]

    def active(self, clauses: tuple[Clause, ...], chosen: Mapping[str, str] | None = None) -> Iterator[Clause]:
        """Those of the bands or rules that the settings choose; what is not chosen takes its default."""
        settings = {**self.settings, **(chosen or {})}
        for clause in clauses:
            if all(settings.get(name) == value for name, value in clause.setting.items()):
                yield clause

    def band_label(self, band: str | None, chosen: Mapping[str, str] | None = None) -> Text | None:
        """The words of a band, by its id; None for no band or one that this edition does not have."""
        return next((each.words["label"] for each in self.active(self.bands, chosen) if each.id == band), None)


def parse_instrument(data: Mapping[str, Any]) -> Instrument:
    """An instrument from its JSON (valid against `instrument.schema.json`). Raises RuleError for a bad rule."""
    scales = {name: Scale(scale["kind"], tuple(scale["values"])) for name, scale in data["scales"].items()}
    name = data["id"]
    return Instrument(
        id=name,
        edition=data["edition"],
        title=data["title"],
        group=data["group"],
        private=data["private"],
        recall_days=data["recall_days"],
        licence=Licence(*(data["licence"][key] for key in ("embed", "holder", "terms"))),
        settings={key: setting["default"] for key, setting in data.get("settings", {}).items()},
        choices={key: tuple(setting["choices"]) for key, setting in data.get("settings", {}).items()},
        gates=tuple(_clause(gate, name) for gate in data["eligibility"]),
        inputs=tuple(_input(each, name) for each in data.get("inputs", ())),
        items=tuple(_item(item, scales, name) for item in data["items"]),
        parts=tuple(_part(part, data["items"]) for part in data["parts"]),
        score_part=data["score"],
        bands=tuple(_clause(band, name) for band in data["bands"]),
        rules=tuple(_clause(rule, name) for rule in data["rules"]),
        otherwise=data["otherwise"],
        critical=tuple(_critical(each, name) for each in data["critical"]),
    )


def _clause(data: Mapping[str, Any], where: str) -> Clause:
    test = compile_rule(data["when"], f"{where}.{data['id']}.when")
    words = {key: value for key, value in data.items() if key not in ("id", "when", "setting", "action")}
    return Clause(data["id"], test, compile_trace(data["when"]), data.get("setting", {}), data.get("action"), words)


def _critical(data: Mapping[str, Any], where: str) -> Critical:
    test = compile_rule(data["when"], f"{where}.critical.{data['item']}.when")
    words = {key: data[key] for key in ("say", "source", "certainty")}
    return Critical(data["item"], test, compile_trace(data["when"]), data["action"], data["script"], words)


def _item(data: Mapping[str, Any], scales: Mapping[str, Scale], where: str) -> Item:
    here = f"{where}.items.{data['id']}"
    return Item(
        id=data["id"],
        scale=scales[data["scale"]],
        reverse=data.get("reverse", False),
        optional=data.get("optional", False),
        asked=compile_rule(data["when"], here) if "when" in data else None,
        derived=_derived(data, here),
    )


def _derived(data: Mapping[str, Any], where: str) -> tuple[Derived, ...]:
    rules = data.get("derive", ())
    return tuple(
        Derived(compile_rule(each["when"], where), compile_trace(each["when"]), each["value"]) for each in rules
    )


def _input(data: Mapping[str, Any], where: str) -> Input:
    return Input(
        id=data["id"],
        kind=data["kind"],
        min=data.get("min", 0),
        max=data.get("max", 0),
        choices=tuple(data.get("choices", ())),
        derived=_derived(data, f"{where}.inputs.{data['id']}"),
    )


def _part(data: Mapping[str, Any], items: list[Mapping[str, Any]]) -> Part:
    named = data["items"]
    ids = [item["id"] for item in items] if named == "all" else named
    return Part(data["id"], data["label"], tuple(ids))
