"""Practising before anyone gave a code: invented families, no signal, nothing left, nothing sent."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.phone import Phone

BANNER = "LATIHAN – tidak dikirim ke mana-mana"
PICTURES = os.environ.get("SIMPUL_PICTURES")
STORES = "async () => (await indexedDB.databases()).map(({ name }) => name)"
WRITTEN = """async () => {
  const db = await new Promise((resolve, reject) => {
    const asked = indexedDB.open('simpul');
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const count = (store) => new Promise((resolve) => {
    const asked = db.transaction(store).objectStore(store).count();
    asked.onsuccess = () => resolve(asked.result);
  });
  const counts = await Promise.all(['accounts', 'outbox', 'sent', 'sealed', 'packs', 'forms'].map(count));
  db.close();
  return counts;
}"""
"""How much lies in each part of the real store."""

WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, "is_mobile": False}
DARK: dict[str, Any] = {"color_scheme": "dark"}
SIZES: dict[str, dict[str, Any]] = {"phone": {}, "desktop": WIDE, "dark": DARK, "dark-desktop": WIDE | DARK}


def look(page: Page, name: str) -> None:
    """The banner is there, and axe finds nothing."""
    expect(page.get_by_text(BANNER).first).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert not found, f"{name}: {[(each['id'], each['nodes'][0]['html']) for each in found]}"
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"practice-{name}.png")


def ticked(phone: Phone) -> Locator:
    """Tasks that are done."""
    return phone.page.locator('li[data-done="true"]')


@pytest.mark.parametrize("size", SIZES)
def test_a_kader_practises_before_there_is_a_code(size: str, new_phone: Callable[..., Phone]) -> None:
    """Open, weigh, print, share; tasks tick themselves; leaving deletes all of it."""
    phone = new_phone(**SIZES[size]).start().ready_for_offline()
    sent: list[str] = []
    phone.context.on("request", lambda request: sent.append(request.url) if "/api/" in request.url else None)
    phone.go_offline()
    phone.button("Coba latihan dulu").click()
    expect(phone.home).to_be_visible()
    look(phone.page, f"{size}-home")
    phone.text("Tugas 0/6").click()
    look(phone.page, f"{size}-tasks")
    phone.text("Tugas 0/6").click()

    phone.open_day().find("Bima Contoh").step(2)
    phone.field("Berat badan").fill("10,2")
    look(phone.page, f"{size}-measure")
    phone.save().go_home()
    expect(phone.text("Tugas 2/6")).to_be_visible()
    expect(ticked(phone)).to_have_count(2)

    phone.button("Cetak").first.click()
    expect(phone.page.locator(".sheet")).to_contain_text(BANNER)
    look(phone.page, f"{size}-print")
    phone.go_home()
    assert not sent

    phone.text("Tugas 2/6").click()
    phone.button("Ulangi dari awal").click()
    expect(phone.text("Tugas 0/6")).to_be_visible()
    phone.text("Tugas 0/6").click()
    phone.button("Selesai berlatih").click()
    expect(phone.heading("Selamat datang di Simpul")).to_be_visible()
    expect(phone.page.get_by_text(re.compile("LATIHAN"))).not_to_be_visible()
    assert phone.page.evaluate(WRITTEN) == [0, 0, 0, 0, 0, 0]
    assert "simpul-latihan" not in phone.page.evaluate(STORES)
    assert not sent


def test_a_practice_that_is_locked_ends_behind_the_pin(phone: Phone) -> None:
    """Who taps *Kunci HP* while practising and puts the phone down has not left the post's families open."""
    phone.button("Pengaturan").click()
    phone.button("Coba latihan dulu").click()
    expect(phone.page.get_by_text(BANNER).first).to_be_visible()
    phone.button("Kunci HP").click()
    expect(phone.heading("masukkan PIN")).to_be_visible()
    expect(phone.page.get_by_text(BANNER)).to_have_count(0)
    phone.unlock()
