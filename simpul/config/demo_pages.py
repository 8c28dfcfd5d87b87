"""The demo's front room: who may sign in with what, and a phone in two taps. It does not exist outside a demo."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from simpul.base import clock
from simpul.base.access import public
from simpul.config.demo_messages import messages as demo_messages
from simpul.journal.actions import enrol
from simpul.journal.models import Enrolment
from simpul.registry.demo import totp_now
from simpul.registry.models import Account
from simpul.seeds.demo.logins import here
from simpul.seeds.demo.place import PASSWORD, name_id

OFFICER = "bidan"
KADER = "kader.melati1"


def only_in_demo(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 wherever real people may be in the database."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO or not Account.objects.filter(pk=name_id(OFFICER)).exists():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@public
@require_GET
@only_in_demo
def room(request: HttpRequest) -> HttpResponse:
    """Accounts with password and present code; phones that wait for the officer's look."""
    rows = [(role, account.username, totp_now(account)) for role, account in here()]
    return render(request, "demo/room.html", {"rows": rows, "password": PASSWORD, "waiting": _waiting()})


@public
@require_GET
@only_in_demo
def waiting(request: HttpRequest) -> HttpResponse:
    """The part of the page that is fetched again while a phone is expected."""
    return render(request, "demo/waiting.html", {"waiting": _waiting()})


@public
@require_POST
@only_in_demo
def phone(request: HttpRequest) -> HttpResponse:
    """Make a code for the demo's kader as the officer would, and open the phone with it."""
    made = enrol.make_code(Account.objects.get(pk=name_id(OFFICER)), Account.objects.get(pk=name_id(KADER)))
    return redirect(f"/kader/#daftar={made.code}.{made.fingerprint}")


@public
@require_POST
@only_in_demo
def accept(request: HttpRequest, enrolment: str) -> HttpResponse:
    """The words agree: confirm as the demo's officer."""
    found = Enrolment.objects.filter(pk=enrolment, account=name_id(KADER)).first()
    if found is None:
        raise Http404
    enrol.confirm(Account.objects.get(pk=name_id(OFFICER)), found)
    return redirect("demo")


@public
@require_GET
@only_in_demo
def outbox(request: HttpRequest) -> HttpResponse:
    """Messages as they would have been sent, the newest first: so that their links can be tried."""
    return render(request, "demo/messages.html", {"shown": demo_messages()})


def _waiting() -> Any:
    pending = Enrolment.objects.filter(account=name_id(KADER), state=Enrolment.State.PENDING)
    return pending.filter(expires_at__gt=clock.now()).order_by("-created_at")
