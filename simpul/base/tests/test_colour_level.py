"""On pages a level of a colour scale stands beside its scale and words; nowhere does one scale become another."""

import ast
import re
from pathlib import Path

import pytest
from django.template import Context, Template

from simpul.knowledge.colour_scales import EJiwa, Jcs, Level, P3lp

ROOT = Path(__file__).resolve().parents[3]
LEVELS: list[Level] = [*Jcs, *EJiwa, *P3lp]
SCALES = {"Jcs", "EJiwa", "P3lp"}
OWN = {"colour_scales.py", "test_colour_scales.py", "test_colour_level.py"}


@pytest.mark.parametrize("level", LEVELS, ids=str)
def test_a_level_is_shown_with_its_scale_and_its_words(level: Level) -> None:
    html = Template("{% load colour_scales %}{% colour_level level %}").render(Context({"level": level}))
    shown = level.shown("id")
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert text == f"{shown.scale} {shown.colour}: {shown.word}"
    assert f"pill-{shown.token}" in html


def test_no_template_draws_a_colour_of_a_scale_by_itself() -> None:
    templates = [path for path in ROOT.glob("simpul/**/templates/**/*.html") if path.is_file()]
    assert len(templates) > 50
    named = re.compile(r"(pill|--)-?(jcs|ejiwa|p3lp)-")
    assert [path.name for path in templates if named.search(path.read_text(encoding="utf-8"))] == []


def _names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return named | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_no_module_knows_two_scales_so_that_none_can_turn_one_into_another() -> None:
    modules = [path for path in ROOT.glob("simpul/**/*.py") if path.name not in OWN]
    assert len(modules) > 300
    assert [str(path.relative_to(ROOT)) for path in modules if len(_names(path) & SCALES) > 1] == []
