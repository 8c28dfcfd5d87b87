"""The operator's first page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from simpul.base.access import staff
from simpul.config.machine import facts
from simpul.config.machine.troubles import troubles
from simpul.config.watch import health
from simpul.journal import audit_runs
from simpul.journal.backup import runs
from simpul.journal.models import AuditRun
from simpul.registry.models import Assignment


@staff(Assignment.Role.OPERATOR)
@require_GET
def machine(request: HttpRequest) -> HttpResponse:
    """Health, backups, versions, keys, epoch, alerts. Counts only, of no single person."""
    actor: Any = request.user
    context = {
        "parts": health.parts(),
        "made": runs.last_made(),
        "proven": runs.last_proven(),
        "tried": runs.last_try(),
        "verified": audit_runs.last(AuditRun.Kind.VERIFIED),
        "anchored": audit_runs.last(AuditRun.Kind.ANCHORED),
        "version": facts.server_version(),
        "schema": facts.schema(),
        "phones": facts.phone_versions(),
        "sizes": facts.sizes(),
        "escrow": facts.escrow(),
        "escrow_comes_by_itself": health.key_comes_by_itself(),
        "recipients": facts.backup_recipients(),
        "life": facts.life(),
        "troubles": troubles(actor),
    }
    return render(request, "machine/page.html", context)
