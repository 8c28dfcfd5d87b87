"""Takes every picture of the README and the guides again: a fresh demo, the real screens, Chromium.

`python -m docs.pictures` starts the demo in a folder of its own; `--at URL` uses a demo that runs already. Everybody in
the pictures is invented. Writes PNG into `docs/panduan/gambar/` and fails when one is heavier than a slow phone bears.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from docs import pictures_home, pictures_mind
from docs.png import smaller
from docs.shots import FOLDER, still, take
from tests import chromium
from tests.browser.phone import Phone
from tests.browser.watch import Watch

ROOT = Path(__file__).resolve().parents[1]
HOURS = {"locale": "id-ID", "timezone_id": "Asia/Jakarta"}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
MOST_BYTES = 120 * 1024
MOST_BYTES_ALL = 2 * 1024 * 1024
GAINING = ("Bagas Wijaya", ("9,4", "79,8", "46,7", "13,8"))
FALTERING = ("Danish Pratama", "13,8")
ADULT = (
    "Nana Suryana",
    {
        "Berat badan": "71,5",
        "Lingkar perut": "93,0",
        "Tekanan darah atas (sistole)": "152",
        "Tekanan darah bawah (diastole)": "96",
    },
)
YOUTH, OLDER = "Talita Putri", "Zainal Arifin"
WAITING = ("Farah Lestari", "Aisyah Ramadhani", "Arka Kurniawan")
"""People of the demo's first post. The demo is the same in every run, only its days move with the calendar."""


@contextmanager
def demo() -> Iterator[str]:
    """A demo in a fresh folder; gives its address. Stops as Ctrl-C does."""
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "SIMPUL_HOME": home, "PYTHONUNBUFFERED": "1"}
        command = [str(Path(sys.executable).with_name("simpul")), "run", "--port", "8460"]
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        try:
            yield _address(server)
        finally:
            server.terminate()
            server.wait(30)


def _address(server: "subprocess.Popen[str]") -> str:
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"Alamat\s+(\S+)", line):
            return found[1]
    sys.exit("The demo did not start; run `simpul run` to see why.")


def enrolled(browser: Browser, address: str) -> Phone:
    """A phone that the demo's front room enrolled, on the way pictured for the guide."""
    context = browser.new_context(base_url=address, **HOURS, **PHONE)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    room = context.new_page()
    room.goto("/contoh/")
    with context.expect_page() as opened:
        room.get_by_role("button", name="Pasang HP kader").click()
    phone = Phone(context, Watch(), opened.value)
    phone.words()
    take(phone.page, "hp-tiga-kata")
    room.reload()
    room.get_by_role("button", name="Kata-katanya sama, terima").click()
    expect(phone.heading("Pilih PIN enam angka")).to_be_visible()
    take(phone.page, "hp-pin")
    phone.choose_pin()
    expect(phone.home).to_be_visible()
    room.close()
    return phone


def opening(phone: Phone) -> None:
    """Open the day; three children arrive and wait."""
    phone.button("Buka hari ini").first.click()
    expect(phone.heading("Buka hari posyandu")).to_be_visible()
    take(phone.page, "hp-buka-hari")
    phone.button("Buka hari ini").click()
    expect(phone.home).to_be_visible()
    for name in WAITING:
        phone.find(name).step(1).button("Catat datang").click()
        phone.go_home()


def measuring(phone: Phone) -> None:
    """Find a child, measure, see what it means, turn the screen to the mother; then home."""
    name, values = GAINING
    still(phone)
    phone.button("Cari nama").click()
    phone.page.get_by_label("Nama, nama ibu, RT, atau akhir NIK").fill(name[:4])
    take(phone.page, "hp-cari")
    phone.back()
    phone.find(name).step(2)
    labels = ("Berat badan", "Panjang atau tinggi badan", "Lingkar kepala", "Lingkar lengan atas (LiLA)")
    for label, value in zip(labels, values, strict=True):
        phone.field(label).fill(value)
    phone.page.mouse.wheel(0, -2000)
    take(phone.page, "hp-ukur")
    phone.save()
    still(phone)
    take(phone.page, "hp-hasil")
    phone.button("Tunjukkan ke ibu").click()
    expect(phone.button("Selesai")).to_be_visible()
    take(phone.page, "hp-ibu")
    phone.button("Selesai").click()
    phone.go_home()
    take(phone.page, "hp-beranda")


def referring(phone: Phone) -> None:
    """A child who lost weight is referred; everything is sent; the day closes."""
    name, weight = FALTERING
    phone.find(name).step(2).field("Berat badan").fill(weight)
    phone.save().button("Rujuk sekarang").click()
    expect(phone.button("Kirim rujukan")).to_be_visible()
    still(phone)
    take(phone.page, "hp-rujuk")
    phone.send_referral()
    phone.go_home()
    phone.sync()
    still(phone)
    take(phone.page, "hp-aman")
    phone.go_home().button("Tutup hari ini").click()
    take(phone.page, "hp-tutup")
    phone.back()


