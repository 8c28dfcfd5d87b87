"""Which paths the list shows: folder, post, task and RT."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from simpul.care.models import Path
from simpul.care.paths.queries import PathLine, Proposal, open_paths, path_lines, proposals
from simpul.registry.models import Unit

FOLDERS = (("confirm", _("Perlu dipastikan")), ("open", _("Berjalan")), ("closed", _("Selesai")))
CLOSED_SHOWN = 200
"""The latest closed paths are enough for a list."""


@dataclass(frozen=True)
class Filters:
    """What the address asks for; unknown values fall back to everything."""

    folder: str
    post: str
    task: str
    late: bool

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> "Filters":
        """Read from the address."""
        folder = str(query.get("map", ""))
        known = folder if folder in dict(FOLDERS) else ""
        return cls(known, str(query.get("posyandu", "")), str(query.get("tugas", "")), query.get("telat") == "1")

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.post or self.task or self.late)


@dataclass(frozen=True)
class Listed:
    """The rows of a folder, and how many each folder holds."""

    folder: str
    lines: Sequence[PathLine | Proposal]
    counts: dict[str, int]


def listed(posts: Sequence[Unit], filters: Filters, today: date) -> Listed:
    """What the filters let through. Without a folder: those to confirm, when there are any."""
    chosen = [post for post in posts if not filters.post or str(post.pk) == filters.post]
    waiting, going = proposals(chosen, today), open_paths(chosen, today)
    ended = Path.objects.filter(post__in=chosen, status="closed")
    counts = {"confirm": len(waiting), "open": len(going), "closed": ended.count()}
    folder = filters.folder or ("confirm" if waiting else "open")
    if folder == "confirm":
        return Listed(folder, waiting, counts)
    if folder == "closed":
        return Listed(folder, path_lines(list(ended.order_by("-closed_on", "-id")[:CLOSED_SHOWN]), today), counts)
    return Listed(folder, [line for line in going if _fits(line, filters)], counts)


def _fits(line: PathLine, filters: Filters) -> bool:
    task = not filters.task or any(one.code == filters.task for one in line.tasks)
    return task and (line.late_days > 0 or not filters.late)
