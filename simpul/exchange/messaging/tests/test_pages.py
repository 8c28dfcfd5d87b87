"""The operator sees channels, failures and reasons, the end of an address, and lets a message go again."""

import pytest
from django.test import Client

from simpul.base.models import AuditRow, Message
from simpul.base.outbox import send
from simpul.registry.models import Assignment
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db


def failed() -> Message:
    message = send("sms", "081234567890", "request-link", {"until": "2026-11-26T02:00:00.000Z", "link": "/r/rahasia/"})
    Message.objects.filter(pk=message.pk).update(state="failed", reason="no_account", attempts=3)
    return message


def test_what_failed_is_shown_with_its_reason_and_no_more_of_the_address_than_its_end() -> None:
    world, message = kit.world(), failed()
    client = kit.sign_in(Client(), world.operator)
    page = client.get("/operator/pesan/").content.decode()
    assert "…890" in page and "Nomor ini tidak memakai WhatsApp" in page
    assert "081234" not in page and "81234567" not in page and "rahasia" not in page
    assert client.post(f"/operator/pesan/{message.pk}/lagi/").status_code == 302
    assert Message.objects.get().state == "waiting"
    assert AuditRow.objects.filter(action="message.again", subject=str(message.pk)).count() == 1
    assert client.post(f"/operator/pesan/{message.pk}/lagi/").status_code == 404


def test_an_operator_of_one_area_sees_the_channels_and_nobodys_messages() -> None:
    world, message = kit.world(), failed()
    world.operator.assignments.update(area=world.puskesmas.area, role=Assignment.Role.OPERATOR)
    client = kit.sign_in(Client(), world.operator)
    page = client.get("/operator/pesan/").content.decode()
    assert "WhatsApp" in page and "…890" not in page
    assert client.post(f"/operator/pesan/{message.pk}/lagi/").status_code == 404
    assert Message.objects.get().state == "failed"
