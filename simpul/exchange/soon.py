"""Begin waiting work at once, in a thread beside the request. Whatever it leaves undone, the tick takes up."""

import logging
import threading

from django.db import connection

log = logging.getLogger(__name__)


def work() -> threading.Thread:
    """Do what waits, in a thread of its own."""
    thread = threading.Thread(target=_work, name="imports", daemon=True)
    thread.start()
    return thread


def _work() -> None:
    from simpul.exchange.worker import run_waiting

    try:
        run_waiting()
    except Exception:
        log.exception("The imports' worker failed")
    finally:
        connection.close()
