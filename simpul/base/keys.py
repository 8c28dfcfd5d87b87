"""Server secrets that live outside the database and its dumps."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


def local_secret(home: Path, environment: str) -> str:
    """A secret made once per local installation. Production must name `SIMPUL_SECRET_KEY` itself."""
    if environment == "production":
        raise RuntimeError("Set SIMPUL_SECRET_KEY: a production server does not invent its own secret.")
    return _made_once(home / "secret-key", lambda: secrets.token_urlsafe(48).encode()).decode()


def server_key(home: Path) -> ec.EllipticCurvePrivateKey:
    """The server's P-256 key, pinned by phones at enrolment: `SIMPUL_SERVER_KEY` (a PEM file), else made once."""
    named = os.environ.get("SIMPUL_SERVER_KEY")
    data = Path(named).read_bytes() if named else _made_once(home / "server-key.pem", _new_key)
    key = serialization.load_pem_private_key(data, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("The server key must be an elliptic-curve key (P-256).")
    return key


def _new_key() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _made_once(path: Path, make: Callable[[], bytes]) -> bytes:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    data = make()
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return data
