"""Every screen of the phone: no axe violation, nothing wider than the screen; light and dark, 320 px and desktop."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.office import Desk
from tests.browser.phone import Phone
from tests.browser.world import World

PICTURES = os.environ.get("SIMPUL_PICTURES")
"""A folder that receives a picture of each screen; for the guides and for the eye."""

DEVICES: dict[str, dict[str, Any]] = {
    "phone": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 568}, "reduced_motion": "reduce"},
    "desktop": {"viewport": {"width": 1440, "height": 900}, "is_mobile": False, "device_scale_factor": 1},
}


@pytest.mark.parametrize("device", DEVICES)
def test_every_screen_is_accessible(device: str, new_phone: Callable[..., Phone], desk: Desk, world: World) -> None:
    """Walk through the day and look at each screen."""
    phone = new_phone(**DEVICES[device]).enrol(desk, world.kader[0]).ready_for_offline()
    phone.go_offline()
    found = [f"{name}: {problem}" for name in tour(phone) for problem in look(phone.page, f"{device}-{name}")]
    assert not found, "\n".join(found)


def tour(phone: Phone) -> Iterator[str]:
    """Open one screen after the other, as a kader would; gives the name of each."""
    yield "home-closed"
    phone.open_day()
    yield "home"
    yield from at_the_table(phone)
    yield from around_the_day(phone)
    yield from asked_of_others(phone)
    phone.page.get_by_role("navigation").get_by_role("button", name="Kunci HP").click()
    expect(phone.page.locator(".pinpad")).to_be_visible()
    yield "lock"
    phone.button("belum terkirim: simpan cadangannya").click()
    expect(phone.button("Simpan/kirim cadangan isian")).to_be_visible()
    yield "lock-backup"


def at_the_table(phone: Phone) -> Iterator[str]:
    """Search, the five steps, the verdict, the mother's screen."""
    page = phone.page
    phone.button("Cari nama").click()
    yield "search"
    phone.back()
    phone.find("Aisyah Putri")
    yield "measure-empty"
    for place, figure in enumerate(["6,1", "70,2", "45,6", "14,2"]):
        page.locator(".measure-box input").nth(place).fill(figure)
    expect(page.locator(".question").first).to_be_visible()
    yield "measure-questions"
    page.locator(".measure-box input").first.fill("9,6")
    phone.button("Simpan, berikutnya").click()
    expect(phone.text("simpan sekali lagi")).to_be_visible()
    yield "measure-asked"
    phone.button("Simpan, berikutnya").click()
    expect(page.get_by_role("img", name="Berat menurut umur")).to_be_visible()
    yield "verdict"
    phone.button("Tunjukkan ke ibu").click()
    page.get_by_text("Lihat sebagai tabel").click()
    yield "mother"
    phone.back()
    for number in (1, 2, 3, 4, 5):
        step(phone, number)
        yield f"step-{number}"
    phone.button("Riwayat").click()
    expect(page.get_by_role("heading", name="Aisyah Putri")).to_be_visible()
    yield "person"
    phone.back()
    yield from danger(phone)


def danger(phone: Phone) -> Iterator[str]:
    """The danger sign interrupts; a slip is taken back."""
    step(phone, 4)
    phone.page.get_by_role("radiogroup", name="Ada tanda bahaya").get_by_text("Ya", exact=True).click()
    expect(phone.page.get_by_role("alertdialog")).to_be_visible()
    yield "danger"
    phone.button("Salah tekan").click()
    phone.back()
    expect(phone.page.get_by_label("Nama, nama ibu")).to_be_visible()
    phone.back()
    expect(phone.home).to_be_visible()


def step(phone: Phone, number: int) -> None:
    """One of the five steps, from the verdict or from another step."""
    steps = phone.settled().page.get_by_role("navigation", name="Lima langkah")
    expect(steps.or_(phone.button("Tunjukkan ke ibu")).first).to_be_visible()
    if not steps.is_visible():
        phone.back()
    phone.step(number)


def around_the_day(phone: Phone) -> Iterator[str]:
    """What lies around the queue."""
    for words, name in {
        "Keluarga baru": "family",
        "Jatuh tempo": "due",
        "Dicari: yang belum datang": "sweeping",
        "Cetak daftar": "print-day",
        "Tutup hari ini": "close",
        "Pengaturan": "settings",
    }.items():
        phone.page.get_by_role("navigation").get_by_role("button", name=words).click()
        expect(phone.home).not_to_be_visible()
        phone.page.wait_for_load_state("networkidle")
        yield name
        phone.page.go_back()
        expect(phone.home).to_be_visible()
    phone.open_safety()
    expect(phone.button("Simpan/kirim cadangan isian")).to_be_visible()
    yield "safety"
    phone.button("Bawakan isian HP lain").click()
    expect(phone.heading("Bawakan isian HP lain")).to_be_visible()
    yield "carry"
    phone.back()
    phone.back()


def asked_of_others(phone: Phone) -> Iterator[str]:
    """A referral that waits for a signal: its form; then in larger words the row at home, the list, the story."""
    phone.find("Siti Rohani")
    phone.button("Riwayat").click()
    phone.button("Rujuk").last.click()
    phone.page.get_by_role("textbox").first.fill("Sering pusing sejak Senin.")
    yield "referral"
    phone.send_referral()
    phone.settled().go_home()
    phone.page.get_by_role("navigation").get_by_role("button", name="Pengaturan").click()
    phone.page.get_by_role("radiogroup", name="Ukuran tulisan").get_by_text("Sangat besar").click()
    phone.back()
    yield "home-asked"
    phone.button("Rujukan berjalan").click()
    yield "requests"
    phone.page.get_by_role("main").get_by_role("button", name="Siti Rohani").click()
    expect(phone.heading("Belum terkirim dari HP ini")).to_be_visible()
    yield "request"
    phone.button("Batalkan, belum terkirim").click()
    yield "request-withdraw"
    phone.button("Tidak jadi").click()
    phone.go_home()


def look(page: Page, name: str) -> list[str]:
    """What is wrong with the open screen."""
    page.wait_for_function("() => !document.body.innerText.includes('Sedang membuka')")
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    violations = Axe().run(page).response["violations"]
    problems = [f"{found['id']} {found['nodes'][0]['html'][:160]}" for found in violations]
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    return problems + ([f"{wide} px wider than the screen"] if wide > 1 else [])
