"""What every page shares: style sheets, the menu of one's roles, the languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from simpul.base import clock
from simpul.journal.alerts import queries
from simpul.network.calendars.moving import count_to_move
from simpul.network.escalation.queries import waiting_for_somebody
from simpul.registry.models import Assignment

SHEETS = [
    *(
        f"ui/css/{name}.css"
        for name in ("tokens", "fonts", "base", "controls", "fields", "pieces", "messages", "tables")
    ),
    "ui/css/charts.css",
    "ui/pages.css",
    "ui/problems.css",
    "ui/side-menu.css",
    "ui/inbox.css",
    "ui/person-page.css",
    "ui/home-visits.css",
    "ui/letters.css",
    "ui/calls.css",
    "ui/exchange.css",
    "ui/abilities.css",
    "ui/machine.css",
    "ui/calendar.css",
    "ui/css/print.css",
]
FONTS = [
    f"ui/fonts/{name}-normal.woff2"
    for name in ("noto-sans-latin-400", "noto-sans-latin-600", "plus-jakarta-sans-latin-700")
]
"""Asked for before the sheets that name them, so that words do not jump when a font arrives."""
SHOWN = 3
"""Alerts on top of a page; the others are one tap away."""
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]


@dataclass(frozen=True)
class Entry:
    """A line of the menu: the route it opens, its icon, its words, who sees it."""

    route: str
    icon: str
    words: str | Promise
    roles: frozenset[str]


OFFICER = frozenset({Assignment.Role.OFFICER.value})
PSYCHOLOGIST = frozenset({Assignment.Role.PSYCHOLOGIST.value})
OPERATOR = frozenset({Assignment.Role.OPERATOR.value})
OTHERS = frozenset({r.value for r in Assignment.Role}) - OFFICER - OPERATOR - {Assignment.Role.KADER.value}
AREA_FIGURES = frozenset({Assignment.Role.AGENCY.value, Assignment.Role.TEAM.value})
MENU = [
    Entry("inbox", "inbox", _("Rujukan"), OFFICER | PSYCHOLOGIST),
    Entry("calendar", "calendar-days", _("Kalender"), PSYCHOLOGIST),
    Entry("late", "hourglass", _("Terlambat"), OFFICER | PSYCHOLOGIST),
    Entry("screenings", "list-checks", _("Skrining"), PSYCHOLOGIST),
    Entry("board", "calendar-days", _("Hari buka"), OFFICER),
    Entry("people", "users-round", _("Warga"), OFFICER),
    Entry("births_and_deaths", "baby", _("Kelahiran, kematian"), OFFICER),
    Entry("paths", "trending-up", _("Jalur tumbuh"), OFFICER),
    Entry("home_visits", "house", _("Kunjungan rumah"), OFFICER),
    Entry("reviews", "scale", _("Tinjauan"), OFFICER),
    Entry("quarantine", "triangle-alert", _("Perlu diperbaiki"), OFFICER),
    Entry("reports", "file-text", _("Laporan"), OFFICER | AREA_FIGURES),
    Entry("abilities", "clipboard-list", _("Kemampuan"), OFFICER | AREA_FIGURES),
    Entry("imports", "cloud-upload", _("Impor"), OFFICER),
    Entry("satusehat", "share-2", "SATUSEHAT", OFFICER),
    Entry("staff", "smartphone", _("Kader & HP"), OFFICER),
    Entry("area", "map-pin", _("Wilayah"), OTHERS),
    Entry("late", "hourglass", _("Terlambat"), AREA_FIGURES),
    Entry("machine", "database", _("Mesin"), OPERATOR),
    Entry("sync_health", "cloud-upload", _("Sinkron"), OPERATOR),
    Entry("outbox", "send", _("Pesan"), OPERATOR),
    Entry("alerts", "bell", _("Peringatan"), OFFICER | OPERATOR),
    Entry("satusehat", "share-2", "SATUSEHAT", OPERATOR),
    Entry("units", "building", _("Posyandu & unit"), OPERATOR),
    Entry("accounts", "users-round", _("Akun"), OPERATOR),
]


@dataclass(frozen=True)
class Link:
    """A menu line as this visitor sees it."""

    href: str
    icon: str
    words: str | Promise
    here: bool
    count: int = 0


class Alerts:
    """Alerts that call for this visitor; asked of the database only when a page shows them."""

    def __init__(self, user: Any) -> None:
        """Nothing is read yet."""
        self._user = user

    @cached_property
    def count(self) -> int:
        """How many nobody deals with yet."""
        return queries.loud(self._user).count()

    @property
    def first(self) -> list[queries.Line]:
        """The ones that can wait least."""
        return queries.lines(queries.ordered(queries.loud(self._user))[:SHOWN])


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell.sheets`, `.fonts`, `.links`, `.alerts`, `.place`, `.languages`."""
    user: Any = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    assignments = list(_assignments(user)) if signed_in else []
    roles = {a.role for a in assignments}
    alerts = Alerts(user) if roles & (OFFICER | OPERATOR) else None
    counts = {"alerts": alerts.count if alerts else 0}
    if roles & (OFFICER | PSYCHOLOGIST):
        counts["late"] = waiting_for_somebody(user)
    if roles & PSYCHOLOGIST:
        counts["calendar"] = count_to_move(user)
    return {
        "shell": {
            "sheets": SHEETS,
            "fonts": FONTS,
            "languages": LANGUAGES,
            "links": links(request.path, roles, counts),
            "alerts": alerts,
            "place": ", ".join(place(a) for a in assignments),
        }
    }


def links(path: str, roles: set[str], counts: Mapping[str, int] | None = None) -> list[Link]:
    """The menu for a set of roles; the line under which `path` lies is marked, `counts` stand beside their routes."""
    seen = [(entry, href) for entry in MENU if entry.roles & roles and (href := _href(entry.route))]
    here = max((href for _entry, href in seen if path.startswith(href)), key=len, default=None)
    return [
        Link(href, entry.icon, entry.words, href == here, (counts or {}).get(entry.route, 0)) for entry, href in seen
    ]


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
