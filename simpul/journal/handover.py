"""What phones of a post share so that one table can hand a visit to the next while both are offline.

The secret of a post and month is derived from the server's own secret, which lies outside the database: a dump tells
nothing. A phone that is taken out of service renews the secrets of every post it ever served.
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q

from simpul.base import clock
from simpul.journal.kinds import KADER, OFFICER
from simpul.journal.models import Device, DeviceAccount, HandoverKey
from simpul.journal.sign import encode
from simpul.journal.wire import Handover, HandoverDevice, HandoverSecret
from simpul.registry.models import Assignment, Post

ROLES = (KADER, OFFICER)
MONTH = "%Y-%m"
LONGEST_MONTH = timedelta(days=31)


def secret(post: str, generation: int, month: str) -> bytes:
    """32 bytes for a post, a generation and a month (`YYYY-MM`)."""
    key = hashlib.sha256(b"simpul-handover-1|" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, f"{post}|{generation}|{month}".encode(), hashlib.sha256).digest()


def give(posts: list[Post]) -> list[Handover]:
    """Secrets of this month and the next, so that two phones agree across its end, and the phones of each post.

    The last generation before this one stays readable: a colleague's phone may not have heard of the new one yet.
    """
    months = _months(clock.today())
    generations = dict(
        HandoverKey.objects.filter(post__in=[post.pk for post in posts]).values_list("post", "generation")
    )
    phones = _phones(posts)
    return [
        Handover(
            post=str(post.pk),
            secrets=_secrets(str(post.pk), generations.get(post.pk, 1), months),
            devices=phones.get(post.pk, []),
        )
        for post in posts
    ]


def renew(device: Device) -> None:
    """The phone serves no longer: new secrets for every post that any of its accounts ever served."""
    _change(device, generation=1)


def joined(device: Device) -> None:
    """A phone or an account came: the phones of its posts learn its key with their next scope."""
    _change(device, generation=0)


def _change(device: Device, generation: int) -> None:
    posts = sorted(_posts_ever(device))
    HandoverKey.objects.bulk_create([HandoverKey(post_id=post) for post in posts], ignore_conflicts=True)
    for post in posts:
        row = HandoverKey.objects.filter(post=post)
        row.update(generation=F("generation") + generation, revision=F("revision") + 1)


def _posts_ever(device: Device) -> set[Any]:
    accounts = DeviceAccount.objects.filter(device=device).values("account")
    units = Assignment.objects.filter(account__in=accounts, role__in=ROLES, unit__isnull=False).values("unit")
    return set(Post.objects.filter(Q(pk__in=units) | Q(puskesmas__in=units)).values_list("pk", flat=True))


def _months(today: date) -> list[str]:
    following = today.replace(day=1) + LONGEST_MONTH
    return [today.strftime(MONTH), following.strftime(MONTH)]


def _secrets(post: str, generation: int, months: Iterable[str]) -> list[HandoverSecret]:
    return [
        HandoverSecret(month=month, generation=one, secret=encode(secret(post, one, month)))
        for month in months
        for one in range(generation, max(generation - 2, 0), -1)
    ]


def _phones(posts: list[Post]) -> dict[Any, list[HandoverDevice]]:
    """Post → phones in service of the people who work there today: its own, and the officers' of its puskesmas."""
    of_unit: dict[Any, set[Any]] = {}
    for post in posts:
        of_unit.setdefault(post.pk, set()).add(post.pk)
        of_unit.setdefault(post.puskesmas_id, set()).add(post.pk)
    tied = Assignment.objects.active(clock.today()).filter(unit__in=[unit for unit in of_unit if unit], role__in=ROLES)
    serves: dict[Any, set[Any]] = {}
    for account, unit, role in tied.filter(account__is_active=True).values_list("account", "unit", "role"):
        for post_id in of_unit[unit]:
            if unit == post_id or role == OFFICER:
                serves.setdefault(account, set()).add(post_id)
    rows = DeviceAccount.objects.filter(account__in=list(serves), removed_at=None, device__revoked_at=None)
    found: dict[Any, dict[str, HandoverDevice]] = {}
    for device, point, account in rows.order_by("device").values_list("device", "device__public_key", "account"):
        for post_id in serves[account]:
            phone = HandoverDevice(id=str(device), public_key=encode(bytes(point)))
            found.setdefault(post_id, {})[phone.id] = phone
    return {post_id: list(phones.values()) for post_id, phones in found.items()}