def grown(phone: Phone) -> None:
    """A youth alone at the fourth table, an adult whose pressure is high, an older person at the scale."""
    name, figures = ADULT
    phone.find(name).step(2)
    for label, figure in figures.items():
        phone.field(label).fill(figure)
    phone.save()
    still(phone)
    phone.button("Tunjukkan kepadanya").click()
    expect(phone.button("Selesai")).to_be_visible()
    take(phone.page, "hp-dewasa")
    phone.button("Selesai").click()
    phone.go_home().find(YOUTH).step(4)
    alone = phone.page.get_by_role("radiogroup", name="Berdua saja")
    alone.get_by_text("Ya", exact=True).click()
    phone.heading("Berdua saja").evaluate("(title) => title.scrollIntoView({ block: 'center' })")
    take(phone.page, "hp-remaja")
    phone.go_home().find(OLDER).step(2)
    take(phone.page, "hp-lansia")
    phone.go_home()


def family(phone: Phone) -> None:
    """The form of a new family."""
    phone.go_home().button("Keluarga baru").click()
    expect(phone.field("Nama ibu")).to_be_visible()
    take(phone.page, "hp-keluarga")
    phone.go_home()


def signed_in(browser: Browser, address: str, login: str) -> Page:
    """A page of staff; password and present code are read from the demo's front room, as a visitor would."""
    page = browser.new_context(base_url=address, **HOURS, **DESK).new_page()  # type: ignore[arg-type]
    page.goto("/contoh/")
    password = page.locator("p code").inner_text()
    page.goto("/akun/masuk/")
    page.get_by_label("Nama pengguna").fill(login)
    page.get_by_label("Kata sandi").fill(password)
    take(page, "puskesmas-masuk")
    page.get_by_role("button", name="Lanjut", exact=True).click()
    room = page.context.new_page()
    room.goto("/contoh/")
    code = room.get_by_role("row", name=re.compile(rf"\b{login}\b")).locator("code").last.inner_text()
    room.close()
    page.get_by_label("Kode enam angka").fill(code)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(re.compile("puskesmas|beranda|laporan"))
    return page


def desk(page: Page) -> None:
    """The pages of a puskesmas; a referral, its person, a kader with a code."""
    for name in ("hari-buka", "tinjauan", "perbaiki", "kader", "hp", "rujukan"):
        page.goto(f"/puskesmas/{name}/")
        take(page, f"puskesmas-{name}")
    page.get_by_role("link", name=re.compile(FALTERING[0])).first.click()
    expect(page.get_by_role("heading", name=FALTERING[0])).to_be_visible()
    take(page, "puskesmas-satu-rujukan")
    page.get_by_role("link", name="Halaman lengkap").click()
    take(page, "puskesmas-orang")
    page.goto("/puskesmas/kader/")
    page.get_by_role("link", name="Ibu Rusmini").click()
    page.get_by_role("button", name="Buat kode untuk HP").click()
    expect(page.locator(".enrol-code")).to_be_visible()
    take(page, "puskesmas-kode")


def shrink(browser: Browser) -> None:
    """Make every picture lighter, in place."""
    blank = browser.new_page()
    for path in FOLDER.glob("*.png"):
        path.write_bytes(smaller(blank, path.read_bytes()))


def weigh() -> list[str]:
    """What is too heavy, in words."""
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.png")}
    heavy = [f"{name} has {size // 1024} KiB, at most 120" for name, size in sizes.items() if size > MOST_BYTES]
    total = sum(sizes.values())
    return heavy + ([f"All pictures have {total // 1024} KiB, at most 2048"] if total > MOST_BYTES_ALL else [])


def take_all(address: str) -> None:
    """Every picture, phone first, so that the puskesmas sees what the phone sent."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        phone = enrolled(browser, address)
        for chapter in (opening, measuring, grown, referring):
            chapter(phone)
        family(phone)
        for chapter in (pictures_home.asking, pictures_home.visiting, pictures_home.birth, pictures_home.growth_path):
            chapter(phone)
        pictures_mind.first_aid(phone)
        pictures_home.parents(phone, browser, address)
        pictures_mind.citizen(browser, address)
        bidan = signed_in(browser, address, "bidan")
        desk(bidan)
        pictures_home.evaluated(bidan)
        pictures_mind.week(signed_in(browser, address, "psikolog"))
        pictures_mind.places(signed_in(browser, address, "dinas"))
        shrink(browser)
        browser.close()


def main() -> None:
    """Take all pictures and weigh them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", help="address of a demo that runs already")
    chosen = parser.parse_args().at
    FOLDER.mkdir(parents=True, exist_ok=True)
    if chosen:
        take_all(chosen)
    else:
        with demo() as address:
            take_all(address)
    if problems := weigh():
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
