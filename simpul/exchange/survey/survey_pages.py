"""Pages of the survey: the sheet out and in, who has not answered, the reminder; and the link's own page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from simpul.base import audit, clock
from simpul.base.access import NotYours, public, staff
from simpul.base.paging import page_of
from simpul.exchange import problem_list, reports
from simpul.exchange.limits import limits
from simpul.exchange.models import Import
from simpul.exchange.pages import sheet_answer
from simpul.exchange.reporting.capability.counting import KINDS
from simpul.exchange.sheets import writing
from simpul.exchange.sheets.faults import SheetError
from simpul.exchange.survey import applying, reminding, silence, template
from simpul.exchange.survey.access import access_change, changed_by
from simpul.exchange.survey.answering import answer
from simpul.exchange.survey.content import survey as rules
from simpul.exchange.survey.forms import AnswerForm
from simpul.exchange.survey.pages import CHANGERS, KNOWN, districts
from simpul.exchange.survey.register import surveyed
from simpul.exchange.views import STATES
from simpul.knowledge.services import Service, all_services
from simpul.knowledge.services import service as service_named
from simpul.registry.models import Unit

FORMS = ("xlsx", "csv")
"""In which a list is taken along; the first unless an address says otherwise."""
SHOWN = 40
"""Units without an answer on one page."""
SHOWN_PROBLEMS = 50
SHOWN_SHEETS = 10
SHOWN_CHANGED = 8
"""Places named that somebody has renewed after a sheet."""


@staff(*CHANGERS)
@require_http_methods(["GET", "POST"])
def survey(request: HttpRequest) -> HttpResponse:
    """Response rate, the sheet out and in, who has not answered; POST takes a filled sheet in."""
    actor: Any = request.user
    problem = None
    if request.method == "POST":
        try:
            return redirect("survey_sheet", _uploaded(request).pk)
        except SheetError as error:
            problem = error.problem
    service = _service(request.GET.get("layanan", ""))
    wanted = silence.wanted(request.GET)
    page = page_of(request, silence.listed(actor, service, wanted, clock.today()), SHOWN)
    answered, asked = surveyed(changed_by(actor), service, clock.today())
    context = {
        "service": service,
        "every": all_services(),
        "answered": answered,
        "asked": asked,
        "rate": answered / asked if asked else 0,
        "page": page,
        "silent": reminding.silent(list(page), service),
        "sheets": [(job, *STATES[Import.State(job.state)]) for job in applying.opening_for(actor, SHOWN_SHEETS)],
        "problem": problem,
        "wanted": wanted,
        "orders": [(name, words) for name, (words, _order) in silence.ORDERS.items()],
        "kinds": [(kind, Unit.Kind(kind).label) for kind in KINDS if kind in service.offered_by],
        "areas": districts(actor),
        "nobody": "kosong" in request.GET,
        "limits": limits(),
    }
    return render(request, "exchange/survey/survey.html", context, status=422 if problem else 200)


@staff(*CHANGERS)
@require_GET
def sheet_out(request: HttpRequest) -> HttpResponse:
    """The template with the real units; `layanan` chooses the service, `bentuk` the form."""
    actor: Any = request.user
    form, service = _asked(request)
    made = template.as_file(form, list(changed_by(actor)), [service], clock.today())
    return sheet_answer(made, form, f"survei-{service.id}")


@staff(*CHANGERS)
@require_GET
def silent_out(request: HttpRequest) -> HttpResponse:
    """Who has not answered, as far as the page shows it, to take along; `bentuk` chooses the form."""
    actor: Any = request.user
    form, service = _asked(request)
    units = silence.listed(actor, service, silence.wanted(request.GET), clock.today())
    return sheet_answer(silence.sheet(form, service, units), form, f"belum-menjawab-{service.id}")


@staff(*CHANGERS)
@require_GET
def sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a sheet would change, or what it changed."""
    actor: Any = request.user
    job = applying.access_sheet(actor, pk)
    if job.state == Import.State.READY:
        applying.look_again(actor, job)
    audit.read(actor, actor.pk, "import", [job.pk], "survey")
    packed = Import.objects.filter(pk=job.pk).values_list("problems", flat=True).get()
    bad = list(problem_list.unpack(bytes(packed)).items())
    words, icon = STATES[Import.State(job.state)]
    context = {
        "job": job,
        "state": words,
        "icon_name": icon,
        "counts": job.preview["counts"],
        "brings": len(job.preview["units"]) > 0,
        "problems": bad[:SHOWN_PROBLEMS],
        "bad": len(bad),
        "kept_file": bool(bad) and Import.objects.filter(pk=job.pk, body__isnull=False).exists(),
        "may_undo": applying.may_undo(job),
        "undo_until": applying.undo_until(job),
        "changed": list(applying.changed_since(job)[:SHOWN_CHANGED]),
        "changed_count": applying.changed_since(job).count(),
    }
    return render(request, "exchange/survey/sheet_in.html", context)


