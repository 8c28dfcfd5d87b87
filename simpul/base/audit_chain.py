"""Proof that the audit was not changed: recompute every chain, compare with heads and with anchors taken before."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection

from simpul.base import clock


@dataclass(frozen=True)
class Fault:
    """Where a chain is broken and how."""

    chain: str
    n: int
    what: str


def verify(anchor: dict[str, Any] | None = None, key: ec.EllipticCurvePublicKey | None = None) -> list[Fault]:
    """Every fault found: a changed or missing row, a cut tail, a chain that differs from the signed anchor.

    Without an anchor a chain that was recomputed as a whole cannot be told from a true one: keep anchors elsewhere.
    """
    known = _anchored(anchor, key) if anchor else {}
    seen: dict[str, tuple[int, bytes]] = {}
    faults = list(_walk(seen, known))
    heads = _heads()
    for chain in heads.keys() | seen.keys():
        if heads.get(chain) != seen.get(chain):
            faults.append(Fault(chain, seen.get(chain, (0, b""))[0], "the chain does not end where its head says"))
    for chain, (n, _) in known.items():
        if seen.get(chain, (0, b""))[0] < n:
            faults.append(Fault(chain, seen.get(chain, (0, b""))[0], f"cut: the anchor has {n} rows"))
    return faults


def anchor(key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    """The heads of all chains, signed: store it on another machine every day."""
    heads = {chain: [n, digest.hex()] for chain, (n, digest) in sorted(_heads().items())}
    body = {"at": clock.iso(clock.now()), "heads": heads}
    signature = key.sign(_text(body), ec.ECDSA(hashes.SHA256()))
    return {**body, "signature": b64encode(signature).decode()}


def _walk(seen: dict[str, tuple[int, bytes]], known: dict[str, tuple[int, str]]) -> Iterator[Fault]:
    for chain, n, text, digest in _rows():
        before, previous = seen.get(chain, (0, b""))
        if n != before + 1:
            yield Fault(chain, before + 1, f"row missing: the next is {n}")
        elif hashlib.sha256(previous + text.encode()).digest() != digest:
            yield Fault(chain, n, "row changed: its hash does not fit")
        if chain in known and known[chain][0] == n and known[chain][1] != digest.hex():
            yield Fault(chain, n, "differs from the signed anchor: the chain was recomputed")
        seen[chain] = (n, digest)


def _rows() -> Iterator[tuple[str, int, str, bytes]]:
    query = (
        "SELECT chain, n, chain || '|' || n || '|' || at_us || '|' || actor || '|' || action || '|' || subject || '|' "
        "|| detail::text, hash FROM base_auditrow ORDER BY chain, n"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(5000):
            for chain, n, text, digest in rows:
                yield chain, n, text, bytes(digest)


def _heads() -> dict[str, tuple[int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain, n, hash FROM base_audithead")
        return {chain: (n, bytes(digest)) for chain, n, digest in cursor.fetchall()}


def _anchored(anchor: dict[str, Any], key: ec.EllipticCurvePublicKey | None) -> dict[str, tuple[int, str]]:
    body = {"at": anchor["at"], "heads": anchor["heads"]}
    if key is not None:
        try:
            key.verify(b64decode(anchor["signature"]), _text(body), ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            raise ValueError("The anchor's signature does not fit: it was changed, or signed by another key.") from None
    return {chain: (n, digest) for chain, (n, digest) in anchor["heads"].items()}


def _text(body: dict[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
