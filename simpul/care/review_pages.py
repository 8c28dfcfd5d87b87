"""What only people can decide: two values of a field, entries set aside, twins to merge, families that moved."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from simpul.base import audit, clock
from simpul.base.access import NotYours, staff
from simpul.base.paging import page_of
from simpul.base.problems import Problem
from simpul.care.actions.repair import repair, see
from simpul.care.actions.resolve import resolve
from simpul.care.entry_words import body_of, corrected, leaves
from simpul.care.review_access import access_quarantine, access_review, flags_of, quarantine_of, reviews_of
from simpul.care.reviewing import flag_lines, held_line, held_lines, review_lines
from simpul.journal.actions.answer import accept, dismiss
from simpul.journal.kinds import Refused
from simpul.people.access import access_record
from simpul.people.actions import pairs
from simpul.people.queries import suspects
from simpul.people.twins import merged_lately, moves_of, suspect_counts
from simpul.registry.access import posts_of
from simpul.registry.models import Assignment

OFFICER = Assignment.Role.OFFICER
PAGE = 50


@staff(OFFICER)
@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """Fields that two people filled differently."""
    actor: Any = request.user
    page = page_of(request, reviews_of(actor), PAGE)
    lines = review_lines(page.object_list)
    note_read(actor, ((line.review.post_id, line.review.person) for line in lines), "reviews")
    return render(request, "care/reviews.html", {"lines": lines, "page": page})


@staff(OFFICER)
@require_POST
def review_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one of the values."""
    actor: Any = request.user
    review = access_review(actor, pk)
    try:
        resolve(actor, review, _number(request.POST.get("option", "")))
    except (ValueError, IndexError):
        messages.error(request, _("Pilih salah satu nilai dulu."))
    except Refused as refusal:
        messages.error(request, refusal.said)
    else:
        messages.success(request, _("Diputuskan. HP kader menampilkan nilai ini setelah sinkron."))
    return redirect("reviews")


@staff(OFFICER)
@require_GET
def quarantine(request: HttpRequest) -> HttpResponse:
    """Entries that the server keeps and could not apply, and applied ones that need a look."""
    actor: Any = request.user
    page = page_of(request, quarantine_of(actor).select_related("post"), PAGE)
    held, flags = held_lines(page.object_list), flag_lines(flags_of(actor)[:PAGE])
    note_read(actor, ((line.held.post_id, line.person) for line in held), "quarantine")
    note_read(actor, ((line.flag.post_id, line.person) for line in flags), "quarantine")
    return render(request, "care/quarantine.html", {"held": held, "flags": flags, "page": page})


@staff(OFFICER)
@require_http_methods(["GET", "POST"])
def quarantine_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: read it, correct a value and accept, accept as it is, or close it with a reason."""
    actor: Any = request.user
    held = access_quarantine(actor, pk)
    body = body_of(bytes(held.body))
    error = ""
    if request.method == "POST":
        try:
            _answer(actor, held, body, request.POST)
        except Refused as refusal:
            error = refusal.said
        except (ValueError, KeyError) as fault:
            error = str(fault)
        else:
            messages.success(request, _("Selesai. HP kader mengetahuinya saat sinkron berikutnya."))
            return redirect("quarantine")
    line = held_line(held)
    note_read(actor, [(held.post_id, line.person)], "quarantine")
    typed = {leaf.path: request.POST.get(leaf.path, leaf.typed) for leaf in leaves(body.get("data"))}
    drawn = list(leaves(body.get("data")))
    context = {
        "line": line,
        "leaves": drawn,
        "typed": typed,
        "reason": request.POST.get("reason", ""),
        "amiss": _amiss(error, request.POST, line.field, drawn),
    }
    return render(request, "care/quarantine_one.html", context, status=422 if error else 200)


def _amiss(error: str, posted: Any, field: str, drawn: list[Any]) -> list[Problem]:
    """What the page says above its forms, leading to the box that it is about: the reason, or the value in question."""
    if not error:
        return []
    asked = next((n for n, leaf in enumerate(drawn, 1) if leaf.key == field), 1 if drawn else 0)
    return [Problem(error, "reason" if posted.get("do") == "dismiss" or not asked else f"f{asked}")]


def _answer(actor: Any, held: Any, body: Any, posted: Any) -> None:
    deed = posted.get("do", "")
    if deed == "dismiss":
        reason = posted.get("reason", "").strip()
        if not reason:
            raise ValueError(_("Tulis alasannya. Kader akan membacanya."))
        dismiss(actor, held, reason[:500])
    elif held.post_id is None or not isinstance(body.get("data"), dict):
        raise ValueError(_("Catatan ini tidak dapat dibaca. Tutup dengan alasan, dan minta kader mengetik ulang."))
    elif deed == "accept":
        accept(actor, held)
    else:
        repair(actor, held, body, corrected(body["data"], posted))


@staff(OFFICER)
@require_POST
def flag_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer has looked at a flagged entry."""
    actor: Any = request.user
    flag = flags_of(actor).filter(pk=pk).first()
    if flag is None:
        raise NotYours
    see(actor, flag)
    return redirect("quarantine")


@staff(OFFICER)
@require_GET
def twins(request: HttpRequest) -> HttpResponse:
    """Records of one post that may be one person; merges of late that can be undone; families that moved."""
    actor: Any = request.user
    units = list(posts_of(actor))
    posts = {str(unit.pk) for unit in units}
    chosen = request.GET.get("posyandu", "")
    chosen = chosen if chosen in posts else str(units[0].pk) if units else ""
    found = suspects({chosen}, clock.today()) if chosen else []
    lately, moved = merged_lately(posts), moves_of(posts)
    note_read(actor, ((one.post, one.id) for pair in found for one in (pair.a, pair.b)), "duplicates")
    note_read(actor, ((kept.post_id, row.pk) for kept, row in lately for row in (kept, row)), "duplicates")
    note_read(actor, ((move.post_id, person) for move in moved for person in move.persons), "moves")
    return render(
        request,
        "care/twins.html",
        {
            "found": found,
            "lately": lately,
            "moved": moved,
            "posts": units,
            "chosen": chosen,
            "counts": suspect_counts(posts, clock.today()),
        },
    )


@staff(OFFICER)
@require_POST
def twins_merge(request: HttpRequest) -> HttpResponse:
    """Make two records one, or undo it. Both histories stay whole."""
    actor: Any = request.user
    kept = access_record(actor, request.POST.get("kept", ""))
    deed = request.POST.get("do", "merge")
    deeds = {"undo": pairs.unmerge, "apart": pairs.tell_apart}
    try:
        deeds.get(deed, pairs.merge)(actor, kept, request.POST.get("gone", ""))
    except Refused as refusal:
        messages.error(request, refusal.said)
    else:
        messages.success(request, _done(deed))
    return redirect(f"{reverse('twins')}?posyandu={kept.post_id}")


def _done(deed: str) -> str:
    if deed == "undo":
        return _("Gabungan dibatalkan. Kedua riwayat kembali seperti semula.")
    if deed == "apart":
        return _("Tercatat: dua orang yang berbeda. Tidak ditanyakan lagi.")
    return _("Dua catatan digabung.")


def _number(text: str) -> int:
    """A place in a list, from 0. Raises ValueError for anything else."""
    if not text.isdecimal():
        raise ValueError(text)
    return int(text)


def note_read(actor: Any, rows: Any, purpose: str) -> None:
    """Write down whose records were shown: (post, person) pairs; None is no person."""
    audit.read_each(actor, "person", rows, purpose)
