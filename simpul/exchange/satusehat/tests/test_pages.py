"""What the puskesmas and the operator see of the line, and what they can do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from simpul.base import clock, ids
from simpul.base.models import AuditRow
from simpul.care.tests.stories import Village
from simpul.exchange.satusehat.models import FhirParcel, FhirSwitch
from simpul.exchange.satusehat.work import run
from simpul.registry.models import Assignment, Post, Unit
from simpul.registry.tests.kit import account, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day")]
State = FhirParcel.State


@pytest.fixture
def puskesmas(village: Village, settings: Any, tmp_path: Path) -> Iterator[Unit]:
    """The puskesmas of the village, with a connection."""
    unit = Post.objects.get(pk=village.here).puskesmas
    assert unit is not None
    file = tmp_path / "satusehat.json"
    file.write_text(
        f'{{"connections": [{{"puskesmas": "{unit.pk}", "client_id": "klien", "client_secret": "rahasia-sekali",'
        '"organization": "1000000001", "since": "2026-01-01"}]}'
    )
    file.chmod(0o600)
    settings.SATUSEHAT = str(file)
    yield unit


def parcel(village: Village, unit: Unit, state: str, reason: str = "", person: str | None = None) -> FhirParcel:
    """A parcel as the outbox left it."""
    about = {"kind": "visit", "date": "2026-03-10", "state": state, "reason": reason, "person": person}
    return FhirParcel.objects.create(subject=ids.uuid7(), puskesmas=unit, post_id=village.here, **about)


def page(client: Client) -> str:
    answer = client.get("/satusehat/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_officer_sees_counts_reasons_and_names_and_sends_again(village: Village, puskesmas: Unit) -> None:
    child = village.child(village.family())
    dead = parcel(village, puskesmas, State.DEAD, "business_rule", child)
    parcel(village, puskesmas, State.HELD, "no_nik", child)
    parcel(village, puskesmas, State.SENT)
    client = sign_in(Client(), village.where.officer)
    text = page(client)
    assert "Aisyah Putri" in text and "client ID ini tidak berhak" in text and "NIK belum ada" in text
    assert "rahasia-sekali" not in text and "klien" not in text
    assert AuditRow.objects.filter(action="read", detail__purpose="satusehat").count() == 1
    assert client.post(f"/satusehat/catatan/{dead.pk}/ulang/").status_code == 302
    dead.refresh_from_db()
    assert (dead.state, dead.reason, dead.version) == (State.WAITING, "", 2)


def test_all_of_one_reason_go_again_and_what_was_erased_is_closed_by_hand(village: Village, puskesmas: Unit) -> None:
    one, two = (parcel(village, puskesmas, State.DEAD, "structure") for _ in range(2))
    erased = parcel(village, puskesmas, State.DEAD, "erased")
    client = sign_in(Client(), village.where.officer)
    client.post(f"/satusehat/{puskesmas.pk}/ulang/", {"reason": "structure"})
    client.post(f"/satusehat/{puskesmas.pk}/ulang/", {"reason": "erased"})
    states = {row.pk: row.state for row in FhirParcel.objects.all()}
    assert states == {one.pk: State.WAITING, two.pk: State.WAITING, erased.pk: State.DEAD}
    assert "Sudah diurus" in page(client)
    client.post(f"/satusehat/catatan/{erased.pk}/ulang/")
    assert not FhirParcel.objects.filter(pk=erased.pk).exists()


def test_pause_and_resume_are_written_down(village: Village, puskesmas: Unit) -> None:
    client = sign_in(Client(), village.where.officer)
    client.post(f"/satusehat/{puskesmas.pk}/jeda/")
    assert FhirSwitch.objects.get().paused_by == village.where.officer and "Dijeda" in page(client)
    client.post(f"/satusehat/{puskesmas.pk}/lanjut/")
    assert FhirSwitch.objects.get().paused_at is None
    assert {"satusehat_paused", "satusehat_resumed"} <= set(AuditRow.objects.values_list("action", flat=True))


def test_an_operator_sees_counts_and_nobodys_name(village: Village, puskesmas: Unit) -> None:
    child = village.child(village.family())
    dead = parcel(village, puskesmas, State.DEAD, "structure", child)
    client = sign_in(Client(), account("operator-1", Assignment.Role.OPERATOR))
    text = page(client)
    assert "Kirim lagi semua" in text and "Aisyah" not in text
    assert client.post(f"/satusehat/catatan/{dead.pk}/ulang/").status_code == 403
    client.post(f"/satusehat/{puskesmas.pk}/ulang/", {"reason": "structure"})
    dead.refresh_from_db()
    assert dead.state == State.WAITING


def test_a_puskesmas_without_a_connection_is_told_so(village: Village, settings: Any) -> None:
    settings.SATUSEHAT = ""
    assert "belum punya sambungan" in page(sign_in(Client(), village.where.officer))


def test_an_unusable_file_stops_sending_and_the_page_says_it(village: Village, settings: Any, tmp_path: Path) -> None:
    settings.SATUSEHAT = str(tmp_path / "nowhere.json")
    assert "tidak dapat dibaca" in page(sign_in(Client(), village.where.officer))
    assert run() == 0


def test_another_puskesmas_is_not_there(village: Village, puskesmas: Unit) -> None:
    other = Village()
    dead = parcel(village, puskesmas, State.DEAD, "structure")
    client = sign_in(Client(), other.where.officer)
    for path in (f"/satusehat/{puskesmas.pk}/jeda/", f"/satusehat/catatan/{dead.pk}/ulang/"):
        assert client.post(path).status_code == 404
    assert FhirSwitch.objects.count() == 0 and clock.today().year == 2026
