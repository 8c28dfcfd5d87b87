"""One round of the outbox: what the journals brought, then what is due, within a few seconds."""

import logging

from simpul.exchange.private_files import PrivateFileError
from simpul.exchange.satusehat import content
from simpul.exchange.satusehat.connections import Connection, connections
from simpul.exchange.satusehat.feeding import feed
from simpul.exchange.satusehat.sending import send_due

log = logging.getLogger(__name__)


def run() -> int:
    """A round, for the clock's tick; returns how many parcels were dealt with. Nothing happens unless switched on."""
    try:
        lines = connections()
    except PrivateFileError as error:
        log.error("%s", error)
        return 0
    return work(lines) if lines else 0


def work(lines: dict[str, Connection]) -> int:
    """Feed, then send one by one until the round's time or number is used up."""
    feed(lines)
    limits = content.policy().limits
    return send_due(lines, limits.one_run, limits.one_run_s)
