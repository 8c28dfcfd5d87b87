"""Failed tries of what could be guessed, counted in a window under a keyed hash; no address and no code is kept."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings

from simpul.base import clock
from simpul.journal.models import EnrolmentTry


def counted(what: str, value: bytes) -> bytes:
    """Under which tries of `what` are counted, apart from those of anything else."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{what}|".encode() + value, "sha256").digest()


def too_many(under: bytes, most: int, window_minutes: int) -> bool:
    """Whether `most` tries or more failed within the last minutes."""
    since = clock.now() - timedelta(minutes=window_minutes)
    return EnrolmentTry.objects.filter(sender=under, at__gt=since).count() >= most


def note_failed(*under: bytes) -> None:
    """Count one more."""
    EnrolmentTry.objects.bulk_create([EnrolmentTry(sender=one) for one in under])


def token_hash(token: str) -> str:
    """SHA-256, hex: what is kept of a token that a browser or an address holds."""
    return hashlib.sha256(token.encode()).hexdigest()
