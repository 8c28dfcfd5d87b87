"""What a monitor asks for: alive, ready, figures."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST

from simpul.base.access import public
from simpul.config.watch import figures, health


@public
@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers: restart it when this fails."""
    return HttpResponse("ok", content_type="text/plain")


@public
@require_GET
def ready(request: HttpRequest) -> JsonResponse:
    """200 when every part is well, else 503. Names of parts, no figures: strangers learn nothing to use."""
    found = health.parts()
    well = all(part.ok for part in found)
    answer = JsonResponse({part.name: part.ok for part in found}, status=200 if well else 503)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@public
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format for whoever shows the token of `SIMPUL_METRICS_TOKEN`; for anyone else it is not here."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not constant_time_compare(shown, settings.METRICS_TOKEN):
        raise Http404
    return HttpResponse(figures.exposition(), content_type=CONTENT_TYPE_LATEST)
