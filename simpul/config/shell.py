"""What every page shares: style sheets, the menu of one's roles, the languages."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.registry.models import Assignment

SHEETS = [
    *(
        f"ui/css/{name}.css"
        for name in ("tokens", "fonts", "base", "controls", "fields", "pieces", "messages", "tables")
    ),
    "ui/css/charts.css",
    "ui/pages.css",
    "ui/inbox.css",
    "ui/person-page.css",
    "ui/exchange.css",
    "ui/css/print.css",
]
FONTS = [
    f"ui/fonts/{name}-normal.woff2"
    for name in ("noto-sans-latin-400", "noto-sans-latin-600", "plus-jakarta-sans-latin-700")
]
"""Asked for before the sheets that name them, so that words do not jump when a font arrives."""
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]


@dataclass(frozen=True)
class Entry:
    """A line of the menu: the route it opens, its icon, its words, who sees it."""

    route: str
    icon: str
    words: str | Promise
    roles: frozenset[str]


OFFICER = frozenset({Assignment.Role.OFFICER.value})
OPERATOR = frozenset({Assignment.Role.OPERATOR.value})
OTHERS = frozenset({r.value for r in Assignment.Role}) - OFFICER - OPERATOR - {Assignment.Role.KADER.value}
MENU = [
    Entry("inbox", "inbox", _("Rujukan"), OFFICER),
    Entry("board", "calendar-days", _("Hari buka"), OFFICER),
    Entry("people", "users-round", _("Warga"), OFFICER),
    Entry("reviews", "scale", _("Tinjauan"), OFFICER),
    Entry("quarantine", "triangle-alert", _("Perlu diperbaiki"), OFFICER),
    Entry("imports", "cloud-upload", _("Impor"), OFFICER),
    Entry("staff", "smartphone", _("Kader & HP"), OFFICER),
    Entry("area", "map-pin", _("Wilayah"), OTHERS),
    Entry("units", "building", _("Posyandu & unit"), OPERATOR),
    Entry("accounts", "users-round", _("Akun"), OPERATOR),
    Entry("sync_health", "cloud-upload", _("Sinkron"), OPERATOR),
]


@dataclass(frozen=True)
class Link:
    """A menu line as this visitor sees it."""

    href: str
    icon: str
    words: str | Promise
    here: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell.sheets`, `shell.fonts`, `shell.links`, `shell.place`, `shell.languages`."""
    user: Any = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    assignments = list(_assignments(user)) if signed_in else []
    return {
        "shell": {
            "sheets": SHEETS,
            "fonts": FONTS,
            "languages": LANGUAGES,
            "links": links(request.path, {a.role for a in assignments}),
            "place": ", ".join(place(a) for a in assignments),
        }
    }


def links(path: str, roles: set[str]) -> list[Link]:
    """The menu for a set of roles; the line under which `path` lies is marked."""
    found = []
    for entry in MENU:
        href = _href(entry.route) if entry.roles & roles else None
        if href:
            found.append(Link(href, entry.icon, entry.words, path.startswith(href)))
    return found


def place(assignment: Assignment) -> str:
    """Role and place of an assignment in words."""
    where = assignment.unit or assignment.area
    role = assignment.title or assignment.get_role_display()
    return f"{role}, {where.name}" if where else str(role)


def _assignments(user: Any) -> Any:
    return user.assignments.active(clock.today()).select_related("unit", "area")


def _href(route: str) -> str | None:
    try:
        return reverse(route)
    except NoReverseMatch:
        return None
