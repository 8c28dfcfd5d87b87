"""A visit at home without signal: what was seen is in the right group at the puskesmas, and its answer comes back."""

import os
import re
from datetime import date, timedelta
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.test_phone_accessible import look
from tests.browser.test_register import fill_child

MOTHER, TODDLER = "Sekar Ayu", "Raka Galih"
PICTURES = os.environ.get("SIMPUL_PICTURES")


def register(phone: Phone) -> None:
    """A woman thirty weeks along and her child of thirteen months."""
    today = date.today()
    phone.button("Keluarga baru").click()
    phone.field("Nama ibu").fill(MOTHER)
    answer(phone.page, "Ibu sedang hamil?")
    phone.field("Hari pertama haid terakhir (HPHT)").fill((today - timedelta(weeks=30)).isoformat())
    fill_child(phone, 1, TODDLER, "Laki-laki", today - timedelta(days=400))
    phone.button("Simpan keluarga").click()
    expect(phone.heading(TODDLER)).to_be_visible()
    phone.go_home()


def answer(page: Page, question: str, words: str = "Ya") -> None:
    """One question answered."""
    page.get_by_role("radiogroup", name=question).get_by_text(words, exact=True).click()


def member(phone: Phone, name: str) -> None:
    """The questions of one member."""
    phone.page.get_by_role("main").get_by_role("button", name=re.compile(f"^{name}")).click()
    expect(phone.heading(name)).to_be_visible()


def start(phone: Phone) -> None:
    """From home to the list of members of the family."""
    phone.page.get_by_role("navigation").get_by_role("button", name="Kunjungan rumah").click()
    phone.page.locator("article", has_text=MOTHER).get_by_role("button", name="Mulai kunjungan").click()
    phone.page.get_by_text("ada, bersedia").click()
    phone.button("Lanjut").click()
    expect(phone.heading("Anggota keluarga")).to_be_visible()


def done(phone: Phone) -> None:
    """Back to the list of members."""
    phone.button("Selesai, kembali ke daftar").click()
    expect(phone.heading("Anggota keluarga")).to_be_visible()


def alarm(page: Page) -> Locator:
    """The screen over everything."""
    return page.get_by_role("alertdialog", name="Tanda bahaya")


def of_mother(phone: Phone) -> None:
    """Her tablets are at home and she does not take them."""
    member(phone, MOTHER)
    page = phone.page
    page.get_by_role("button", name=re.compile("Tidak ada satu pun")).click()
    answer(page, "Tablet tambah darah")
    answer(page, "TTD diminum dalam 24 jam terakhir", "Tidak")
    answer(page, "Periksa kehamilan sudah sesuai jadwal", "Tidak")
    done(phone)


def of_toddler(phone: Phone) -> None:
    """A danger sign calls for help at once; a cough and a contact are two symptoms of TB."""
    member(phone, TODDLER)
    page = phone.page
    answer(page, "Batuk terus-menerus")
    answer(page, "Kontak erat dengan pasien TBC")
    answer(page, "Napas cepat atau sesak")
    expect(alarm(page)).to_contain_text("Napas cepat atau sesak")
    alarm(page).get_by_role("button", name="Lanjutkan").click()


def row(phone: Phone, name: str) -> Locator:
    """The line of a member."""
    return phone.page.get_by_role("main").get_by_role("button", name=re.compile(f"^{name}"))


def test_what_is_seen_at_home_is_evaluated_and_answered(phone: Phone, office: Office) -> None:
    """Offline, with a dead battery in the middle; then the week at the Pustu, and the answer on the phone."""
    phone.ready_for_offline().go_offline()
    register(phone)
    start(phone)
    of_mother(phone)
    of_toddler(phone)

    page = phone.cold_start().page
    phone.page.get_by_role("navigation").get_by_role("button", name="Kunjungan rumah").click()
    page.locator("article", has_text=MOTHER).get_by_role("button", name="Mulai kunjungan").click()
    expect(phone.heading(TODDLER)).to_be_visible()
    expect(page.get_by_role("radiogroup", name="Napas cepat").get_by_role("radio", checked=True)).to_have_count(1)
    expect(alarm(page)).to_have_count(0)
    done(phone)
    expect(row(phone, MOTHER)).to_contain_text("terjawab")

    phone.button("Lanjut").click()
    expect(page.locator("article", has_text=TODDLER)).to_contain_text("belum terkirim: masih di HP ini")
    page.get_by_text("Makanan bergizi").click()
    phone.button("Lanjut").click()
    phone.field("Datang lagi tanggal").fill((date.today() + timedelta(days=14)).isoformat())
    phone.button("Simpan kunjungan").click()
    expect(phone.page.locator(".toast")).to_contain_text("tersimpan")

    phone.go_online().go_home().sync_home()
    at_the_pustu(office)
    phone.sync_home()
    phone.page.get_by_role("navigation").get_by_role("button", name="Kunjungan rumah").click()
    expect(phone.text(re.compile("petugas akan berkunjung bersama kader.*Senin pagi"))).to_be_visible()


