"""Channels that speak to providers of our own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simpul.exchange.messaging.tests.providers import MailServer, Provider, mail_server, private, provider

SECRET, VERIFY = "rahasia-aplikasi", "bukti"


@pytest.fixture
def http() -> Iterator[Provider]:
    """A provider over HTTP."""
    with provider() as found:
        yield found


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A mail server."""
    with mail_server() as found:
        yield found


@pytest.fixture
def whatsapp(settings: Any, tmp_path: Path, http: Provider) -> Provider:
    """WhatsApp is set up."""
    access = {"phone_number_id": "10", "token": "t", "app_secret": SECRET, "verify_token": VERIFY}
    file = private(tmp_path, "whatsapp", access | {"address": http.address})
    settings.MESSAGING = {"whatsapp": file, "sms": "", "email": ""}
    settings.PUBLIC_URL = "https://simpul.contoh.id"
    return http


@pytest.fixture
def sms(settings: Any, tmp_path: Path, http: Provider) -> Provider:
    """An SMS gateway is set up."""
    body = {"msisdn": "{to}", "message": "{text}", "ref": "{mark}", "sender": "SIMPUL"}
    file = private(tmp_path, "sms", {"address": f"{http.address}/kirim", "body": body, "number": "id"})
    settings.MESSAGING = {"whatsapp": "", "sms": file, "email": ""}
    settings.PUBLIC_URL = "https://simpul.contoh.id"
    return http


@pytest.fixture
def email(settings: Any, tmp_path: Path, mail: MailServer) -> MailServer:
    """A mail server is set up."""
    access = {"host": "127.0.0.1", "port": mail.port, "sender": "Simpul <simpul@contoh.id>", "security": "none"}
    settings.MESSAGING = {"whatsapp": "", "sms": "", "email": private(tmp_path, "email", access)}
    settings.PUBLIC_URL = "https://simpul.contoh.id"
    return mail
