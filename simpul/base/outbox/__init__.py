"""Words that leave the house for one person: written with the deed that causes them, sent by a worker later.

`send` writes a message in the caller's transaction, `compose` and `write` many at once. `templates` holds the words
(content), `recipient` judges addresses, `sealed` keeps address and values out of the database's logs. Worker:
`simpul.exchange.messaging`.
"""

from simpul.base.outbox.recipient import BadRecipient
from simpul.base.outbox.send import cancel, compose, send, write
from simpul.base.outbox.templates import BadWords

__all__ = ["BadRecipient", "BadWords", "cancel", "compose", "send", "write"]
