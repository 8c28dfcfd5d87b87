"""Pictures of what happens beside the scale: questions, visits at home, birth, growth paths, the parents' page."""

import re

from playwright.sync_api import Browser, Page, expect

from docs.shots import still, take
from tests.browser.first_aiding import slip_of_the_thumb
from tests.browser.phone import Phone

ASKED = "Nana Suryana"
EXPECTING, ON_A_PATH, WITH_PARENTS = "Suyati", "Lutfi Nugraha", "Bagas Wijaya"
LISTENED_TO = 17
"""The question of SRQ-20 that cannot wait for the end."""


def asking(phone: Phone) -> None:
    """One question; then the answer that calls for help, taken back as a slip of the thumb."""
    page = phone.page
    phone.find(ASKED).step(4)
    phone.button("Buka skrining").click()
    page.get_by_role("button", name=re.compile("Kabar hati dan pikiran")).click()
    phone.button("Mulai").click()
    phone.button("Ya, hanya kami berdua").click()
    for number in range(1, LISTENED_TO + 1):
        expect(phone.text(f"{number} dari 20")).to_be_visible()
        if number == 1:
            take(page, "hp-skrining")
        last = number == LISTENED_TO
        page.get_by_role("main").get_by_role("button", name="Ya" if last else "Tidak", exact=True).click()
    alarm = page.get_by_role("alertdialog", name="Temani sekarang")
    expect(alarm).to_be_visible()
    take(page, "hp-temani")
    slip_of_the_thumb(alarm)
    phone.button("Tutup cepat").click()
    expect(phone.home).to_be_visible()


def visiting(phone: Phone) -> None:
    """The few families of this week; the questions for one of the house."""
    page = phone.page
    page.get_by_role("navigation").get_by_role("button", name="Kunjungan rumah").click()
    expect(phone.button("Mulai kunjungan").first).to_be_visible()
    take(page, "hp-kunjungan")
    phone.button("Mulai kunjungan").first.click()
    page.get_by_text("ada, bersedia").click()
    phone.button("Lanjut").click()
    expect(phone.heading("Anggota keluarga")).to_be_visible()
    take(page, "hp-kunjungan-anggota")
    phone.go_home()


def birth(phone: Phone) -> None:
    """A pregnancy as one page, and the form that ends it with a birth."""
    phone.find(EXPECTING).button("Riwayat").click()
    phone.page.get_by_role("button", name="Kehamilan", exact=True).click()
    expect(phone.button("Kehamilan selesai")).to_be_visible()
    take(phone.page, "hp-kehamilan")
    phone.button("Kehamilan selesai").click()
    phone.page.get_by_text("Lahir", exact=True).click()
    phone.field("Jam lahir").scroll_into_view_if_needed()
    take(phone.page, "hp-kelahiran")
    phone.go_home()


def growth_path(phone: Phone) -> None:
    """A child that is being fed and weighed every week."""
    phone.find(ON_A_PATH).button("Riwayat").click()
    phone.page.get_by_role("button", name="Jalur tumbuh").first.click()
    expect(phone.heading("Jalur tumbuh")).to_be_visible()
    take(phone.page, "hp-jalur-tumbuh")
    phone.go_home()


def parents(phone: Phone, browser: Browser, address: str) -> None:
    """A code from the kader's phone, and the child's page that it opens."""
    phone.find(WITH_PARENTS).button("Riwayat").click()
    phone.button("Kode orang tua").click()
    phone.button("Buat kode baru").click()
    code = phone.page.locator(".big-number").inner_text()
    phone.go_home()
    still(phone)
    phone.sync_home()
    page = browser.new_context(
        base_url=address,
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        viewport={"width": 360, "height": 740},
        is_mobile=True,
        has_touch=True,
    ).new_page()
    page.goto("/anak/")
    page.get_by_label("Kode dari posyandu").fill(code)
    page.get_by_role("button", name="Buka halaman anak").click()
    expect(page.get_by_role("heading", name=WITH_PARENTS)).to_be_visible()
    take(page, "anak")


def evaluated(page: Page) -> None:
    """The week's visits, the growth paths, the scales, a report: what the puskesmas reads."""
    for path, name in (
        ("kunjungan-rumah/", "kunjungan-rumah"),
        ("kunjungan-rumah/mutu/", "mutu"),
        ("jalur-tumbuh/?map=open", "jalur-tumbuh"),
        ("laporan/", "laporan"),
    ):
        page.goto(f"/{path}")
        if name == "laporan":
            page.get_by_label("Laporan", exact=True).select_option("skdn")
            page.get_by_role("button", name="Tampilkan").click()
            page.wait_for_load_state()
        take(page, f"puskesmas-{name}")
