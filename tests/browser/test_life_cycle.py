"""Youth, adult and older person at the open day: registered and served without signal, referred, and answered."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.browser.office import Office
from tests.browser.phone import Phone

PICTURES = os.environ.get("SIMPUL_PICTURES")


@dataclass(frozen=True)
class Life:
    """Someone of one group: how they are registered, what is measured, and what the card makes of it."""

    group: str
    name: str
    sex: str
    relation: str
    years: int
    figures: dict[str, str]
    word: str
    sentence: str
    checks: str


LIVES = (
    Life(
        *("remaja", "Nabila Zahra", "Perempuan", "Anak", 14),
        {"Berat badan": "31,0", "Tinggi badan": "156,0"},
        "Indeks massa tubuh",
        "Badanmu sedang tumbuh",
        "Telinga kiri",
    ),
    Life(
        *("dewasa", "Hendra Gunawan", "Laki-laki", "Kepala keluarga", 45),
        {"Berat badan": "78,0", "Tinggi badan": "165,0", "Lingkar perut": "96,0"}
        | {"Tekanan darah atas (sistole)": "150", "Tekanan darah bawah (diastole)": "95", "Gula darah sewaktu": "212"},
        "Tinggi",
        "hari ini tinggi",
        "Telinga kiri",
    ),
    Life(
        *("lansia", "Mbah Karto", "Laki-laki", "Kakek atau nenek", 71),
        {"Berat badan": "55,0", "Tinggi badan": "158,0", "Lingkar lengan atas (LiLA)": "20,5"}
        | {"Tekanan darah atas (sistole)": "128", "Tekanan darah bawah (diastole)": "78", "Gula darah sewaktu": "110"},
        "Di bawah anjuran",
        "agak kecil",
        "Telinga kiri",
    ),
)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.group)
def test_from_arrival_to_referral_and_the_answer_back(life: Life, phone: Phone, office: Office) -> None:
    """Registered offline, five steps, what it means turned to the person, referred, answered by the puskesmas."""
    phone.open_day().go_offline()
    register(phone, life)
    arrive(phone, life)
    measure(phone, life)
    look(phone, life.group, "verdict")
    show(phone, life)
    phone.button("Rujuk sekarang").click()
    phone.send_referral()
    expect(phone.text("Dirujuk ke").first).to_be_visible()
    phone.button("Layani hari ini").click()
    record(phone, life)
    phone.go_home()
    expect(phone.text(re.compile(f"Juga datang:.*{life.group} 1 dari"))).to_be_visible()
    phone.go_online().sync_home()
    answered(life, office)
    phone.sync_home()
    phone.find(life.name)
    phone.button("Riwayat").click()
    expect(phone.text("Kami tunggu di poli.")).to_be_visible()


def register(phone: Phone, life: Life) -> None:
    """A family that has no small child: a member of any age, of whom only the years are known."""
    phone.button("Keluarga baru").click()
    phone.button("Tambah anggota lain").click()
    member = phone.page.get_by_role("group", name="Anggota 1")
    member.get_by_label("Nama").fill(life.name)
    member.get_by_text(life.relation, exact=True).click()
    member.get_by_text(life.sex, exact=True).click()
    member.get_by_label("Umur (tahun), bila tanggal lahir tidak diketahui").fill(str(life.years))
    look(phone, life.group, "register")
    phone.button("Simpan keluarga").click()
    expect(phone.heading(life.name).first).to_be_visible()


def arrive(phone: Phone, life: Life) -> None:
    """Found by name, at the first table."""
    phone.go_home().find(life.name).step(1)
    phone.button("Catat datang").click()
    expect(phone.text("tercatat datang").last).to_be_visible()
    phone.step(2)


def measure(phone: Phone, life: Life) -> None:
    """The figures of the scale, the tape and the cuff."""
    for label, figure in life.figures.items():
        phone.field(label).fill(figure)
    look(phone, life.group, "measure")
    phone.save()
    expect(phone.text(life.sentence).first).to_be_visible()


def show(phone: Phone, life: Life) -> None:
    """Turned to the person: figures with words, one thing to do, and no word about the shape of the body."""
    expect(phone.page.locator(".pairs")).to_contain_text(life.word)
    phone.button("Tunjukkan kepadanya").click()
    main = phone.page.get_by_role("main")
    expect(main.get_by_text("Di rumah:")).to_be_visible()
    expect(main).not_to_contain_text(re.compile("Gemuk|Obesitas|Kurus"))
    look(phone, life.group, "person")
    phone.button("Selesai").click()


def record(phone: Phone, life: Life) -> None:
    """History and habits as lists to tap, then the fourth table; what is private only alone."""
    phone.step(3)
    lists = phone.page.locator("fieldset")
    expect(lists.first).to_be_visible()
    look(phone, life.group, "record")
    for part in lists.all():
        part.get_by_role("button", name="Tidak ada").click()
    phone.save().step(4)
    for check in ("Mata kanan", "Mata kiri", "Telinga kanan", "Telinga kiri"):
        answer(phone, check, "Normal")
    phone.button("Tidak ada (").click()
    if life.group == "remaja":
        alone(phone)
    look(phone, life.group, "serve")
    phone.save().step(4)
    expect(phone.text("Merokok")).to_have_count(0)
    phone.step(5)
    phone.page.locator("button.choice").first.click()
    phone.save()


def alone(phone: Phone) -> None:
    """Who may see it is said before the first question; the answers stand in no list afterwards."""
    expect(phone.text("Merokok atau vape")).to_have_count(0)
    expect(phone.text("tidak ditunjukkan kepada orang tua dan tidak dicetak")).to_be_visible()
    answer(phone, "Berdua saja", "Ya")
    answer(phone, "Merokok atau vape", "Ya")
    answer(phone, "Ada yang ingin dibicarakan berdua", "Ya")
    expect(phone.text("Petugas akan bicara berdua denganmu")).to_be_visible()


def answer(phone: Phone, question: str, choice: str) -> None:
    """One question of the card."""
    asked: Locator = phone.page.get_by_role("radiogroup", name=question)
    asked.get_by_text(choice, exact=True).click()


def answered(life: Life, office: Office) -> None:
    """The puskesmas finds the referral with the card's values in words, and answers."""
    page = office.open("/puskesmas/rujukan/")
    # by its address: the first of the list is open already, and a click would load it a second time under the answer
    page = office.open(page.get_by_role("link", name=life.name).first.get_attribute("href") or "")
    expect(page.get_by_role("main")).to_contain_text(life.sentence)
    office.answer("Terima", note="Kami tunggu di poli.")


