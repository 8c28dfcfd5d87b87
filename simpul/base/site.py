"""The address under which people reach this server: for words that leave it."""

from django.conf import settings


def absolute(path: str) -> str:
    """`/r/…` with the server's own address in front (`SIMPUL_PUBLIC_URL`); the path alone where none is set."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"
