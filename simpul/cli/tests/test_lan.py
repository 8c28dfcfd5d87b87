"""The system for phones in the same network: they can trust it, and what they trust can vouch for nothing else."""

import http.client
import ipaddress
import socket
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from simpul.base import local_authority
from simpul.cli import lan
from simpul.cli.serve import free_port

NOW = datetime.now(UTC)
"""The handshake below asks the machine's own clock."""


@contextmanager
def answering(certificate: Path, key: Path) -> Iterator[int]:
    """A TLS server on the loopback that greets once."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet() -> None:
            raw, _ = listener.accept()
            try:
                with context.wrap_socket(raw, server_side=True) as secure:
                    secure.sendall(b"halo")
            except OSError:
                pass  # the client refused: that is what it tells us

        thread = threading.Thread(target=greet)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def greeting(port: int, authority: Path, name: str) -> bytes:
    """What a client that trusts only `authority` hears from `name`."""
    context = ssl.create_default_context(cafile=str(authority))
    with (
        socket.create_connection(("127.0.0.1", port)) as raw,
        context.wrap_socket(raw, server_hostname=name) as secure,
    ):
        return secure.recv(4)


def test_a_phone_that_trusts_the_authority_reaches_the_system(tmp_path: Path) -> None:
    """The certificate holds for the address, and a restart keeps the authority that phones already trust."""
    first = local_authority.issue(tmp_path, ["127.0.0.1", "192.168.1.7"], NOW)
    known = first.authority.read_bytes()
    files = local_authority.issue(tmp_path, ["127.0.0.1", "192.168.1.9"], NOW)
    assert files.authority.read_bytes() == known
    with answering(files.certificate, files.key) as port:
        assert greeting(port, files.authority, "127.0.0.1") == b"halo"


def test_a_stolen_authority_vouches_for_no_name_of_the_internet(tmp_path: Path) -> None:
    """Name constraints: a certificate that the authority's key signs for a bank is refused."""
    files = local_authority.issue(tmp_path, ["127.0.0.1"], NOW)
    key = ec.generate_private_key(ec.SECP256R1())
    stolen = serialization.load_pem_private_key((tmp_path / "authority.key").read_bytes(), None)
    assert isinstance(stolen, ec.EllipticCurvePrivateKey)
    genuine = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    forged = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bank")]))
        .issuer_name(genuine.issuer)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(genuine.not_valid_before_utc)
        .not_valid_after(genuine.not_valid_after_utc)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("bank.example")]), critical=False)
        .sign(stolen, hashes.SHA256())
    )
    certificate, private = tmp_path / "forged.crt", tmp_path / "forged.key"
    certificate.write_bytes(forged.public_bytes(serialization.Encoding.PEM))
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    private.write_bytes(key.private_bytes(encoding, form, serialization.NoEncryption()))
    with (
        answering(certificate, private) as port,
        pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"),
    ):
        greeting(port, files.authority, "bank.example")


def test_only_private_addresses_and_keys_that_nobody_else_reads(tmp_path: Path) -> None:
    """A public address is refused in words; private keys are for their owner alone."""
    with pytest.raises(ValueError, match="real certificate"):
        local_authority.issue(tmp_path, ["203.0.113.5"], NOW)
    files = local_authority.issue(tmp_path, ["10.0.0.2"], NOW)
    assert files.key.stat().st_mode & 0o077 == 0
    assert (tmp_path / "authority.key").stat().st_mode & 0o077 == 0
    names = x509.load_pem_x509_certificate(files.certificate.read_bytes()).extensions
    addresses = names.get_extension_for_class(x509.SubjectAlternativeName).value.get_values_for_type(x509.IPAddress)
    assert ipaddress.ip_address("10.0.0.2") in addresses


def test_the_trust_page_hands_out_the_certificate_and_nothing_else(tmp_path: Path) -> None:
    """Plain HTTP gives the certificate and the way; private keys and other paths lead to the page."""
    files = local_authority.issue(tmp_path, ["127.0.0.1"], NOW)
    here = lan.Lan("127.0.0.1", 8443, free_port(8080), files)
    server = lan.offer_trust(here, "127.0.0.1")
    try:
        page = urllib.request.urlopen(here.trust_page).read().decode()
        assert f'href="{here.origin}/kader/"' in page
        assert lan.fingerprint(here) in page
        assert urllib.request.urlopen(here.trust_page + "simpul.crt").read() == files.authority.read_bytes()
        client = http.client.HTTPConnection("127.0.0.1", here.trust_port)
        client.request("GET", "/../authority.key")
        assert "PRIVATE KEY" not in client.getresponse().read().decode()
    finally:
        server.shutdown()
        server.server_close()
    assert "█" in lan.code(here) or "▀" in lan.code(here)
