"""Which public keys phones were given: what is sealed to one of them can be opened, or its private key is missing."""

from simpul.journal.escrow import keys
from simpul.journal.models import PublishedKey
from simpul.journal.problems import ApiProblem
from simpul.journal.sign import encode
from simpul.journal.wire import EscrowKey


def give() -> EscrowKey:
    """The key that phones get now, written down before it is given. Raises NoKey."""
    name, point = keys.current()
    if not PublishedKey.objects.filter(pk=name).exists():
        PublishedKey.objects.bulk_create([PublishedKey(id=name, public_key=point)], ignore_conflicts=True)
    return EscrowKey(id=name, public_key=encode(point))


def was_given(name: str) -> bool:
    """Whether phones ever got this key from this server."""
    return PublishedKey.objects.filter(pk=name).exists()


def key_missing() -> ApiProblem:
    """The server lacks the private key of copies that were sealed to it. The operator must bring it back."""
    return ApiProblem(
        503,
        "key_missing",
        "Server belum dapat membuka salinan ini: berkas kuncinya tidak ada. Simpan salinannya; hubungi operator.",
        "The server cannot open these copies: its key file is missing. Keep the copies; tell the operator.",
        headers={"Retry-After": "3600"},
    )
