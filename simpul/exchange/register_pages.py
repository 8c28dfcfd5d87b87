"""Pages on which a paper register is typed: choose the post and the page, type in the grid, say that it is done."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from simpul.base import audit
from simpul.base.access import NotYours, staff
from simpul.base.clock import today
from simpul.exchange import register
from simpul.exchange.actions import type_register
from simpul.exchange.limits import limits
from simpul.exchange.models import RegisterDraft
from simpul.exchange.register import MEASURES, RegisterPage
from simpul.exchange.typed import asked, read
from simpul.journal.kinds import Refused
from simpul.registry.access import access_post, posts_of
from simpul.registry.models import Assignment, Unit
from simpul.registry.zones import zone_of_unit

OFFICER = Assignment.Role.OFFICER
MOST_BYTES = 500_000
"""Of one save: a whole page pasted at once is under 100 kB."""
FAULTS = {
    "unreadable": gettext_lazy("Tidak terbaca. Tulis angka seperti 8,4; cara ukur t atau b; centang dengan x."),
    "no_day": gettext_lazy("Isi dulu tanggal hari bukanya di atas kolom ini."),
    "before_birth": gettext_lazy("Anak ini belum lahir pada tanggal itu."),
    "no_capsule": gettext_lazy("Umurnya di luar 6–59 bulan; tidak ada kapsul vitamin A untuk umur ini."),
}
_NAMES = {
    "berat": gettext_lazy("Berat badan"),
    "tinggi": gettext_lazy("Tinggi badan"),
    "lila": gettext_lazy("LiLA"),
    "lingkar-kepala": gettext_lazy("Lingkar kepala"),
}


@staff(OFFICER)
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Choose post and page; a chosen one is opened. Pages begun and not finished are listed."""
    actor: Any = request.user
    post, page = request.GET.get("posyandu", ""), _asked_page(request)
    if post and page:
        return redirect("register_page", access_post(actor, _uuid(post)).pk, page)
    drafts = RegisterDraft.objects.filter(account=actor, post__in=posts_of(actor)).select_related("post")
    context = {
        "posts": posts_of(actor),
        "measures": _NAMES.items(),
        "today": today(),
        "year": today().year,
        "first_year": today().year - limits().paper_back_days // 365,
        "drafts": drafts.exclude(cells={}).order_by("-saved_at"),
        "asked": bool(post),
    }
    return render(request, "exchange/register.html", context)


def _asked_page(request: HttpRequest) -> str:
    query = request.GET
    if query.get("jenis") == "tahun":
        measure, year = query.get("ukuran", ""), query.get("tahun", "")
        return f"{measure}-{year}" if measure in MEASURES and year.isdecimal() and len(year) == 4 else ""
    day = query.get("tanggal", "")
    return f"hari-{day}" if len(day) == 10 else ""


@staff(OFFICER)
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, post: UUID, slug: str) -> HttpResponse:
    """The grid. Posted: the cells are kept, and written when the officer says that it is done."""
    actor: Any = request.user
    unit = access_post(actor, post)
    opened = _opened(request, unit, slug)
    if request.method == "POST":
        return _posted(request, unit, opened)
    return _shown(request, opened)


def _posted(request: HttpRequest, unit: Unit, opened: RegisterPage) -> HttpResponse:
    actor: Any = request.user
    cells = {key[5:]: text for key, text in request.POST.items() if key.startswith("cell ")}
    days = {key[4:]: text for key, text in request.POST.items() if key.startswith("day ")}
    type_register.keep(actor, opened, {k: str(v) for k, v in cells.items()}, {k: str(v) for k, v in days.items()})
    opened = _opened(request, unit, opened.slug)
    typed, faults = read(opened)
    if request.POST.get("do") != "finish":
        return redirect("register_page", unit.pk, opened.slug)
    if faults:
        messages.error(request, _("Masih ada isian yang tidak terbaca. Betulkan yang ditandai, lalu simpan lagi."))
        return _shown(request, opened, status=422)
    try:
        count = type_register.finish(actor, opened, typed)
    except Refused as refusal:
        messages.error(request, refusal.said)
        return _shown(request, opened, status=422)
    words = ngettext("%(n)s hari ukur tersimpan.", "%(n)s hari ukur tersimpan.", count) % {"n": count}
    messages.success(request, words)
    return redirect("register_page", unit.pk, opened.slug)


@staff(OFFICER)
@require_POST
def save(request: HttpRequest, post: UUID, slug: str) -> HttpResponse:
    """Keep changed cells (JSON); answers with what the page should ask or mark."""
    actor: Any = request.user
    unit = access_post(actor, post)
    cells, days = _body(request)
    draft = type_register.keep(actor, _opened(request, unit, slug), cells, days)
    typed, faults = read(opened := _opened(request, unit, slug))
    at = draft.saved_at.astimezone(zone_of_unit(str(unit.pk)))
    marks = {key: str(FAULTS[code]) for key, code in faults.items()}
    return JsonResponse({"saved": f"{at:%H.%M.%S}", "questions": asked(opened, typed), "faults": marks})


def _body(request: HttpRequest) -> tuple[dict[str, str], dict[str, str]]:
    try:
        raw = request.body
        body = json.loads(raw) if len(raw) <= MOST_BYTES else None
    except (ValueError, RecursionError, RawPostDataException):  # the last: a form, which was read as one before
        raise NotYours from None
    if body is None:
        raise NotYours
    parts = [body.get(name, {}) if isinstance(body, dict) else {} for name in ("cells", "days")]
    cells, days = ({str(k): str(v) for k, v in p.items()} if isinstance(p, dict) else {} for p in parts)
    return cells, days


def _opened(request: HttpRequest, unit: Unit, slug: str) -> RegisterPage:
    actor: Any = request.user
    return register.open_page(actor, unit, slug, today(zone_of_unit(str(unit.pk))))


def _shown(request: HttpRequest, opened: RegisterPage, status: int = 200) -> HttpResponse:
    actor: Any = request.user
    typed, faults = read(opened)
    audit.read(actor, opened.post.pk, "person", [line.person.pk for line in opened.lines], "register")
    marks = asked(opened, typed) | {key: str(FAULTS[code]) for key, code in faults.items()}
    heads = [(column, register.month_ends(column.key)) for column in opened.columns] if opened.months else []
    title = _NAMES.get(opened.slug.rpartition("-")[0], "")
    context = {"page": opened, "marks": marks, "faults": faults, "heads": heads, "title": title, "count": len(typed)}
    return render(request, "exchange/register_page.html", context, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotYours from None
