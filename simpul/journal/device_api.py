"""Endpoints by which phones become known (docs/protocol.md, "Authority")."""

import msgspec
from django.http import HttpRequest, HttpResponse

from simpul.journal.actions import enrol as enrolment
from simpul.journal.http import answer, body_of, endpoint, parse, sender_hash
from simpul.journal.senders import bearer, sender
from simpul.journal.wire import Enrol, EnrolStatus

_enrol = msgspec.json.Decoder(Enrol)
_status = msgspec.json.Decoder(EnrolStatus)


@endpoint("POST")
def enrol(request: HttpRequest) -> HttpResponse:
    """A phone gives its code and its public key."""
    asked = parse(_enrol, body_of(request))
    caller = sender(request) if bearer(request) else None
    return answer(enrolment.claim(asked, caller, sender_hash(request)))


@endpoint("POST")
def status(request: HttpRequest) -> HttpResponse:
    """What became of it."""
    return answer(enrolment.status(parse(_status, body_of(request))))
