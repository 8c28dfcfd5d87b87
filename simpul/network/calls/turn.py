"""Servers that help two browsers find each other (STUN, TURN), with passwords that end by themselves.

The scheme is coturn's `use-auth-secret` (draft-uberti-behave-turn-rest): the user name is the moment at which it ends
and the password its HMAC-SHA1 under the shared secret.
"""

import base64
import hmac
from typing import Any
from uuid import UUID

from django.conf import settings

from simpul.base import clock

LIVES_S = 4 * 3600


def ice_servers(room: UUID) -> list[dict[str, Any]]:
    """What `RTCPeerConnection` takes; empty where no server is named: then both must be on one network."""
    found: list[dict[str, Any]] = [{"urls": url} for url in settings.STUN_URLS]
    if not settings.TURN_URLS or not settings.TURN_SECRET:
        return found
    name = f"{int(clock.now().timestamp()) + LIVES_S}:{room.hex[:8]}"
    password = base64.b64encode(hmac.digest(settings.TURN_SECRET.encode(), name.encode(), "sha1")).decode()
    return [*found, {"urls": list(settings.TURN_URLS), "username": name, "credential": password}]