@staff(*CHANGERS)
@require_POST
def sheet_do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponse:
    """`terapkan`, `buang` or `tarik` a sheet."""
    actor: Any = request.user
    job = applying.access_sheet(actor, pk)
    if deed == "terapkan":
        n = applying.apply(actor, job)
        messages.success(request, ngettext("%(n)s jawaban dicatat.", "%(n)s jawaban dicatat.", n) % {"n": n})
    elif deed == "tarik":
        _say_undone(request, applying.undo(actor, job), applying.changed_since(job).count())
    elif deed == "buang":
        applying.discard(actor, job)
        messages.success(request, _("Lembar dibuang. Tidak ada yang berubah."))
        return redirect("survey")
    else:
        raise NotYours
    return redirect("survey_sheet", job.pk)


@staff(*CHANGERS)
@require_GET
def sheet_problems(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The rows with problems, with what is wrong and how to repair it. Corrected, the sheet can come again."""
    actor: Any = request.user
    job = applying.access_sheet(actor, pk)
    held = Import.objects.filter(pk=job.pk, body__isnull=False).exclude(problems=b"").exists()
    if form not in writing.MIME or not held:
        raise NotYours
    audit.read(actor, actor.pk, "import", [job.pk], "survey problems")
    return sheet_answer(reports.problem_sheet(job, form), form, f"masalah-{str(job.pk)[:8]}")


@staff(*CHANGERS)
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Remind one unit, those that are ticked, or all that have not answered and that the page was narrowed to."""
    actor: Any = request.user
    service, wanted = _service(request.POST.get("layanan", "")), silence.wanted(request.POST)
    waiting = silence.listed(actor, service, wanted, clock.today())
    if not request.POST.get("semua"):
        waiting = waiting.filter(pk__in=[pk for pk in request.POST.getlist("unit") if _is_id(pk)])
    done = reminding.remind(actor, service, waiting)
    _say(request, done)
    nobody = "" if done.sent or done.too_soon or done.no_way else "&kosong=ya"
    return redirect(f"{reverse('survey')}?layanan={service.id}&{wanted.query}{nobody}#belum")


@staff(*CHANGERS)
@require_POST
def words(request: HttpRequest, unit: UUID) -> HttpResponse:
    """The reminder's words with a fresh link, for a unit that no message reaches."""
    actor: Any = request.user
    service = _service(request.POST.get("layanan", ""))
    place = access_change(actor, unit)
    if not reminding.silent_units(actor, service).filter(pk=place.pk).exists():
        raise NotYours
    text = reminding.words_to_copy(actor, service, place)
    context = {"place": place, "service": service, "text": text, "days": rules().link_days}
    made = render(request, "exchange/survey/words.html", context)
    made["Cache-Control"] = "private, no-store"
    return made


@public
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The short survey for whoever holds the link. Says nothing of any person."""
    link = reminding.by_token(token)
    if link is None:
        return _unlisted(render(request, "exchange/survey/link_closed.html", status=410))
    service = service_named(link.service)
    form = AnswerForm(link.unit.kind, None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer(link, form)
        return _unlisted(render(request, "exchange/survey/link_done.html", {"place": link.unit}))
    context = {"place": link.unit, "service": service, "form": form, "until": link.expires_at}
    status = 422 if request.method == "POST" else 200
    return _unlisted(render(request, "exchange/survey/link.html", context, status=status))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _say(request: HttpRequest, done: reminding.Reminded) -> None:
    if done.sent:
        said = ngettext("%(n)s pengingat dikirim.", "%(n)s pengingat dikirim.", done.sent)
        messages.success(request, said % {"n": done.sent})
    if done.too_soon:
        said = ngettext("%(n)s sudah diingatkan hari ini.", "%(n)s sudah diingatkan hari ini.", done.too_soon)
        messages.info(request, said % {"n": done.too_soon})
    if done.no_way:
        said = ngettext("%(n)s tidak punya kontak.", "%(n)s tidak punya kontak.", done.no_way)
        messages.info(request, f"{said % {'n': done.no_way}} {_('Salin kata-katanya dan kirim sendiri.')}")


def _say_undone(request: HttpRequest, n: int, stays: int) -> None:
    said = ngettext("%(n)s jawaban ditarik.", "%(n)s jawaban ditarik.", n) % {"n": n}
    kept = ngettext(
        "%(n)s tempat sudah diperbarui sesudahnya: yang baru tetap berlaku.",
        "%(n)s tempat sudah diperbarui sesudahnya: yang baru tetap berlaku.",
        stays,
    )
    messages.success(request, f"{said} {kept % {'n': stays}}" if stays else said)


def _uploaded(request: HttpRequest) -> Import:
    actor: Any = request.user
    sent = request.FILES.get("sheet")
    if sent is None:
        raise SheetError("empty_file")
    if (sent.size or 0) > limits().bytes:
        raise SheetError("too_big", megabytes=limits().bytes // 1_000_000)
    return applying.take_in(actor, sent.name or "", sent.read())


def _asked(request: HttpRequest) -> tuple[str, Service]:
    """The form of a file and its service, as an address names them. Raises NotYours for a form that is none."""
    form = request.GET.get("bentuk", FORMS[0])
    if form not in FORMS:
        raise NotYours
    return form, _service(request.GET.get("layanan", ""))


def _service(name: str) -> Service:
    return service_named(name if name in KNOWN else rules().first_service)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
