"""`simpul run --lan`: the system over HTTPS for real phones in the same network, and a page that helps to trust it.

Two ports: HTTPS for the system, and plain HTTP for nothing but the certificate of the authority and how to install it:
a phone cannot fetch over HTTPS what it needs in order to trust HTTPS.
"""

import io
import socket
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template

import click
import segno

from simpul.base import clock, embedded, local_authority

PAGE = Path(__file__).with_name("trust.html")


@dataclass(frozen=True)
class Lan:
    """Where it answers: `host` as phones reach it, and the two ports."""

    host: str
    https_port: int
    trust_port: int
    files: local_authority.Files

    @property
    def origin(self) -> str:
        """Address of the system."""
        return f"https://{self.host}:{self.https_port}"

    @property
    def trust_page(self) -> str:
        """Address of the page that a phone opens first."""
        return f"http://{self.host}:{self.trust_port}/"


def address() -> str:
    """This machine's address in its network. Raises ClickException when it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # no packet is sent; it only asks which way one would go
        except OSError as error:
            raise click.ClickException(
                "Komputer ini tidak tersambung ke jaringan. Sambungkan ke Wi-Fi yang sama dengan HP, lalu ulangi."
            ) from error
        return str(probe.getsockname()[0])


def prepare(host: str, https_port: int, trust_port: int) -> Lan:
    """Certificates for `host`, and settings that let it in and keep cookies to HTTPS."""
    from django.conf import settings

    try:
        files = local_authority.issue(embedded.home() / "lan", [host, "127.0.0.1"], clock.now())
    except ValueError as error:
        raise click.ClickException(
            f"Alamat {host} bukan alamat jaringan setempat. Pakai sertifikat sungguhan (docs/operations.md)."
        ) from error
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, host]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    return Lan(host, https_port, trust_port, files)


def offer_trust(lan: Lan, bind: str) -> ThreadingHTTPServer:
    """Start the page that hands out the authority's certificate; the caller shuts it down."""
    server = ThreadingHTTPServer((bind, lan.trust_port), _handler(_documents(lan)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="trust", daemon=True).start()
    return server


def fingerprint(lan: Lan) -> str:
    """What both the terminal and the phone show of the authority."""
    return local_authority.fingerprint(lan.files)


def code(lan: Lan) -> str:
    """The trust page's address as a QR for the terminal."""
    out = io.StringIO()
    segno.make(lan.trust_page, error="l", micro=False).terminal(out=out, compact=True, border=2)
    return out.getvalue()


def _documents(lan: Lan) -> dict[str, tuple[str, bytes]]:
    page = Template(PAGE.read_text(encoding="utf-8")).substitute(
        phone=f"{lan.origin}/kader/",
        office=f"{lan.origin}/",
        fingerprint=fingerprint(lan),
    )
    return {
        "/": ("text/html; charset=utf-8", page.encode()),
        "/simpul.crt": ("application/x-x509-ca-cert", lan.files.authority.read_bytes()),
    }


def _handler(documents: dict[str, tuple[str, bytes]]) -> type[BaseHTTPRequestHandler]:
    class Trust(BaseHTTPRequestHandler):
        """Two documents; every other address leads to the first."""

        def do_GET(self) -> None:
            """Answer with a document."""
            kind, body = documents.get(self.path, documents["/"])
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: addresses of visitors are nobody's business."""

    return Trust
