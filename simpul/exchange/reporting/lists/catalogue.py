"""Which lists there are (`content/reports/lists.json`), and each as a table."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from simpul.base.words import say
from simpul.exchange.reporting.lists import immunisation, iron
from simpul.exchange.reporting.lists.people import Scene, scene, table
from simpul.exchange.reporting.month import Month
from simpul.exchange.reporting.recap import Place
from simpul.exchange.reporting.tables import Table
from simpul.knowledge.content import CONTENT_DIR, read_json

TARGET = "sasaran-"


@cache
def _content() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_json(CONTENT_DIR / "reports" / "lists.json")
    return found


def lists() -> dict[str, str]:
    """Name → title of every list, in the order in which they are offered."""
    content = _content()
    named = {f"{TARGET}{one['id']}": one["title"] for one in content["targets"]}
    rounds = ("vitamin-a", "ttd-bumil", "ttd-remaja", "zero-dose", "drop-out")
    keys = ("vitamin_a", "iron_pregnant", "iron_girls", "zero_dose", "drop_out")
    named |= {name: content[key]["title"] for name, key in zip(rounds, keys, strict=True)}
    return {name: say(title) for name, title in named.items()}


def list_table(name: str, places: Sequence[Place], month: Month) -> Table:
    """A list of the people of these posts on the last day of a month. Raises ValueError for an unknown name."""
    titles = lists()
    if name not in titles:
        raise ValueError(_("Daftar %(name)s tidak ada; pilih %(known)s.") % {"name": name, "known": ", ".join(titles)})
    here = scene(places, month)
    lines, more = _lines(name, here)
    notes = immunisation.vitamin_a_notes(month) if name == "vitamin-a" else ()
    return table(name, titles[name], here, lines, *more, source=_content()["source"], notes=notes)


def _lines(name: str, here: Scene) -> tuple[Any, list[str]]:
    content = _content()
    if name.startswith(TARGET):
        return _targets(name.removeprefix(TARGET), here), []
    if name == "vitamin-a":
        return immunisation.vitamin_a(here), [_("Kapsul"), _("Diberikan pada")]
    if name == "ttd-bumil":
        return iron.pregnant(here, content["iron_pregnant"]), [_("Umur hamil (minggu)"), _("Tablet"), _("Kurang")]
    if name == "ttd-remaja":
        return iron.girls(here, content["iron_girls"]), [_("Tablet bulan ini"), _("Tablet tahun ini")]
    found = immunisation.zero_dose(here) if name == "zero-dose" else immunisation.drop_out(here)
    return found, [_("Keadaan"), _("Belum diterima sampai 24 bulan")]


def _targets(group: str, here: Scene) -> Any:
    rule = next(one for one in _content()["targets"] if one["id"] == group)
    mother = rule.get("mother")
    people = here.mothers(mother) if mother else here.aged(*rule["months"], sex=rule.get("sex"))
    return [(one, []) for one in people]
