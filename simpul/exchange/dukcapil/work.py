"""One round of checks, for the clock's tick. Nothing happens unless an access right is set down."""

import logging

from simpul.exchange.dukcapil.content import accesses, book
from simpul.exchange.dukcapil.queue import forget_erased, work_off
from simpul.exchange.private_files import PrivateFileError

log = logging.getLogger(__name__)


def run() -> int:
    """Ask for what is due; returns how many were asked."""
    try:
        rights = accesses()
    except PrivateFileError as error:
        log.error("%s", error)
        return 0
    if not rights:
        return 0
    forget_erased()
    return work_off(rights, book().one_run, book().one_run_s)
