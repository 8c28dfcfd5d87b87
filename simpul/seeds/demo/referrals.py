"""Referrals in every state: just opened, late, accepted, scheduled, sent back, missed, done, cancelled."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from simpul.base import clock, ids
from simpul.journal.actions.append import Draft, append
from simpul.seeds.demo.deeds import Deed
from simpul.seeds.demo.families import Child
from simpul.seeds.demo.place import Place
from simpul.seeds.demo.visits import Post

Move = tuple[float, str, dict[str, Any]]
"""Days after the referral, action, what the officer wrote."""

APPOINTMENT = "appointment_at"
PLANS: tuple[tuple[float, str, tuple[Move, ...]], ...] = (
    (0.02, "segera", ()),
    (6, "biasa", ()),
    (2, "biasa", ((0.3, "accept", {"note": "Silakan datang ke poli gizi."}),)),
    (3, "segera", ((0.2, "accept", {}), (0.4, "schedule", {"note": "Bawa Buku KIA.", APPOINTMENT: 4.0}))),
    (5, "biasa", ((1, "send_back", {"note": "Mohon ukur ulang panjang badan, lalu lengkapi."}),)),
    (9, "biasa", ((0.5, "schedule", {"note": "Poli anak, pukul 09.00.", APPOINTMENT: 3.0}), (4, "no_show", {}))),
    (
        14,
        "biasa",
        (
            (0.4, "schedule", {APPOINTMENT: 2.0}),
            (2.2, "complete", {"outcome": "monitored", "note": "Diberi makanan tambahan 28 hari.",
                               "follow_up": "Timbang tiap minggu di posyandu."}),
        ),
    ),
    (20, "segera", ((0.1, "accept", {}), (1, "complete", {"outcome": "treated", "note": "Sudah ditangani, sehat."}))),
    (11, "biasa", ((1, "cancel", {"note": "Keluarga sudah berobat ke klinik."}),)),
    (0.9, "darurat", ((0.02, "accept", {"note": "Langsung ke ruang tindakan."}),)),
)  # fmt: skip
"""Days ago, urgency, what the puskesmas did since."""
SHARED = 2
"""The hospital is asked too about the child who was referred so many days ago."""

REASONS = (
    ("RJ-A1.2t", "Berat badan belum naik dua kali berturut-turut."),
    ("RJ-A2.whz-low", "Berat menurut panjang badan perlu diperiksa."),
    ("RJ-A1.bgm", "Berat badan di bawah garis merah."),
    ("RJ-TB2", "Ada dua tanda yang perlu dicek: batuk terus-menerus dan kontak erat."),
)
"""What a card refers within a day."""
CALM = (
    ("RJ-A2.haz", "Panjang badan perlu dipastikan petugas."),
    ("RJ-A3", "Ada kepandaian yang masih perlu dilatih."),
)
"""What may wait some days, of children whose weight calls for nobody sooner."""
URGENT = ("RJ-A4.danger", "Napas cepat dan sulit menyusu.")


def refer(posts: list[Post], place: Place, today: date) -> None:
    """Write the ten plans, spread over the posts; about children who were weighed."""
    random = Random("referrals")
    for number, (ago, urgency, moves) in enumerate(PLANS):
        post = posts[number % len(posts)]
        _one(post, _child(post, today, random, calm=urgency == "biasa"), place, ago, urgency, moves)


def _child(post: Post, today: date, random: Random, *, calm: bool) -> Child:
    fitting = [
        c for f in post.families for c in f.children if c.id in post.known and 120 < (today - c.born).days < 1500
    ]
    by_weight = sorted(random.sample(fitting, 6), key=lambda child: child.trajectory.weight_z[24])
    return by_weight[len(by_weight) // 2 if calm else 0]


def _one(post: Post, child: Child, place: Place, ago: float, urgency: str, moves: tuple[Move, ...]) -> None:
    opened = clock.now() - timedelta(days=ago)
    officer = place.officers[0]
    day = opened.astimezone(clock.JAKARTA).date()
    request = post.diary.new_id(day)
    rule, text = reason_of(urgency, post.diary.random)
    data = {
        "person": child.id,
        "service": "health-referral",
        "urgency": urgency,
        "reasons": [{"rule": rule, "text": text}],
        "to_unit": place.puskesmas,
        "message": "Mohon dibantu pemeriksaan lanjutan.",
    }
    _write(post, opened, "request.opened", request, data, None)
    for after, action, written in moves:
        at = opened + timedelta(days=after)
        fields = {k: _appointment(opened, v) if k == APPOINTMENT else v for k, v in written.items()}
        _write(post, at, "request.moved", request, {"action": action, **fields}, officer)
    if ago == SHARED:
        asked = {"service": "gizi", "to_unit": place.hospital, "part_of": request, "message": "Mohon dinilai tim gizi."}
        later = opened + timedelta(days=moves[-1][0] + 0.1)
        _write(post, later, "request.opened", post.diary.new_id(day), data | asked, officer)


def reason_of(urgency: str, random: Random) -> tuple[str, str]:
    """A rule and its sentence for which a card asks as soon as that."""
    if urgency == "darurat":
        return URGENT
    fitting = CALM if urgency == "biasa" else REASONS
    return fitting[int(random.random() * len(fitting))]


def _appointment(opened: datetime, days: float) -> str:
    local = (opened + timedelta(days=days)).astimezone(clock.JAKARTA)
    return clock.iso(local.replace(hour=9, minute=0, second=0, microsecond=0))


def _write(post: Post, at: datetime, kind: str, subject: str, data: dict[str, Any], officer: str | None) -> None:
    local = at.astimezone(clock.JAKARTA)
    hour = local.hour + local.minute / 60 + local.second / 3600
    post.diary.write(local.date(), kind, subject, data, author=officer, hour=hour)


def by_office(deeds: list[Deed]) -> None:
    """Write deeds of the puskesmas as its pages would, each at its time."""
    for deed in deeds:
        moment = min(deed.at, clock.now())
        with clock.frozen(moment):
            append(deed.post, [draft_of(deed, moment)], deed.author)


def draft_of(deed: Deed, moment: datetime) -> Draft:
    """What an officer writes at that moment."""
    drawn = Random(f"{deed.subject} {deed.order}").randbytes(10)
    named = str(ids.uuid7(int(moment.timestamp() * 1000), drawn))
    return Draft(kind=deed.kind, subject=deed.subject, data=deed.data, id=named)
