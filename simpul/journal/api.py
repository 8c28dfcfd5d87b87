"""Endpoints of phones for the journal (docs/protocol.md, "Push, pull, snapshot")."""

import uuid

import msgspec
from django.http import HttpRequest, HttpResponse

from simpul.base import clock
from simpul.journal import admission, asking, heartbeat, scopes
from simpul.journal.actions.pull import pull as pull_action
from simpul.journal.actions.push import push as push_action
from simpul.journal.actions.snapshot import snapshot as snapshot_action
from simpul.journal.http import answer, body_of, endpoint, parse, reads_brotli, sent_bytes, unpacked
from simpul.journal.line import Turn, line
from simpul.journal.openapi import Beat, BeatAnswer
from simpul.journal.problems import ApiProblem, epoch_changed, too_many, wrong_device
from simpul.journal.receive.arrived import Arrived, read
from simpul.journal.senders import Sender, sender
from simpul.journal.sign import push_message, verify
from simpul.journal.wire import Heartbeat, Pull, PushAnswer

MAX_ENTRIES = 500


class _Push(msgspec.Struct):
    """A push with its entries unread, so that one bad entry spoils no other."""

    device: str
    epoch: str
    device_time: str
    signature: str
    entries: list[msgspec.Raw]
    heartbeat: Heartbeat = msgspec.field(default_factory=Heartbeat)


class _Where(msgspec.Struct):
    """As much of an entry as says where it belongs."""

    post: str = ""


_where = msgspec.json.Decoder(_Where)
_push = msgspec.json.Decoder(_Push)
_pull = msgspec.json.Decoder(Pull)
_beat = msgspec.json.Decoder(Beat)


@endpoint("POST")
def push(request: HttpRequest) -> HttpResponse:
    """Entries in, receipts out."""
    raw = sent_bytes(request)
    with line.door(len(raw)) as turn:
        return answer(_taken(sender(request), parse(_push, unpacked(request, raw)), turn))


def _taken(caller: Sender, sent: _Push, turn: Turn) -> PushAnswer:
    """Place what was sent when its turn comes."""
    if len(sent.entries) > MAX_ENTRIES:
        raise too_many(f"paling banyak {MAX_ENTRIES} catatan", f"at most {MAX_ENTRIES} entries")
    admission.check(caller.device, len(sent.entries), clock.now())
    now_epoch = caller.epoch
    turn.begin(_post_of(sent.entries), light=admission.is_light(len(sent.entries), sent.heartbeat))
    items = [read(bytes(raw)) for raw in sent.entries]
    _prove(caller, sent, items)
    if sent.epoch != now_epoch:
        raise epoch_changed()
    receipts = push_action(caller, items, sent.heartbeat, sent.device_time)
    return PushAnswer(
        epoch=now_epoch,
        server_time=clock.iso(clock.now()),
        receipts=receipts,
        next_attempt_in_s=admission.next_attempt_in_s(sent.device, sent.heartbeat),
    )


def _post_of(entries: list[msgspec.Raw]) -> str:
    """The post that the first entry claims: whose share of the places the push takes."""
    try:
        return _where.decode(entries[0]).post if entries else ""
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


def _prove(caller: Sender, sent: _Push, items: list[Arrived]) -> None:
    """The batch must be signed by the device that calls. Raises ApiProblem."""
    if sent.device != str(caller.device.pk):
        raise wrong_device()
    message = push_message(sent.device, sent.epoch, sent.device_time, (item.hash for item in items))
    if not verify(bytes(caller.device.public_key), sent.signature, message):
        raise ApiProblem(
            400,
            "signature",
            "Tanda tangan kiriman tidak cocok dengan HP ini. Isian tetap di HP; hubungi puskesmas.",
            "The signature does not fit this device. What was typed stays on it; contact the puskesmas.",
            field="signature",
        )


@endpoint("POST")
def pull(request: HttpRequest) -> HttpResponse:
    """What changed since the token."""
    caller = sender(request)
    with asking.counted(caller.device, asking.PULL, spent_inside=True):
        return answer(pull_action(caller, parse(_pull, body_of(request))))


@endpoint("GET")
def snapshot(request: HttpRequest, post: uuid.UUID) -> HttpResponse:
    """All rows of a post, in Brotli for whoever reads it, else gzip."""
    caller = sender(request)
    with asking.counted(caller.device, asking.SNAPSHOT, spent_inside=True):
        file = snapshot_action(caller, str(post), small=reads_brotli(request))
    body, encoding = (file.brotli, "br") if reads_brotli(request) and file.brotli else (file.body, "gzip")
    headers = {
        "Content-Encoding": encoding,
        "Vary": "Accept-Encoding",
        "Cache-Control": "private, no-store",
        "X-Simpul-Checksum": file.checksum,
        "X-Simpul-Seq": str(file.seq),
    }
    return HttpResponse(bytes(body), content_type="application/json", headers=headers)


@endpoint("GET")
def scope(request: HttpRequest) -> HttpResponse:
    """Whom and what this phone serves."""
    caller = sender(request)
    with asking.counted(caller.device, asking.SCOPE):
        return answer(scopes.describe(caller.scope))


@endpoint("POST")
def beat(request: HttpRequest) -> HttpResponse:
    """The phone says how it is, when it has nothing else to say."""
    caller = sender(request)
    with asking.counted(caller.device, asking.BEAT, spent_inside=True):
        said = parse(_beat, body_of(request))
        heartbeat.note(caller.device, said.heartbeat, said.device_time)
        asking.spend(caller.device, asking.BEAT, clock.now(), heartbeat.FIELDS)
    wait = admission.next_attempt_in_s(str(caller.device.pk), said.heartbeat)
    return answer(BeatAnswer(clock.iso(clock.now()), wait))
