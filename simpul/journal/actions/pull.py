"""Answer a pull: what changed in the posts of a phone since its cursors."""

from collections.abc import Mapping
from typing import NamedTuple

from simpul.base import audit, clock
from simpul.journal import admission, asking, heartbeat, reading
from simpul.journal.models import Device
from simpul.journal.problems import bad_request, epoch_changed
from simpul.journal.reading import Range
from simpul.journal.senders import Sender
from simpul.journal.tokens import Cursors, merged, seal, unseal
from simpul.journal.wire import Head, PostPage, Pull, PullAnswer

NAMING = ("persons", "guests")
"""Parts whose rows name someone: who was read is written down."""
MAX_HEADS = 1000
"""Heads of all posts together in one page, whatever the phone asks."""


class _Step(NamedTuple):
    """The part of a post's journal that goes into this page."""

    post: str
    heads: list[Head]
    upto: int
    last: int


def pull(sender: Sender, asked: Pull) -> PullAnswer:
    """The next page. Raises ApiProblem `token` or `epoch_changed`."""
    now_epoch = sender.epoch
    held = _cursors(asked, now_epoch)
    scope = sender.scope
    ceilings = _carried(scope.ceilings, asked.carry)
    cursors = {post: held.get(post, 0) for post in ceilings}
    last = reading.last_seqs(ceilings)
    if any(cursors[post] > last[post] for post in cursors):
        raise epoch_changed()
    pages: list[PostPage] = []
    if any(cursors[post] < last[post] for post in cursors):
        with reading.consistent():
            last = reading.last_seqs(ceilings)
            pages = _pages(ceilings, cursors, last, min(max(asked.limit, 1), MAX_HEADS))
    _note(sender, asked, pages)
    cursors.update({page.post: page.seq for page in pages})
    has_more = any(cursors[post] < last[post] for post in cursors)
    return PullAnswer(
        epoch=now_epoch,
        server_time=clock.iso(clock.now()),
        token=seal(Cursors(now_epoch, cursors)),
        posts=pages,
        gained=sorted(set(cursors) - set(held)),
        lost=sorted(set(held) - set(scope.ceilings)),
        has_more=has_more,
        scope_version=scope.version,
        next_attempt_in_s=admission.next_attempt_in_s(str(sender.device.pk), asked.heartbeat, has_more=has_more),
        last_counter=sender.device.last_counter,
    )


def _carried(ceilings: Mapping[str, str], carry: list[str] | None) -> Mapping[str, str]:
    """What the phone asks for, never more than it serves."""
    return ceilings if carry is None else {post: ceilings[post] for post in carry if post in ceilings}


def _cursors(asked: Pull, now_epoch: str) -> dict[str, int]:
    given = [token for token in (asked.token, *asked.also) if token is not None]
    try:
        cursors = [unseal(token) for token in given]
    except ValueError as error:
        raise bad_request(
            "token",
            "Penanda sinkronisasi tidak dikenal. HP akan memuat ulang datanya.",
            "The sync token is not known. The phone loads its data again.",
            field="token",
        ) from error
    if any(one.epoch != now_epoch for one in cursors):
        raise epoch_changed()
    return dict(merged(cursors))


def _pages(ceilings: Mapping[str, str], cursors: dict[str, int], last: dict[str, int], limit: int) -> list[PostPage]:
    changed = [post for post in cursors if cursors[post] < last[post]]
    if not changed:
        return []
    steps = _steps(changed, cursors, last, limit)
    ceiling = min(ceilings[step.post] for step in steps)
    ranges = {step.post: Range(cursors[step.post], step.upto) for step in steps}
    rows = reading.rows(ranges, ceiling)
    return [
        PostPage(
            post=step.post,
            seq=step.upto,
            heads=step.heads,
            rows=rows[step.post],
            has_more=step.upto < step.last,
        )
        for step in steps
    ]


def _steps(changed: list[str], cursors: dict[str, int], last: dict[str, int], limit: int) -> list[_Step]:
    """Share the page: the posts with least to bring go first, so that a heavy one does not hold the others up."""
    steps = []
    for index, post in enumerate(sorted(changed, key=lambda post: (last[post] - cursors[post], post))):
        share = limit // (len(changed) - index)
        if share == 0:
            continue
        heads = reading.heads(post, cursors[post], share)
        if heads:
            steps.append(_Step(post, heads, heads[-1].seq, last[post]))
            limit -= len(heads)
    return steps


def _note(sender: Sender, asked: Pull, pages: list[PostPage]) -> None:
    device: Device = sender.device
    heartbeat.note(device, asked.heartbeat, asked.device_time)
    device.last_pull_at = now = clock.now()
    asking.spend(device, asking.PULL, now, (*heartbeat.FIELDS, "last_pull_at"))
    for page in pages:
        persons = sorted({row["id"] for part in NAMING for row in page.rows.get(part, [])})
        audit.read(device, page.post, "persons", persons, "sync")
