"""Pages: choose a report, look at it, take it along; what is long is prepared and fetched later."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from simpul.base import audit, clock
from simpul.base.access import NotYours, only, staff
from simpul.exchange.reporting.making import write_all
from simpul.exchange.reporting.month import Month, month_of, parse_month
from simpul.exchange.reporting.office import prepared, shown
from simpul.exchange.reporting.office.catalogue import Report, report, reports
from simpul.exchange.reporting.office.models import PreparedReport
from simpul.exchange.reporting.office.scopes import ALL, Scope, access_scope, choices, sees_names
from simpul.exchange.reporting.tables import Table
from simpul.exchange.sheets import writing
from simpul.registry.models import Assignment

Role = Assignment.Role
WHO = (Role.OFFICER, Role.AGENCY, Role.TEAM)
MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": writing.MIME["xls"],
    "pdf": "application/pdf",
}
FIRST = "recap-balita"
LONG = 60
"""More posts than this are prepared beside the page; a puskesmas has fewer."""
OWN = 20
"""Prepared reports that the page lists."""


@staff(*WHO)
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The form; once chosen, the report itself."""
    actor: Any = request.user
    offered = [one for one in reports() if sees_names(actor) or not one.named]
    context: dict[str, Any] = {
        "groups": shown.grouped(offered),
        "scopes": choices(actor, request.GET.get("tempat", "")),
        "figures_only": not sees_names(actor),
        "months": shown.months(clock.today()),
        "ready": PreparedReport.objects.filter(account=actor).defer("body").order_by("-made_at")[:OWN],
        "titles": {one.id: one.title for one in offered},
        "chosen": request.GET.get("laporan", ""),
        "scope": request.GET.get("tempat", ""),
        "month": request.GET.get("bulan", str(month_of(clock.today()))),
    }
    if context["chosen"]:
        one, scope, month = _asked(request, request.GET)
        context |= {"report": one, "long": len(scope.places) > LONG, "query": request.GET.urlencode()}
        if not context["long"]:
            tables = _made(actor, one, scope, month)
            context["tables"] = [shown.view(table) for table in tables[: shown.MOST_TABLES]]
            context["more"] = max(0, len(tables) - shown.MOST_TABLES)
            context["empty"] = not tables
    return render(request, "exchange/reports.html", context)


@staff(*WHO)
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The chosen report as a file of the form that `bentuk` names."""
    actor: Any = request.user
    form = request.GET.get("bentuk", "csv")
    one, scope, month = _asked(request, request.GET)
    if form not in one.forms or len(scope.places) > LONG:
        raise NotYours
    name = f"{one.id}-{month}"
    if one.page is not None:
        return _file(one.page(scope, month, lambda number, total: None), form, name)
    if one.sheet is not None:
        sheet = one.sheet(scope, month)
        _audit(actor, one, sheet.persons)
        return _file(writing.as_file(form, sheet.name, sheet.headers, sheet.rows), form, name)
    tables = _made(actor, one, scope, month)
    if not tables:
        raise NotYours
    return _file(write_all(tables, form, ";"), form, name)


@staff(*WHO)
@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """Let a long report be made; the page may be left meanwhile."""
    actor: Any = request.user
    one, scope, month = _asked(request, request.POST)
    form = request.POST.get("bentuk", "")
    if form not in one.forms or one.named:
        raise NotYours
    language = (get_language() or "id")[:5]
    PreparedReport.objects.create(
        account=actor, report=one.id, scope=scope.id, month=str(month), form=form, language=language
    )
    prepared.soon()
    return redirect("reports")


@staff(*WHO)
@require_GET
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far the work is; when it has ended the whole page is loaded anew."""
    job = _own(request, pk)
    if job.state not in prepared.ACTIVE:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "exchange/parts/report_progress.html", {"job": job})


@staff(*WHO)
@require_GET
def prepared_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A report that is ready, for whoever asked for it and may still see it."""
    actor: Any = request.user
    job = _own(request, pk)
    access_scope(actor, job.scope)
    if job.state != PreparedReport.State.DONE or job.body is None:
        raise NotYours
    return _file(bytes(job.body), job.form, f"{job.report}-{job.month}")


def _own(request: HttpRequest, pk: UUID) -> PreparedReport:
    actor: Any = request.user
    return only(PreparedReport.objects.filter(pk=pk, account=actor))


def _asked(request: HttpRequest, fields: Any) -> tuple[Report, Scope, Month]:
    """What the form names; the toddlers' recap of all posts this month where it names nothing.

    Raises NotYours for what is not offered to this person.
    """
    actor: Any = request.user
    one = report(fields.get("laporan", FIRST))
    if one is None or (one.named and not sees_names(actor)):
        raise NotYours
    try:
        month = parse_month(fields.get("bulan", str(month_of(clock.today()))))
    except ValueError:
        raise NotYours from None
    scope = access_scope(actor, fields.get("tempat", ALL))
    if scope.post is not None and scope.outside and not one.single:
        raise NotYours
    return one, scope, month


def _made(actor: Any, one: Report, scope: Scope, month: Month) -> Sequence[Table]:
    """The tables, with an audit row for everybody whom they name."""
    tables = one.make(scope, month, lambda number, total: None)
    for table in tables:
        _audit(actor, one, table.persons)
    return tables


def _audit(actor: Any, one: Report, named: Mapping[str, Sequence[str]]) -> None:
    for post, persons in named.items():
        audit.read(actor, post, "person", persons, f"report {one.id}")


def _file(body: bytes, form: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=MIME[form], headers=headers)
