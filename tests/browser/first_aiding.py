"""Steps of first aid on the phone, for its stories."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import looked_at
from tests.browser.phone import Phone

WHO = "Siti Rohani"
LISTENED = ("Ya, aman", "Tidak ada", "Sudah duduk tenang", "Boleh", "Sudah saya dengarkan", "Lanjut")
NUMBER, SHOWN = "0812 0000 4411", "+6281200004411"
TARGET = 48
ALONE, DANGER = "Jangan ditinggal sendiri", "Ada bahaya"


def heard_without_signal(page: Page, phone: Phone) -> None:
    """The calm path from the person's page to its end, each screen pictured."""
    phone.go_offline()
    phone.find(WHO)
    phone.button("Riwayat").click()
    phone.button("Pertolongan pertama").click()
    expect(phone.text(f"Untuk {WHO}")).to_be_visible()
    picture(page, "intro")
    phone.button("Mulai").click()
    tap(phone, *LISTENED[:-1])
    picture(page, "say-back")
    tap(phone, "Lanjut")
    picture(page, "signs")
    for answer_words in ("Tidak ada", "Ada, atau saya ragu"):
        expect(phone.button(answer_words)).to_be_in_viewport(ratio=1)
    phone.button("Tidak ada").click()
    expect(phone.heading("Bagaimana keadaannya")).to_be_visible()
    picture(page, "zones")
    phone.key_back()
    expect(phone.heading("Terdengar atau terlihat")).to_be_visible()
    phone.button("Tidak ada").click()
    tap(phone, "Kuning: perasaan terganggu")
    expect(page.get_by_role("main").get_by_role("link", name="Telepon 119")).to_be_visible()
    expect(phone.text("Gratis dengan JKN/BPJS").first).to_be_visible()
    tap(phone, "Lanjut")
    picture(page, "leave")
    tap(phone, "Ya, sambungkan")
    leaves_a_number(page, phone)
    tap(phone, "Lanjut", "Terserah puskesmas")
    picture(page, "family")
    tap(phone, "Ya, ajak keluarga")
    expect(phone.button("Simpan")).to_be_disabled()
    expect(phone.button("Simpan")).to_have_accessible_description("Pilih dulu kapan ia disapa lagi.")
    phone.button("Besok").click()
    picture(page, "again")
    tap(phone, "Simpan")
    expect(phone.heading("Terima kasih sudah menemani")).to_be_visible()
    picture(page, "end")
    phone.button("Kembali ke hari buka").click()


def leaves_a_number(page: Page, phone: Phone) -> None:
    """A number and a safe time; half a number does not go on, and choosing may be taken back."""
    expect(phone.heading("Dihubungi lewat mana?")).to_be_visible()
    expect(phone.button("Lanjut")).to_be_enabled()
    phone.button("Lewat nomornya").click()
    expect(phone.button("Lanjut")).to_be_disabled()
    in_sight_without_scrolling(page)
    page.get_by_label("Nomor yang aman ditelepon").fill("0812")
    expect(phone.text("Belum lengkap")).to_be_visible()
    page.get_by_label("Nomor yang aman ditelepon").fill(NUMBER)
    expect(page.get_by_label("Nama panggilan")).to_have_count(0)
    phone.button("Sore, 15.00 sampai 18.00").click()
    expect(phone.button("Lanjut")).to_be_enabled()
    picture(page, "contact")


def in_sight_without_scrolling(page: Page) -> None:
    """On a small phone the number, the first safe times and the way on are on the screen, each 48 px or more."""
    whole = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 640})
    main = page.get_by_role("main")
    times = main.get_by_role("group", name="Jam yang aman")
    matters = (
        page.get_by_label("Nomor yang aman ditelepon"),
        times.get_by_role("button").first,
        page.get_by_role("button", name="Tutup cepat"),
        page.get_by_role("button", name="Lanjut", exact=True),
    )
    for one in matters:
        expect(one).to_be_in_viewport(ratio=1)
        box = one.bounding_box()
        assert box is not None and box["height"] >= TARGET, box
    picture(page, "contact-small")
    page.set_viewport_size(whole or {"width": 360, "height": 640})


def danger_from_home(page: Page, phone: Phone) -> None:
    """Somebody unnamed, without signal: stay, then danger, then the cover."""
    phone.go_offline()
    phone.button("Pertolongan pertama").click()
    expect(phone.text("Tidak perlu tahu namanya")).to_be_visible()
    phone.button("Mulai").click()
    picture(page, "safe")
    phone.button(ALONE).click()
    expect(phone.heading("Jangan tinggalkan sendiri")).to_be_visible()
    expect(page.get_by_role("link", name="Telepon 119")).to_have_attribute("href", "tel:119")
    expect(phone.text("tetap di daftar sampai ada yang menerima")).to_be_visible()
    expect(phone.text("Kabar dari HP ini belum sampai ke puskesmas")).to_be_visible()
    expect(phone.text("sudah dikabari")).to_have_count(0)
    picture(page, "alone")
    phone.button(DANGER).click()
    calls = page.get_by_role("main").get_by_role("link")
    expect(calls.first).to_have_attribute("href", "tel:112")
    expect(calls.nth(1)).to_have_attribute("href", "tel:02155000001")
    picture(page, "danger")
    phone.button("Tutup cepat").click()


def tap(phone: Phone, *answers: str) -> None:
    """Answers in turn, each on the screen of its own; on a long one in the bar below it."""
    for words in answers:
        phone.page.get_by_role("button", name=words, exact=True).click()
        phone.settled()


def picture(page: Page, name: str) -> None:
    """Looked at, under this journey's name."""
    looked_at(page, f"aid-{name}")


def slip_of_the_thumb(place: Page | Locator) -> None:
    """Taken back at the second tap; looking elsewhere after the first keeps the record."""
    place.get_by_role("button", name="Salah pencet", exact=True).click()
    place.get_by_role("button", name="Sungguh salah pencet?").evaluate("(one) => one.blur()")
    place.get_by_role("button", name="Salah pencet", exact=True).click()
    place.get_by_role("button", name="Sungguh salah pencet?").click()


def waiting(phone: Phone) -> Locator:
    """The line on home that cannot be forgotten."""
    return phone.page.get_by_role("navigation").get_by_role("button", name="Ada yang perlu ditemani")


def unsent(page: Page) -> str:
    """What the pill of the phone says of its data."""
    return str(page.locator("button.safety").get_attribute("aria-label"))


def self_care(phone: Phone) -> None:
    """The kader's own page, still and whole."""
    phone.page.emulate_media(reduced_motion="reduce")
    phone.button("Ibu sendiri bagaimana?").click()
    expect(phone.heading("Ibu sendiri bagaimana?")).to_be_visible()
    picture(phone.page, "self")
