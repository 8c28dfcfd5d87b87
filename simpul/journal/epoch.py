"""The present epoch: which life of the database phones are talking to. The first begins with the first migration."""

from simpul.journal.models import ServerEpoch


def current() -> str:
    """The id of the latest epoch."""
    return str(ServerEpoch.objects.order_by("-started_at").values_list("id", flat=True)[0])


def begin(reason: str) -> str:
    """Begin a new epoch, after a restore from backup. Phones offer again what they still hold."""
    return str(ServerEpoch.objects.create(reason=reason[:200]).id)
