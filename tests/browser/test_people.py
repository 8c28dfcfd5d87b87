"""Families, doses, pregnancies and duplicates on the phone: typed without signal, whole after the next sync."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from simpul.base import clock
from tests.browser.phone import Phone


def test_families_are_registered_without_signal(phone: Phone) -> None:
    """Newborn twins on one screen; back keeps what was typed; a mother in another spelling is offered; all syncs."""
    born = (clock.today() - timedelta(days=3)).isoformat()
    page = phone.page
    with phone.no_signal():
        phone.button("Keluarga baru").click()
        page.get_by_label("Nama ibu").fill("Kadek Ayu")
        phone.back()
        phone.button("Keluarga baru").click()
        expect(page.get_by_label("Nama ibu")).to_have_value("Kadek Ayu")
        choose(page, "Perempuan")
        page.get_by_label("Tanggal lahir", exact=True).last.fill(born)
        phone.button("Tambah kembarannya").click()
        page.get_by_label("Nama", exact=True).last.fill("Putu")
        choose(page, "Laki-laki", last=True)
        phone.button("Simpan keluarga").click()
        expect(phone.heading("By. Ny. Kadek Ayu")).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("^Putu"))).to_be_visible()
        phone.go_home()

        phone.button("Keluarga baru").click()
        page.get_by_label("Nama ibu").fill("St. Rochani")
        page.get_by_role("button", name=re.compile("^Siti Rohani")).click()
        page.get_by_label("Nama", exact=True).fill("Adik Baru")
        choose(page, "Laki-laki")
        page.get_by_label("Tanggal lahir", exact=True).fill(clock.today().isoformat())
        phone.button("Simpan keluarga").click()
        expect(page.get_by_role("button", name=re.compile("^Aisyah Putri"))).to_be_visible()
        phone.go_home()
    phone.sync_home()
    open_page(phone, "Putu")
    expect(page.get_by_text("Mungkin tercatat dua kali")).to_have_count(0)


def test_doses_and_a_birth_without_signal(phone: Phone) -> None:
    """A batch number is typed once a day; a wrong dose is withdrawn; a birth opens the mother's time after birth."""
    page = phone.page
    with phone.no_signal():
        give_first_dose(phone, "Bima Pratama")
        page.get_by_label("Nomor batch").fill("BX77")
        phone.button("Simpan (1)").click()
        phone.go_home()
        give_first_dose(phone, "Embun Maharani")
        expect(page.get_by_label("Nomor batch")).to_have_value("BX77")
        phone.button("Simpan (1)").click()
        expect(page.get_by_text("batch BX77")).to_be_visible()
        phone.button("Imunisasi, vitamin").click()
        phone.button("Salah catat").first.click()
        page.get_by_label("Apa yang salah?").fill("Anak yang lain")
        phone.button("Tarik catatan").click()
        expect(page.get_by_text("Sudah diterima", exact=True)).to_have_count(0)
        phone.go_home()

        open_page(phone, "Maryam")
        page.get_by_role("button", name="Kehamilan", exact=True).click()
        expect(page.get_by_role("img", name=re.compile("Kenaikan berat badan"))).to_be_visible()
        phone.button("Kehamilan selesai").click()
        choose(page, "Lahir")
        choose(page, "Perempuan")
        page.get_by_role("button", name="Simpan", exact=True).click()
        expect(page.get_by_role("heading", name="Ibu nifas", exact=True)).to_be_visible()
        expect(page.get_by_role("region", name="Bayi", exact=True)).to_contain_text("By. Ny. Maryam")
        expect(page.get_by_role("button", name="Catat KF1")).to_be_visible()
        phone.go_home()
    phone.sync_home()
    open_page(phone, "Bima Pratama")
    expect(page.get_by_text("batch BX77")).to_be_visible()


def test_two_records_of_one_child_are_joined_and_parted(phone: Phone) -> None:
    """Joined they are one; parted they are two again, each with its own history."""
    page = phone.page
    with phone.no_signal():
        fill_again(phone, "Ghita Syafitri", "Fitri Handayani", known_birth(phone, "Gita Safitri"))
        phone.button("Simpan keluarga").click()
        expect(page.get_by_text("Mungkin tercatat dua kali")).to_be_visible()
        page.get_by_role("button", name=re.compile("^Gita Safitri")).click()
        phone.button("Ya, gabungkan").click()
        expect(page.get_by_text("Catatan yang digabung")).to_be_visible()
        phone.button("Pisahkan").click()
        expect(page.get_by_text("Mungkin tercatat dua kali")).to_be_visible()


def open_page(phone: Phone, name: str) -> None:
    """The page about a person, by way of today's card."""
    phone.find(name)
    phone.button("Riwayat").click()
    expect(phone.button("Layani hari ini")).to_be_visible()


def choose(page: Page, words: str, *, last: bool = False) -> None:
    """One of the big buttons of a choice."""
    found = page.locator("label.choice", has_text=re.compile(f"^{words}$"))
    (found.last if last else found.first).click()


def give_first_dose(phone: Phone, name: str) -> None:
    """Tick DPT-HB-Hib 1 on the immunisation screen of a child."""
    open_page(phone, name)
    phone.button("Imunisasi, vitamin").click()
    phone.page.get_by_role("checkbox", name=re.compile("^DPT-HB-Hib 1")).check()


def known_birth(phone: Phone, name: str) -> str:
    """When a child of the register was born, as its page says; back at home. Nobody is like it so far."""
    open_page(phone, name)
    expect(phone.page.get_by_text("Mungkin tercatat dua kali")).to_have_count(0)
    birth = phone.page.locator("dd").first.inner_text()
    phone.go_home()
    return birth


def fill_again(phone: Phone, name: str, mother: str, birth: str) -> None:
    """The same child again, in another spelling, by someone who does not look at what is offered. Not saved yet."""
    page = phone.page
    phone.button("Keluarga baru").click()
    page.get_by_label("Nama ibu").fill(mother)
    page.get_by_label("Nama", exact=True).fill(name)
    choose(page, "Perempuan")
    page.get_by_label("Tanggal lahir", exact=True).last.fill(iso(birth))
    expect(page.get_by_text("Apakah salah satu dari ini?")).to_be_visible()


MONTHS: tuple[str, ...] = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
)
MONTHS += ("November", "Desember")


def iso(words: str) -> str:
    """`21 November 2026` as `2026-11-21`."""
    day, month, year = words.split()
    return f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"
