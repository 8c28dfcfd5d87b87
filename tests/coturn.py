"""Find a TURN server (coturn) for the stories of the relay; install it from the system's packages when there is none.

It is started by the stories on this machine alone, with the settings of docs/operations.md.
"""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

NAME = "turnserver"
GUIDE = Path(__file__).resolve().parents[1] / "docs" / "operations.md"
WITHIN_S = 300
"""For one step of the installation: a machine without a network must not wait for it."""
NOT_HERE = (
    "listening-port",
    "tls-listening-port",
    "cert",
    "pkey",
    "denied-peer-ip=127",
    "log-file",
    "static-auth-secret",
)
"""Of the guide's settings, those that are another's on one machine: its own loopback is the whole network here."""


@dataclass(frozen=True)
class Relay:
    """A TURN server that runs; `log` is what it has said."""

    port: int
    secret: str
    log: Path

    def url(self, transport: str = "udp") -> str:
        """For `RTCPeerConnection`."""
        return f"turn:127.0.0.1:{self.port}?transport={transport}"


def find() -> str | None:
    """The path of coturn's server."""
    return os.environ.get("TURNSERVER") or shutil.which(NAME)


def install() -> None:
    """Install Debian's package, and let no service of it run: the stories start their own."""
    print("  no TURN server found: installing the system's package `coturn` (once)", flush=True)
    try:
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "coturn")
        if shutil.which("systemctl"):
            _run("systemctl", "disable", "--now", "coturn", check=False)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"  coturn could not be installed ({error}); the stories of the relay are left out.", flush=True)


def _run(*words: str, check: bool = True) -> None:
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*sudo, *words], check=check, env=env, stdout=subprocess.DEVNULL, timeout=WITHIN_S)


def settings() -> list[str]:
    """The lines of the guide's `/etc/turnserver.conf`, without those that need its machine."""
    found = re.search(r"```\n# /etc/turnserver\.conf\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    assert found is not None, "docs/operations.md shows no settings of coturn"
    lines = [line.split("#")[0].strip() for line in found.group(1).splitlines()]
    return [line for line in lines if line and not line.startswith(NOT_HERE)]


@contextmanager
def running(folder: Path, secret: str) -> Iterator[Relay]:
    """A TURN server on this machine's loopback, until the block ends."""
    program = find()
    assert program is not None
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    here = ["listening-ip=127.0.0.1", "relay-ip=127.0.0.1", f"listening-port={port}", "no-tls", "no-dtls"]
    own = [
        "allow-loopback-peers",
        f"userdb={folder / 'turndb'}",
        f"pidfile={folder / 'pid'}",
        "log-file=stdout",
        "verbose",
    ]
    file, log = folder / "turnserver.conf", folder / "log"
    file.write_text("\n".join([*settings(), *here, *own, f"static-auth-secret={secret}"]) + "\n", encoding="utf-8")
    with log.open("wb") as out, subprocess.Popen([program, "-c", str(file)], stdout=out, stderr=out) as process:
        try:
            _listening(process, port, log)
            yield Relay(port, secret, log)
        finally:
            process.terminate()


def _listening(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Waits until it answers; fails with what it said when it ends instead."""
    for _ in range(600):
        with closing(socket.socket()) as line:
            line.settimeout(0.1)
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"coturn does not answer:\n{log.read_text(errors='replace')[-2000:]}")


if __name__ == "__main__":
    if not find():
        install()
    print(f"  {find() or 'no TURN server'}")
