"""The officer's page for outbox files (`*.simpul`): put them there, look at the covers, place them, read the result."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from simpul.base.access import staff
from simpul.journal.actions.carry import drop, place_file, put
from simpul.journal.carried import MOST_BYTES, MOST_FILES, access_file, files_of, lines
from simpul.registry.models import Assignment

OFFICER = Assignment.Role.OFFICER


@staff(OFFICER)
@require_http_methods(["GET", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """The files with their covers; a form adds more."""
    actor: Any = request.user
    if request.method == "POST":
        sent = request.FILES.getlist("files")[:MOST_FILES]
        for upload in sent:
            put(actor, upload.name or "", upload.read(MOST_BYTES + 1))
        if sent:
            return redirect("deposit_files")
    return _page(request, "journal/files.html", status=422 if request.method == "POST" else 200)


@staff(OFFICER)
@require_POST
def place(request: HttpRequest) -> HttpResponse:
    """Place every file that waits. The page asks for them one by one, to say how far it is."""
    actor: Any = request.user
    waiting = list(files_of(actor).filter(placed_at=None, problem=""))
    step = request.headers.get("HX-Request") == "true"
    for file in waiting[:1] if step else waiting:
        place_file(actor, file)
    if not step:
        return redirect("deposit_files")
    return _page(request, "journal/parts/files.html", going=len(waiting) > 1)


@staff(OFFICER)
@require_POST
def one(request: HttpRequest, file: UUID) -> HttpResponse:
    """Try a file again that could not be placed, or take it off the list."""
    actor: Any = request.user
    held = access_file(actor, file)
    if request.POST.get("do") == "again":
        place_file(actor, held)
    else:
        drop(actor, held)
    return redirect("deposit_files")


def _page(request: HttpRequest, template: str, *, going: bool = False, status: int = 200) -> HttpResponse:
    actor: Any = request.user
    waiting, done = lines(actor)
    ready = sum(1 for line in waiting if not line.file.problem)
    left = ngettext("Masih %(n)s berkas…", "Masih %(n)s berkas…", ready) % {"n": ready}
    context = {"waiting": waiting, "done": done, "ready": ready, "going": going, "left": left, "most": MOST_FILES}
    return render(request, template, context | {"none_chosen": status != 200}, status=status)