def test_a_month_later_only_what_is_due_is_asked_and_the_rest_can_be_added(phone: Phone) -> None:
    """Height and sugar were taken today; they are offered, not asked, and so is what needs no date."""
    life = LIVES[1]
    phone.open_day().go_offline()
    register(phone, life)
    arrive(phone, life)
    expect(phone.field("Asam urat")).to_have_count(0)
    phone.button("Tambah pemeriksaan lain").click()
    phone.button("Asam urat").click()
    phone.field("Asam urat").fill("8,1")
    measure(phone, life)
    expect(phone.page.locator(".pairs")).to_contain_text("8,1 mg/dL · Tinggi")
    phone.step(2) if phone.page.get_by_role("navigation", name="Lima langkah").is_visible() else phone.back()
    phone.button("Koreksi").click()
    phone.field("Tekanan darah atas (sistole)").fill("185")
    phone.button("Simpan koreksi").click()
    expect(phone.text("perlu ditangani hari ini juga")).to_be_visible()


def test_a_mother_alone_is_asked_about_once(phone: Phone) -> None:
    """No child, no other member: one kind question, and the second tap saves."""
    phone.button("Keluarga baru").click()
    phone.field("Nama ibu").fill("Sekar Ayu")
    phone.button("Simpan keluarga").click()
    expect(phone.text("Belum ada anak atau anggota lain")).to_be_visible()
    phone.button("Simpan keluarga").click()
    expect(phone.heading("Sekar Ayu").first).to_be_visible()


def test_a_result_that_was_taken_back_is_gone(phone: Phone) -> None:
    """Undo on the result leads back to the empty form, not to last month's result."""
    phone.open_day().go_offline()
    phone.find("Gita").step(2)
    phone.field("Berat badan").fill("9,0")
    phone.save()
    expect(phone.text("Hasil hari ini").first).to_be_visible()
    phone.button("Urungkan").click()
    expect(phone.field("Berat badan")).to_have_value("")
    expect(phone.text("Hasil hari ini")).to_have_count(0)


def look(phone: Phone, group: str, name: str) -> None:
    """No axe violation, nothing wider than the screen; a picture where one is wanted."""
    if PICTURES:
        phone.page.screenshot(path=str(Path(PICTURES) / f"life-{group}-{name}.png"), full_page=True)
    found = Axe().run(phone.page).response["violations"]
    assert not found, [(problem["id"], problem["help"]) for problem in found]
    assert phone.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), name
