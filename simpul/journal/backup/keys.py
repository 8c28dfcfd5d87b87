"""The keys of backups (age, X25519): the server knows only the public ones, the private key lies elsewhere."""

import os
from pathlib import Path

from pyrage import IdentityError, RecipientError, x25519

from simpul.base import embedded
from simpul.journal.backup.problems import BackupProblem


def recipients_file() -> Path:
    """Where the public keys lie, one in a line: `SIMPUL_BACKUP_KEYS`, else in the home folder."""
    named = os.environ.get("SIMPUL_BACKUP_KEYS")
    return Path(named) if named else embedded.home() / "backup-keys.txt"


def new(private: Path) -> str:
    """Make a pair: the private key goes to a new file, the public one to the server's list; returns the public key.

    Raises BackupProblem when the file is there already: no key is ever overwritten.
    """
    identity = x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        handle = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BackupProblem(
            "key_exists", f"{private} sudah ada. Kunci tidak pernah ditimpa; pilih nama lain."
        ) from None
    with os.fdopen(handle, "w") as file:
        file.write(f"# Simpul: kunci pembuka cadangan. Kunci umum: {public}\n{identity}\n")
    with recipients_file().open("a") as file:
        file.write(f"{public}\n")
    return public


def recipients() -> list[x25519.Recipient]:
    """The public keys that will open the next backup. Raises BackupProblem when there is none."""
    path = recipients_file()
    lines = _lines(path) if path.exists() else []
    if not lines:
        raise BackupProblem("no_key", "Belum ada kunci cadangan. Jalankan `simpul keys backup new BERKAS` lebih dulu.")
    try:
        return [x25519.Recipient.from_str(line) for line in lines]
    except RecipientError as error:
        raise BackupProblem("bad_key", f"{path} memuat kunci yang tidak terbaca.") from error


def identities(private: Path) -> list[x25519.Identity]:
    """The private keys in a file. Raises BackupProblem."""
    try:
        found = [x25519.Identity.from_str(line) for line in _lines(private)]
    except (IdentityError, OSError) as error:
        raise BackupProblem("bad_key", f"{private} bukan kunci cadangan yang terbaca.") from error
    if not found:
        raise BackupProblem("bad_key", f"{private} kosong.")
    return found


def _lines(path: Path) -> list[str]:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
