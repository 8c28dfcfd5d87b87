"""The inbox, an answer that reaches the journal, the person page; nothing of it for the next puskesmas."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from simpul.base import audit, clock
from simpul.base.models import AuditRow
from simpul.care.tests.stories import Village
from simpul.journal.models import Entry
from simpul.network.models import Request
from simpul.registry.tests import kit

pytestmark = pytest.mark.django_db
INBOX = "/puskesmas/rujukan/"


def answered(client: Client, request: str, **data: object) -> Any:
    seen = Request.objects.get(pk=request).seq
    return client.post(f"{INBOX}{request}/jawab/", {"seen": seen, "back": ""} | data)


def test_the_gravest_comes_first_and_the_first_is_open_with_its_reason_and_curve(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    calm, grave = village.child(name="Bima Saputra"), village.child(name="Citra Lestari")
    village.weigh(grave, "2026-01-10", 6.0, length_height_cm=62.0, measured="l")
    village.refer(calm, "biasa")
    village.refer(grave, "darurat")
    page = client.get(INBOX)
    names = [line.name for line in page.context["inbox"].lines]
    assert names == ["Citra Lestari", "Bima Saputra"]
    html = page.content.decode()
    assert html.index("Di bawah garis merah") < html.index('<svg class="chart-svg"')
    assert "Darurat" in html


def test_an_answer_becomes_an_entry_and_the_row_that_the_post_pulls(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    request = village.refer(village.child())
    day = clock.today() + timedelta(days=2)
    answered(client, request, action="schedule", day=day.isoformat(), time="09:30", note="Bawa buku KIA")
    row = Request.objects.get(pk=request)
    assert row.state == "scheduled"
    assert row.appointment_at is not None
    assert clock.iso(row.appointment_at).endswith("T02:30:00.000Z")
    assert row.history[-1]["note"] == "Bawa buku KIA"
    entry = Entry.objects.get(subject=request, kind="request.moved")
    assert (str(entry.author), entry.seq) == (str(village.where.officer.pk), row.seq)


def test_what_is_missing_is_said_and_what_was_typed_stays(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    request = village.refer(village.child())
    page = answered(client, request, action="schedule", day="2020-01-01", time="09:30", note="Tulisan saya")
    html = page.content.decode()
    assert page.status_code == 422
    assert "sudah lewat" in html
    assert "Tulisan saya" in html
    assert answered(client, request, action="send_back", note="").status_code == 422
    assert Request.objects.get(pk=request).state == "opened"


def test_an_officer_who_has_not_seen_the_last_step_is_told(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    request = village.refer(village.child())
    seen = Request.objects.get(pk=request).seq
    village.write("request.moved", request, {"action": "accept"})
    day = (clock.today() + timedelta(days=2)).isoformat()
    late = {"seen": seen, "action": "schedule", "day": day, "time": "08:00", "note": "x"}
    page = client.post(f"{INBOX}{request}/jawab/", late)
    assert page.status_code == 422
    assert "baru saja berubah" in page.content.decode()
    assert Request.objects.get(pk=request).state == "accepted"
    fresh = re.search(r'name="seen" value="(\d+)"', page.content.decode())
    assert fresh is not None
    assert client.post(f"{INBOX}{request}/jawab/", late | {"seen": fresh[1]}).status_code == 302
    assert Request.objects.get(pk=request).state == "scheduled"
    gone = client.post(f"{INBOX}{request}/jawab/", {"seen": seen, "action": "terbang"}, follow=True)
    assert "baru saja berubah" in gone.content.decode()


def test_what_was_typed_stays_when_the_step_is_offered_no_more(client: Client) -> None:
    """A colleague has answered meanwhile; the words are shown to be copied, and nothing is written."""
    village = Village()
    kit.sign_in(client, village.where.officer)
    request = village.refer(village.child())
    seen = Request.objects.get(pk=request).seq
    village.write("request.moved", request, {"action": "cancel", "note": "Salah orang"})
    typed = {
        "seen": seen,
        "action": "complete",
        "outcome": "treated",
        "note": "Sudah diperiksa",
        "follow_up": "Timbang",
    }
    page = client.post(f"{INBOX}{request}/jawab/", typed)
    said = page.content.decode()
    assert page.status_code == 409 and "baru saja berubah" in said
    assert "Yang Anda tulis belum terkirim" in said and "Sudah diperiksa" in said and "Timbang" in said
    assert Request.objects.get(pk=request).state == "cancelled"


def test_clinical_notes_stay_with_the_team(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    request = village.refer(village.child())
    answered(
        client, request, action="complete", outcome="treated", clinical_note="Anemia berat", note="Sudah ditangani"
    )
    row = Request.objects.get(pk=request)
    assert row.outcome == "treated"
    assert row.clinical_notes[0]["note"] == "Anemia berat"
    assert "Anemia berat" not in str(row.history)
    assert "Anemia berat" in client.get(f"{INBOX}{request}/").content.decode()


def test_folders_search_and_late_filter(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    with clock.frozen(clock.now() - timedelta(days=20)):
        old = village.refer(village.child(name="Syifa Nur"), "segera")
    village.refer(village.child(name="Galih Wicaksono"))
    names = [li.name for li in client.get(INBOX, {"q": "sifa"}).context["inbox"].lines]
    assert names == ["Syifa Nur"]
    late = client.get(INBOX, {"telat": "1"}).context["inbox"].lines
    assert [str(li.request.pk) for li in late] == [old]
    assert late[0].late_by is not None
    nothing = client.get(INBOX, {"posyandu": village.there, "map": "answer"})
    assert "Tidak ada yang cocok" in nothing.content.decode()
    assert client.get(INBOX, {"posyandu": "'; drop", "map": "??"}).status_code == 200


def test_the_person_page_shows_everything_and_who_has_looked(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    family = village.family("Bagus")
    child = village.child(family, mother_name="Ibu Sri")
    for month, kg in ((1, 6.5), (2, 6.9), (3, 7.1)):
        village.weigh(child, f"2026-0{month}-10", kg, length_height_cm=62.0 + month, measured="l", head_cm=42.0)
    village.write("dose.given", child, {"product": "BCG", "number": 1, "date": "2025-10-10"})
    village.write("consent.given", child, {"purpose": "pelayanan", "granted": True, "date": "2026-01-10"})
    village.refer(child)
    client.get(f"/puskesmas/warga/{child}/")
    page = client.get(f"/puskesmas/warga/{child}/")
    html = page.content.decode()
    assert html.count('<svg class="chart-svg"') == 4
    for words in ("BCG", "pelayanan", "Menunggu jawaban Puskesmas Tebet", "Bagus", "halaman warga"):
        assert words in html
    assert village.where.officer.name in html


def test_two_records_of_one_person_read_as_one(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    kept, gone = village.child(name="Aisyah Putri"), village.child(name="Aisyah P")
    village.weigh(kept, "2026-01-10", 6.5)
    village.weigh(gone, "2026-02-10", 6.9)
    village.write("person.merged", kept, {"gone": gone})
    html = client.get(f"/puskesmas/warga/{gone}/").content.decode()
    assert "10 Januari 2026" in html
    assert "10 Februari 2026" in html
    assert "Gabungan 2 catatan" in html


def test_the_download_holds_every_measurement_and_no_formula(client: Client) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    child = village.child()
    village.weigh(child, "2026-01-10", 6.5, length_height_cm=63.0, measured="l")
    answer = client.get(f"/puskesmas/warga/{child}/unduh.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["weight_kg"] for row in rows] == ["6.5"]
    assert rows[0]["waz"]


def test_every_page_that_shows_a_person_leaves_an_audit_row(client: Client) -> None:
    village = Village()
    officer = village.where.officer
    kit.sign_in(client, officer)
    child = village.child()
    request = village.refer(child)
    paths = [
        INBOX,
        f"{INBOX}{request}/",
        f"/puskesmas/warga/{child}/",
        f"/puskesmas/warga/{child}/unduh.csv",
        "/puskesmas/warga/?q=aisyah",
    ]
    for path in paths:
        before = AuditRow.objects.filter(action="read", actor=str(officer.pk), detail__ids__contains=[child]).count()
        assert "Aisyah" in client.get(path).content.decode() or path.endswith("csv")
        after = AuditRow.objects.filter(action="read", actor=str(officer.pk), detail__ids__contains=[child]).count()
        assert after > before, path


@pytest.mark.parametrize(
    ("actor", "said"),
    [
        ("orang tua", "orang tua (halaman anak)"),
        ("simpul fhir", "simpul fhir"),
        ("0192a7b4-0000-7000-8000-000000000001", "HP kader"),
    ],
)
def test_the_person_page_names_whoever_reads_without_an_account(client: Client, actor: str, said: str) -> None:
    village = Village()
    kit.sign_in(client, village.where.officer)
    child = village.child()
    audit.read(actor, village.here, "person", [child], "parent")
    page = client.get(f"/puskesmas/warga/{child}/")
    assert page.status_code == 200
    assert [one.who for one in page.context["readers"]] == [village.where.officer.name, said]
