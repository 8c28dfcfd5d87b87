"""Memory that this process has freed, given back to the system."""

import ctypes
import sys

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
_trim = getattr(_libc, "malloc_trim", None)
"""glibc's: malloc_trim(3). Others (musl, macOS, Windows) give back by themselves or not at all."""


def give_back() -> None:
    """After something large. Takes a few milliseconds; what others of the process still use stays."""
    if _trim is not None:
        _trim(0)
