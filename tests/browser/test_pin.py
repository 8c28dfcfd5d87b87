"""Who uses the phone: PIN, patience, two kader on one phone."""

import re

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.world import World

OTHER_PIN = "739205"


def test_a_wrong_pin_slows_down_and_loses_nothing(phone: Phone) -> None:
    """After several wrong tries the pad waits, longer each time; what was typed stays."""
    phone.open_day().go_offline()
    phone.button("Kunci HP").click()
    for _ in range(5):
        expect(phone.page.locator(".pinpad button").first).to_be_enabled()
        phone.dial("111222")
        expect(phone.page.get_by_role("alert")).to_contain_text("PIN belum cocok")
        if phone.text("sebelum mencoba").is_visible():
            break
    expect(phone.text("sebelum mencoba")).to_be_visible()
    expect(phone.page.locator(".pinpad button").first).to_be_disabled()


def test_a_forgotten_pin_without_signal_keeps_the_outbox(phone: Phone, office: Office, world: World) -> None:
    """Nothing opens without the PIN; a code of the puskesmas gives a new one; what was typed is still sent."""
    phone.open_day().go_offline()
    phone.find("Hafiz").step(2)
    phone.field("Berat badan").fill("9,9")
    phone.save()
    phone.go_home()
    phone.button("Kunci HP").click()
    phone.go_online()
    phone.text("Lupa PIN?").click()
    phone.button("Masukkan kode baru").click()
    phone.type_code(office.code_for(world.kader[0]))
    office.accept_phone(phone.words())
    phone.choose_pin(OTHER_PIN)
    expect(phone.home).to_be_visible()
    phone.sync_home()
    page = office.open("/puskesmas/warga/")
    page.get_by_role("searchbox").fill("Hafiz")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Hafiz Ramadhan").first.click()
    expect(page.get_by_role("main")).to_contain_text(re.compile("9,90? kg"))


def test_two_kader_share_one_phone(phone: Phone, office: Office, world: World) -> None:
    """Each has a PIN of her own, and each visit says who recorded it."""
    first, second = world.kader
    phone.button("Pengaturan").click()
    phone.button("Tambah kader di HP ini").click()
    phone.type_code(office.code_for(second))
    office.accept_phone(phone.words())
    phone.choose_pin(OTHER_PIN)
    expect(phone.home).to_be_visible()
    phone.find("Intan").step(2)
    phone.field("Berat badan").fill("15,9")
    phone.save()
    phone.go_home().sync_home()
    phone.button("Kunci HP").click()
    expect(phone.heading("Siapa yang memakai HP ini?")).to_be_visible()
    phone.button(first).click()
    phone.dial(OTHER_PIN)
    expect(phone.page.get_by_role("alert")).to_contain_text("PIN belum cocok")
    phone.pin = "482913"
    phone.unlock()
    page = office.open("/puskesmas/warga/")
    page.get_by_role("searchbox").fill("Intan")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Intan Kusuma").first.click()
    expect(page.locator(".timeline").first).to_contain_text(second)
