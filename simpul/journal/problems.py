"""Refusals of the journal's API: a stable code, words for people, an honest status."""

import math
from collections.abc import Mapping

import msgspec
from django.http import HttpResponse

from simpul.journal.wire import Problem, Words

DEPOSIT = "journal/deposit"
"""The way that stays open to a phone that may do nothing else."""


class ApiProblem(Exception):
    """Raised anywhere in an endpoint; becomes the JSON answer `{"code", "message", "field"}`."""

    def __init__(
        self,
        status: int,
        code: str,
        id_: str,
        en: str,
        field: str | None = None,
        headers: Mapping[str, str] | None = None,
        instead: str | None = None,
    ) -> None:
        """`status` is the HTTP status; the two sentences say what happened and what to do."""
        super().__init__(code)
        self.status = status
        self.problem = Problem(code=code, message=Words(id=id_, en=en), field=field, instead=instead)
        self.headers = {"Cache-Control": "private, no-store", **(headers or {})}

    def response(self) -> HttpResponse:
        """The answer."""
        body = msgspec.json.encode(self.problem)
        return HttpResponse(body, status=self.status, content_type="application/json", headers=self.headers)


def unknown_address() -> ApiProblem:
    """No route of the API has this address."""
    return ApiProblem(404, "address_unknown", "Alamat ini tidak dikenal.", "There is no such address.")


def device_unknown() -> ApiProblem:
    """No device has this token."""
    return ApiProblem(
        401,
        "device_unknown",
        "HP ini belum terdaftar. Minta kode pendaftaran ke puskesmas; isian yang belum terkirim tetap tersimpan.",
        "This phone is not enrolled. Ask the puskesmas for a code; what is not yet sent stays on the phone.",
        headers={"WWW-Authenticate": "Bearer"},
    )


def device_revoked() -> ApiProblem:
    """The puskesmas has withdrawn this device."""
    return ApiProblem(
        403,
        "device_revoked",
        "HP ini sudah dicabut oleh puskesmas. Isian yang belum terkirim dititipkan ke puskesmas untuk ditinjau.",
        "The puskesmas has withdrawn this phone. What is not yet sent is deposited there for review.",
        instead=DEPOSIT,
    )


def epoch_changed() -> ApiProblem:
    """The phone speaks to an earlier life of this database."""
    return ApiProblem(
        409,
        "epoch_changed",
        "Server baru dipulihkan. HP akan memuat ulang datanya; isian Anda tidak hilang.",
        "The server was restored. The phone loads its data again; nothing you typed is lost.",
    )


def later(seconds: float) -> dict[str, str]:
    """Headers that say when to come back: whole seconds for anyone (RFC 9110), milliseconds for our phones."""
    return {"Retry-After": str(max(1, math.ceil(seconds))), "X-Simpul-Retry-Ms": str(round(seconds * 1000))}


def slow_down(seconds: float) -> ApiProblem:
    """This phone has sent so much lately that others would wait for it."""
    return ApiProblem(
        429,
        "slow_down",
        "HP ini mengirim terlalu banyak dalam waktu singkat. HP akan melanjutkan sendiri.",
        "This phone has sent very much in a short time. It goes on by itself.",
        headers=later(seconds),
    )


def busy(seconds: float) -> ApiProblem:
    """Others are being served; this one's turn comes in so many seconds."""
    return ApiProblem(
        503,
        "busy",
        "Server sedang sibuk. HP akan mencoba lagi sendiri.",
        "The server is busy. The phone tries again by itself.",
        headers=later(seconds),
    )


def too_many(what_id: str, what_en: str) -> ApiProblem:
    """The body is larger than the server takes at once."""
    return ApiProblem(
        413,
        "too_many",
        f"Kiriman terlalu besar ({what_id}). HP akan mengirim sedikit demi sedikit.",
        f"Too much at once ({what_en}). The phone sends smaller batches.",
    )


def bad_request(code: str, id_: str, en: str, field: str | None = None) -> ApiProblem:
    """The request cannot be read or does not fit."""
    return ApiProblem(400, code, id_, en, field)


def not_yours() -> ApiProblem:
    """The post is not in this phone's scope, or does not exist: both look the same."""
    return ApiProblem(
        404,
        "post_unknown",
        "Posyandu ini tidak termasuk tugas HP ini.",
        "This post is not served by this phone.",
        field="post",
    )


def wrong_device() -> ApiProblem:
    """The body speaks for another phone than the one that calls."""
    return bad_request("device", "Kiriman ini milik HP lain.", "This push belongs to another device.", field="device")
