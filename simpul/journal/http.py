"""The frame of the journal's JSON endpoints: method, size caps, gzip, bearer token, kind errors."""

import ipaddress
import logging
import zlib
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import msgspec
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, RawPostDataException
from django.views.decorators.csrf import csrf_exempt

from simpul.base import access
from simpul.journal.problems import ApiProblem, bad_request, busy, too_many
from simpul.registry.adapters import client_ip

log = logging.getLogger(__name__)
MAX_SENT = 4 * 1024 * 1024
MAX_INFLATED = 16 * 1024 * 1024
"""Bytes of a request body as sent, and after inflating."""
WHEN_AWAY_S = 30
"""Seconds until a phone tries again when the database is away."""
_CHUNK = 256 * 1024
_FOR_PHONES = "simpul_for_phones"
T = TypeVar("T")
View = Callable[..., HttpResponse]


def endpoint(method: str) -> Callable[[View], View]:
    """A JSON endpoint for phones. It checks the bearer token itself and answers strangers in JSON."""

    def attach(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if request.method != method:
                    raise _wrong_method(method)
                return view(request, *args, **kwargs)
            except ApiProblem as problem:
                return problem.response()
            except OperationalError:
                log.exception("The database is busy or away")
                return busy(WHEN_AWAY_S).response()
            except Exception:
                log.exception("An endpoint failed")
                return _broken().response()

        setattr(guarded, _FOR_PHONES, True)
        return csrf_exempt(access.rule(_anyone)(guarded))

    return attach


def is_for_phones(view: View) -> bool:
    """Whether the view is an endpoint of phones: it needs no session, no cookie and no form's token."""
    return getattr(view, _FOR_PHONES, False) is True


def _anyone(request: HttpRequest) -> bool:
    # The endpoint authenticates by bearer token or enrolment secret, and answers in JSON.
    return True


def answer(value: Any, headers: dict[str, str] | None = None) -> HttpResponse:
    """A struct as JSON; never cached by anyone in between."""
    kept = {"Cache-Control": "private, no-store", **(headers or {})}
    return HttpResponse(msgspec.json.encode(value), content_type="application/json", headers=kept)


def body_of(request: HttpRequest) -> bytes:
    """The request body, inflated when gzip, within the caps. Raises ApiProblem."""
    return unpacked(request, sent_bytes(request))


def sent_bytes(request: HttpRequest) -> bytes:
    """The request body as it was sent, within the cap. Raises ApiProblem."""
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > MAX_SENT:
        raise too_many(f"lebih dari {MAX_SENT // 2**20} MB", f"more than {MAX_SENT // 2**20} MB")
    try:
        sent = request.read(MAX_SENT + 1)
    except (OSError, RawPostDataException) as error:
        raise bad_request("body_cut", "Kiriman terputus.", "The request was cut off.") from error
    if len(sent) > MAX_SENT:
        raise too_many(f"lebih dari {MAX_SENT // 2**20} MB", f"more than {MAX_SENT // 2**20} MB")
    return sent


def unpacked(request: HttpRequest, sent: bytes) -> bytes:
    """What was sent, inflated when gzip, within the cap. Raises ApiProblem."""
    encoding = request.headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return sent
    if encoding == "gzip":
        return inflate(sent)
    raise ApiProblem(
        415,
        "encoding",
        "Bentuk kompresi tidak dikenal; pakai gzip.",
        "This content encoding is not known; use gzip.",
    )


def reads_brotli(request: HttpRequest) -> bool:
    """Whether the caller says so: browsers do over HTTPS."""
    said = [each.replace(" ", "").lower() for each in request.headers.get("Accept-Encoding", "").split(",")]
    return any(each.partition(";")[0] == "br" and not each.endswith(";q=0") for each in said)


def inflate(sent: bytes, most: int = MAX_INFLATED) -> bytes:
    """Gunzip; stops as soon as more than `most` bytes come out. Raises ApiProblem."""
    engine = zlib.decompressobj(wbits=31)
    parts, size = [], 0
    try:
        while not engine.eof:
            part = engine.decompress(sent, _CHUNK)
            sent = engine.unconsumed_tail
            if not part and not sent:
                break
            parts.append(part)
            size += len(part)
            if size > most:
                raise too_many(f"lebih dari {most // 2**20} MB", f"more than {most // 2**20} MB")
    except zlib.error as error:
        raise _bad_gzip() from error
    if not engine.eof:
        raise _bad_gzip()
    return b"".join(parts)


def parse(decoder: "msgspec.json.Decoder[T]", body: bytes) -> T:
    """The body as its struct. Raises ApiProblem that names the field."""
    try:
        return decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        field = str(error).rpartition("`$.")[2].rstrip("`") if "`$." in str(error) else None
        raise bad_request(
            "malformed", f"Kiriman tidak terbaca: {error}", f"The request cannot be read: {error}", field
        ) from error


def sender_hash(request: HttpRequest) -> bytes:
    """A keyed hash of the sender's address, past trusted proxies, to count tries without keeping addresses."""
    import hashlib
    import hmac

    try:
        address = _line(client_ip(request))
    except PermissionDenied:  # a line without an address: all such callers count as one
        address = ""
    return hmac.new(settings.SECRET_KEY.encode(), f"sender|{address}".encode(), hashlib.sha256).digest()


def _line(address: str) -> str:
    """The address; of IPv6 the /64, all of which one subscriber has (RFC 6177) and could try from in turn."""
    found = ipaddress.ip_address(address)
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ipaddress.IPv6Network((found, 64), strict=False).network_address)


def _bad_gzip() -> ApiProblem:
    return bad_request("gzip", "Kiriman gzip rusak atau terputus.", "The gzip body is broken or cut off.")


def _wrong_method(method: str) -> ApiProblem:
    return ApiProblem(
        405, "method", f"Alamat ini memakai {method}.", f"This address takes {method}.", headers={"Allow": method}
    )


def _broken() -> ApiProblem:
    return ApiProblem(
        500,
        "server_fault",
        "Server gagal menjawab. Isian Anda tetap di HP; HP akan mencoba lagi.",
        "The server failed. What you typed stays on the phone; it tries again.",
    )
