"""A forgotten PIN: a code for this very phone, a new PIN, and work goes on at once with nothing lost."""

from playwright.sync_api import expect

from tests.browser.fixtures import Server
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.world import World

NEW_PIN = "739205"
LIES = """async () => {
  const asked = indexedDB.open('simpul');
  const db = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const count = (store) => new Promise((resolve) => {
    const counted = db.transaction(store).objectStore(store).count();
    counted.onsuccess = () => resolve(counted.result);
  });
  const found = [await count('outbox'), await count('sealed')];
  db.close();
  return found;
}"""
"""How many bundles wait, and how many sealed copies lie on the phone."""


def test_a_new_pin_on_the_same_phone_keeps_every_copy(
    phone: Phone, office: Office, server: Server, world: World
) -> None:
    """Forgotten offline: nothing changes. With the puskesmas' code: a new PIN, today's list again, all of it sent."""
    phone.open_day().go_offline()
    phone.find("Hafiz").step(2)
    phone.field("Berat badan").fill("9,9")
    phone.save()
    phone.go_home()
    before = phone.page.evaluate(LIES)
    assert before[1] >= 2
    phone.button("Kunci HP").click()
    phone.dial("111222")
    expect(phone.page.get_by_role("alert")).to_contain_text("PIN belum cocok")
    assert phone.page.evaluate(LIES) == before

    phone.go_online()
    page = office.open("/puskesmas/kader/")
    page.get_by_role("link", name=world.kader[0]).first.click()
    page.get_by_role("button", name="PIN lupa").first.click()
    code = page.locator(".enrol-code").inner_text()
    phone.text("Lupa PIN?").click()
    phone.button("Masukkan kode baru").click()
    phone.type_code(code)
    words = phone.words()
    expect(page.locator(".words span")).to_have_text(words, timeout=10_000)
    page.get_by_role("button", name="Sama, izinkan PIN baru").click()
    phone.choose_pin(NEW_PIN)
    expect(phone.home).to_be_visible(timeout=15_000)
    phone.find("Hafiz").step(2)
    expect(phone.page.get_by_role("definition").filter(has_text="9,9 kg")).to_be_visible()
    phone.go_home().sync_home()
    assert server.ask("weights", world.officer.login, world.post, "Hafiz Ramadhan") == {"kg": [9.9]}
    phone.button("Kunci HP").click()
    phone.dial("482913")
    expect(phone.page.get_by_role("alert")).to_contain_text("PIN belum cocok")
    phone.dial(NEW_PIN)
    expect(phone.home).to_be_visible()
