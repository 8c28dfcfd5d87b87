"""Pages of checks with Dukcapil: all posts of a puskesmas in counts, and one person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from simpul.base import audit
from simpul.base.access import staff
from simpul.exchange.dukcapil import queries, queue
from simpul.exchange.dukcapil.content import Access, accesses
from simpul.exchange.private_files import PrivateFileError
from simpul.people.access import access_person
from simpul.registry.access import access_post, posts_of, puskesmas_of
from simpul.registry.models import Assignment, Unit

OFFICER = Assignment.Role.OFFICER


def _rights() -> dict[str, Access]:
    try:
        return accesses()
    except PrivateFileError:
        return {}


@staff(OFFICER)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """How the checks of one's posts stand. Names nobody."""
    actor: Any = request.user
    context = {"rights": queries.rights(puskesmas_of(actor), _rights()), "posts": queries.posts(posts_of(actor))}
    return render(request, "exchange/dukcapil/overview.html", context)


@staff(OFFICER)
@require_POST
def ask_post(request: HttpRequest, post: UUID) -> HttpResponse:
    """Queue everybody of a post who is not checked yet."""
    actor: Any = request.user
    unit = access_post(actor, post)
    count = queue.enqueue(actor, queries.askable(queries.living(Unit.objects.filter(pk=unit.pk))))
    audit.note(actor, "dukcapil_asked", str(unit.pk), {"persons": count})
    said = ngettext("%(n)s warga antre untuk dicocokkan.", "%(n)s warga antre untuk dicocokkan.", count)
    messages.success(request, said % {"n": count})
    return redirect("dukcapil")


@staff(OFFICER)
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person: what Dukcapil said of each field, when and how; ask (again)."""
    actor: Any = request.user
    found = access_person(actor, pk)
    if request.method == "POST":
        if queue.enqueue(actor, [found]):
            audit.note(actor, "dukcapil_asked", str(found.pk))
            messages.success(request, _("Antre untuk dicocokkan. Hasilnya muncul di halaman ini."))
        else:
            messages.error(request, _("NIK, nama, dan tanggal lahir perlu lengkap lebih dulu."))
        return redirect("dukcapil_person", found.pk)
    audit.read(actor, found.post_id, "person", [str(found.pk)], "dukcapil")
    context = {
        "person": found,
        "standing": queries.standing(found),
        "open": bool(_rights().keys() & {str(one) for one in puskesmas_of(actor).values_list("pk", flat=True)}),
    }
    return render(request, "exchange/dukcapil/person.html", context)