def at_the_pustu(office: Office) -> None:
    """Both are in their groups; the midwife will come."""
    page = office.open("/kunjungan-rumah/")
    mother = page.locator("article", has=page.get_by_role("link", name=MOTHER))
    toddler = page.locator("article", has=page.get_by_role("link", name=TODDLER))
    expect(toddler).to_contain_text("Tanda bahaya")
    expect(toddler).to_contain_text("Gejala TBC")
    expect(toddler).to_contain_text("Napas cepat atau sesak: ya")
    expect(mother).to_contain_text("Belum teratur minum obat")
    expect(mother).to_contain_text("Belum mengakses layanan")
    form = toddler.locator("form").first
    form.get_by_label("Tindak lanjut").select_option("kunjungan_nakes")
    form.get_by_label("Pesan untuk kader").fill("Senin pagi")
    form.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Petugas berkunjung bersama kader · Senin pagi")).to_be_visible()


def test_a_danger_sign_is_told_even_when_the_visit_is_never_finished(phone: Phone, office: Office) -> None:
    """The answers so far are written together with the referral: the week shows the child, the inbox the emergency."""
    phone.ready_for_offline().go_offline()
    register(phone)
    start(phone)
    of_toddler(phone)
    phone.cold_start().go_online().sync_home()
    page = office.open("/kunjungan-rumah/")
    toddler = page.locator("article", has=page.get_by_role("link", name=TODDLER))
    expect(toddler).to_contain_text("Napas cepat atau sesak: ya")
    expect(office.open("/puskesmas/rujukan/").get_by_role("main")).to_contain_text(TODDLER)


def test_an_empty_house_takes_three_taps(phone: Phone) -> None:
    """Nobody there: the visit counts, and a day to come again."""
    phone.page.get_by_role("navigation").get_by_role("button", name="Kunjungan rumah").click()
    phone.button("Mulai kunjungan").first.click()
    phone.page.get_by_text("rumah kosong").click()
    phone.button("Lanjut").click()
    phone.button("Simpan kunjungan").click()
    expect(phone.page.locator(".toast")).to_contain_text("tersimpan")


def test_every_screen_of_a_visit_is_accessible(phone: Phone, office: Office) -> None:
    """No axe violation, nothing wider than the screen."""
    register(phone)
    found: list[str] = []
    phone.page.get_by_role("navigation").get_by_role("button", name="Kunjungan rumah").click()
    expect(phone.button("Mulai kunjungan").first).to_be_visible()
    found += look(phone.page, "home-visits")
    phone.back()
    start(phone)
    found += look(phone.page, "home-visit-members")
    member(phone, TODDLER)
    found += look(phone.page, "home-visit-questions")
    answer(phone.page, "Batuk terus-menerus")
    answer(phone.page, "Imunisasi sesuai umur", "Tidak")
    done(phone)
    phone.page.get_by_role("main").get_by_role("button", name=re.compile("^Rumah dan keluarga")).click()
    found += look(phone.page, "home-visit-house")
    done(phone)
    phone.button("Lanjut").click()
    expect(phone.page.get_by_text("Belum ditanya:")).to_contain_text(MOTHER)
    phone.button("Lanjut").click()
    found += look(phone.page, "home-visit-explain")
    phone.button("Lanjut").click()
    found += look(phone.page, "home-visit-remind")
    phone.button("Simpan kunjungan").click()
    phone.go_home().sync_home()
    for path, name in (("/kunjungan-rumah/", "office-home-visits"), ("/kunjungan-rumah/mutu/", "office-measuring")):
        page = office.open(path)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
        found += [
            f"{name}: {one['id']} {one['nodes'][0]['html'][:160]}" for one in Axe().run(page).response["violations"]
        ]
    assert not found, "\n".join(found)


def test_a_visit_written_by_mistake_is_taken_back_by_its_writer(phone: Phone) -> None:
    """Unsent it leaves nothing; sent, the server takes its entries back too."""
    register(phone)
    for is_sent in (False, True):
        family = an_empty_house(phone)
        if is_sent:
            phone.sync_home()
        phone.find(family)
        phone.button("Riwayat").click()
        phone.text("Kunjungan tercatat (1)").click()
        phone.button("Salah catat, tarik kunjungan ini").click()
        phone.button("Ya, tarik").click()
        expect(phone.text("Kunjungan tercatat")).to_have_count(0)
        phone.go_home()
    expect(phone.sync()).to_contain_text("Selesai")
    expect(phone.text("Perlu diperbaiki")).to_have_count(0)
    phone.back()


def an_empty_house(phone: Phone) -> str:
    """Nobody there; gives whom to look for."""
    phone.find(MOTHER)
    phone.button("Riwayat").click()
    phone.button("Kunjungi keluarga ini").click()
    phone.page.get_by_text("rumah kosong").click()
    phone.button("Lanjut").click()
    phone.button("Simpan kunjungan").click()
    expect(phone.page.locator(".toast")).to_contain_text("tersimpan")
    phone.go_home()
    return MOTHER
