"""A Bluetooth scale beside the weight field: read when it is still, always editable, and typing works without it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.office import Office
from tests.browser.phone import Phone

SCALE = """
(() => {
  const source = new EventTarget();
  source.startNotifications = async () => source;
  const device = new EventTarget();
  const server = { connected: false, connect: async () => { server.connected = true; return server; } };
  server.disconnect = () => device.drop();
  server.getPrimaryService = async (uuid) => {
    if (uuid !== 0x181d || device.isOther) throw new DOMException('none', 'NotFoundError');
    return { getCharacteristic: async () => source };
  };
  device.name = 'Timbangan 0042';
  device.gatt = server;
  device.drop = () => {
    server.connected = false;
    device.dispatchEvent(new Event('gattserverdisconnected'));
  };
  device.send = (bytes) => {
    source.value = new DataView(new Uint8Array(bytes).buffer);
    source.dispatchEvent(new Event('characteristicvaluechanged'));
  };
  window.scale = device;
  Object.defineProperty(navigator, 'bluetooth', { value: { requestDevice: async () => device }, configurable: true });
})();
"""
NO_SCALE = "delete Navigator.prototype.bluetooth;"


def put_on(page: Page, kg: float, times: int = 3) -> None:
    """Someone stands on the scale: Weight Measurement in SI units, 0.005 kg a unit."""
    raw = round(kg / 0.005)
    for _ in range(times):
        page.evaluate("(bytes) => window.scale.send(bytes)", [0, raw & 0xFF, raw >> 8])


def at_the_scale(phone: Phone, name: str) -> Page:
    """The measuring step of a child."""
    phone.find(name)
    return phone.page


def with_scale(phone: Phone) -> Page:
    """A phone whose browser has Web Bluetooth, the day open at the measuring table."""
    phone.page.add_init_script(SCALE)
    phone.page.reload()
    phone.unlock()
    phone.open_day().page.get_by_label("Meja saya").select_option("2")
    return phone.page


def test_a_weight_comes_from_the_scale_and_can_be_changed(phone: Phone) -> None:
    """Steady weight into the field; the next child afresh; a lost line leaves typing."""
    page = with_scale(phone)
    at_the_scale(phone, "Aisyah Putri")
    phone.button("Hubungkan timbangan").click()
    expect(phone.text("Timbangan 0042 tersambung")).to_be_visible()
    put_on(page, 8.9, 1)
    expect(phone.text("8,9 kg, belum diam")).to_be_visible()
    expect(phone.field("Berat badan")).to_have_value("")
    put_on(page, 9.2)
    expect(phone.field("Berat badan")).to_have_value("9,2")
    phone.field("Berat badan").fill("9,1")
    put_on(page, 9.2)
    expect(phone.field("Berat badan")).to_have_value("9,1")
    phone.button("Ambil lagi").click()
    expect(phone.field("Berat badan")).to_have_value("9,2")
    phone.save()

    phone.go_home()
    at_the_scale(phone, "Bima Pratama")
    expect(phone.text("Timbangan 0042 tersambung")).to_be_visible()
    expect(phone.field("Berat badan")).to_have_value("")
    page.evaluate("() => window.scale.drop()")
    expect(phone.text("Sambungan terputus")).to_be_visible()
    phone.field("Berat badan").fill("8,3")
    phone.save()


def test_a_device_that_is_no_scale_is_said_and_typing_works(phone: Phone) -> None:
    """Wrong service, and then by hand."""
    page = with_scale(phone)
    page.evaluate("() => { window.scale.isOther = true; }")
    at_the_scale(phone, "Aisyah Putri")
    phone.button("Hubungkan timbangan").click()
    expect(phone.text("bukan timbangan yang dikenal")).to_be_visible()
    phone.field("Berat badan").fill("9,2")
    phone.save()


def test_without_web_bluetooth_nothing_is_shown(phone: Phone) -> None:
    """Most phones: the field alone."""
    phone.page.add_init_script(NO_SCALE)
    phone.page.reload()
    phone.unlock()
    phone.open_day().page.get_by_label("Meja saya").select_option("2")
    at_the_scale(phone, "Aisyah Putri")
    expect(phone.field("Berat badan")).to_be_visible()
    expect(phone.button("Hubungkan timbangan")).to_have_count(0)


def test_a_scale_is_tested_and_the_puskesmas_sees_it(phone: Phone, office: Office) -> None:
    """The test weighing on the phone, offline; its verdict at once; the log at the puskesmas."""
    phone.go_offline()
    phone.page.get_by_role("navigation").get_by_role("button", name="Pengaturan").click()
    phone.button("Timbangan dan uji beban").click()
    phone.field("Nama timbangan").fill("Dacin biru")
    phone.page.get_by_text("Dacin", exact=True).click()
    phone.field("Beban yang diletakkan").fill("5")
    phone.field("Yang terbaca").fill("5,4")
    expect(phone.text("Selisih 400 g")).to_be_visible()
    phone.button("Simpan hasil uji").click()
    expect(phone.page.locator("article", has_text="Dacin biru")).to_contain_text("selisih 400 g")
    phone.go_online().go_home().sync_home()
    page = office.open("/kunjungan-rumah/mutu/")
    expect(page.get_by_role("row", name=re.compile("Dacin biru"))).to_contain_text("selisih 400 g")
