"""Posts, kader and enrolled phones, planted straight into the tables: enrolment is not what is measured."""

import gzip
import hashlib
import random
from dataclasses import dataclass

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from bench._days import Phone
from bench._http import request
from simpul.base import clock
from simpul.journal import epoch
from simpul.journal.models import Device, DeviceAccount
from simpul.journal.senders import token_hash
from simpul.journal.sign import point_of, push_message
from simpul.journal.testing import Place, Role, account, sign
from simpul.journal.testing import place as make_place
from simpul.journal.wire import Entry, Heartbeat
from simpul.registry.models import Account, Unit


@dataclass
class Enrolled:
    """A phone with its key and token."""

    phone: Phone
    key: ec.EllipticCurvePrivateKey
    token: str
    epoch: str

    def push(self, entries: list[Entry]) -> bytes:
        """The whole HTTP request of a signed push, gzip, made ahead of time."""
        now = clock.iso(clock.now())
        message = push_message(self.phone.device, self.epoch, now, (entry.hash for entry in entries))
        body = {
            "device": self.phone.device,
            "epoch": self.epoch,
            "device_time": now,
            "signature": sign(self.key, message),
            "heartbeat": Heartbeat(pending=len(entries), app_version="0.1.0"),
            "entries": entries,
        }
        return self.post("journal/push", msgspec.json.encode(body))

    def post(self, path: str, body: bytes) -> bytes:
        """A POST of the phone."""
        packed = gzip.compress(body, compresslevel=6, mtime=0)
        return request("POST", f"/api/v1/{path}", self._headers() | {"Content-Encoding": "gzip"}, packed)

    def get(self, path: str, headers: dict[str, str] | None = None) -> bytes:
        """A GET of the phone."""
        return request("GET", f"/api/v1/{path}", self._headers() | (headers or {}))

    def _headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "X-Forwarded-Proto": "https",
        }


def posts(count: int) -> Place:
    """A puskesmas with so many posts."""
    return make_place(posts=count, code="36.71.01.1001")


def enrol(place: Place, post: str, who: Account, seed: int) -> Enrolled:
    """A phone of one kader at one post."""
    key = ec.generate_private_key(ec.SECP256R1())
    token = hashlib.sha256(f"bench|{seed}".encode()).hexdigest()
    device = Device.objects.create(
        name=f"HP {seed}", public_key=point_of(key), token_hash=token_hash(token), app_version="0.1.0"
    )
    DeviceAccount.objects.create(device=device, account=who, confirmed_by=place.officer)
    return Enrolled(Phone(post, str(device.pk), str(who.pk), seed), key, token, epoch.current())


def enrol_each(place: Place) -> list[Enrolled]:
    """One phone for each post."""
    return [enrol(place, post, kader, i) for i, (post, kader) in enumerate(zip(place.posts, place.kaders, strict=True))]


def enrol_many(place: Place, count: int) -> list[Enrolled]:
    """So many phones, each with a kader of its own, at the first post."""
    home = Unit.objects.get(pk=place.posts[0])
    found = [enrol(place, str(home.pk), account(f"banyak{i}", Role.KADER, home), 10_000 + i) for i in range(count)]
    random.Random(1).shuffle(found)
    return found
