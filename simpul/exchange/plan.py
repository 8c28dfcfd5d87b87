"""What a sheet would change, worked out row by row against what is there. Writes nothing.

The plan of a set of rows does not depend on their order, on doubled rows, or on how they are split over several
sheets: ids come from content, and what is there already is not planned again. Where rows contradict each other or
what is stored, nothing is guessed: the rows come back with the contradiction.
"""

from collections.abc import Mapping
from datetime import date

from simpul.exchange import newcomers, weighings, world
from simpul.exchange.planned import Plan, Scene, post_of
from simpul.exchange.sheets.faults import Problem
from simpul.exchange.sheets.parse import Parsed, Row
from simpul.exchange.world import World


def make(parsed: Parsed, posts: Mapping[str, str], today: date, there: World | None = None) -> Plan:
    """The plan of a sheet whose post names stand for `posts` (folded name → id)."""
    scene = Scene(parsed.kind, there or world.load(set(posts.values())), posts, today, Plan())
    rows = [row for row in parsed.rows if _usable(row, scene)]
    by_child = weighings.find_children if parsed.kind == "measurement" else newcomers.register
    children = by_child(rows, scene)
    if parsed.kind != "identity":
        weighings.plan(children, scene)
    return _counted(parsed, scene)


def _usable(row: Row, scene: Scene) -> bool:
    """Whether the row can be planned at all."""
    values, plan = row.values, scene.plan
    if values.get("deleted") or values.get("moved"):
        plan.verdicts[row.number] = "skipped"
        return False
    problems = list(row.problems)
    if post_of(row, scene) is None and not any(one.field == "post" for one in problems):
        problems.append(Problem("post_unknown", "post"))
    birth, day = values.get("birth_date"), values.get("date")
    if birth and birth > scene.today:
        problems.append(Problem("birth_in_future", "birth_date"))
    if day and day > scene.today:
        problems.append(Problem("date_in_future", "date"))
    if birth and day and day < birth:
        problems.append(Problem("before_birth", "date"))
    if scene.kind != "identity":
        problems += weighings.implausible(values)
    if problems:
        plan.problems[row.number] = problems
    return not problems


def _counted(parsed: Parsed, scene: Scene) -> Plan:
    plan, counts = scene.plan, scene.plan.counts
    counts["rows"] = len(parsed.rows)
    counts["rows_bad"] = len(plan.problems)
    counts["rows_skipped"] = sum(verdict == "skipped" for verdict in plan.verdicts.values())
    counts["children_new"] = len(plan.children)
    counts["duplicates_likely"] = sum(child.likely for child in plan.children.values())
    counts["visits_new"] = len(plan.visits)
    counts["visits_differ"] = sum(any(one.code == "differs" for one in problems) for problems in plan.problems.values())
    return plan
