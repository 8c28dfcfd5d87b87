"""A toddler who lost weight: measured without signal, confirmed, seen by a doctor, fed, weighed, well again."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.office import Office
from tests.browser.phone import Phone

CHILD = "Bima Pratama"


def test_a_wasted_toddler_is_followed_until_it_has_recovered(phone: Phone, office: Office) -> None:
    """From the table to the last page of the path; phone and office see the same."""
    measured_at_the_table(phone)
    confirmed_and_fed(office)
    weighed_without_signal(phone)
    page = office.page
    page.reload()
    steps = page.get_by_role("region", name="Yang sudah dilakukan")
    expect(steps).to_contain_text("8,4 kg")
    expect(steps).to_contain_text("7 porsi")
    assert not problems(page), problems(page)
    page.get_by_role("link", name="Tutup jalur").click()
    page.get_by_label("Pulih", exact=True).check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Pulih,")).to_be_visible()
    office.open("/jalur-tumbuh/?map=closed")
    expect(page.get_by_role("link", name=CHILD)).to_contain_text("Pulih")
    phone.go_home().sync_home()
    open_path(phone)
    expect(phone.text("Selesai: Pulih")).to_be_visible()


def measured_at_the_table(phone: Phone) -> None:
    """The second table, no signal; later the phone finds one."""
    phone.open_day()
    with phone.no_signal():
        phone.find(CHILD)
        phone.step(2)
        phone.field("Berat badan").fill("6,9")
        phone.field("Panjang atau tinggi badan").fill("70,2")
        phone.save().go_home()
    phone.sync_home()


def confirmed_and_fed(office: Office) -> None:
    """The officer measures again, the doctor sees the child, food begins."""
    page = office.open("/jalur-tumbuh/")
    assert not problems(page), problems(page)
    page.get_by_role("link", name=CHILD).click()
    page.get_by_label("Berat (kg)").fill("6.95")
    page.get_by_role("textbox", name="Panjang atau tinggi").fill("70.2")
    assert not problems(page), problems(page)
    page.get_by_role("button", name="Buka jalur tumbuh").click()
    expect(page.get_by_role("heading", name="Berikutnya")).to_be_visible()
    page.get_by_role("link", name="Diperiksa dokter puskesmas").click()
    page.get_by_label("Rawat jalan").check()
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="Makanan tambahan dimulai").click()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Makanan tambahan hari 1 dari 56")).to_be_visible()


def weighed_without_signal(phone: Phone) -> None:
    """The kader finds the path on the child's page, weighs and feeds; all of it kept until there is a signal."""
    phone.sync_home()
    with phone.no_signal():
        open_path(phone)
        expect(phone.text("Makanan tambahan: hari 1 dari 56").first).to_be_visible()
        phone.field("Berat badan").fill("8,4")
        phone.button("Simpan berat").click()
        expect(phone.text("8,4 kg").first).to_be_visible()
        phone.settled().field("Berapa porsi diberikan?").fill("7")
        phone.page.get_by_text("Dihabiskan", exact=True).click()
        phone.button("Simpan makanan").click()
        done = phone.page.get_by_role("region", name="Yang sudah dilakukan")
        expect(done).to_contain_text("7 porsi · Dihabiskan · belum terkirim")
        assert not problems(phone.page), problems(phone.page)
        phone.settled().go_home()
    phone.sync_home()


def open_path(phone: Phone) -> None:
    """Search, history, path."""
    phone.find(CHILD)
    phone.button("Riwayat").click()
    phone.page.get_by_role("button", name="Jalur tumbuh").first.click()
    expect(phone.heading("Jalur tumbuh")).to_be_visible()


def problems(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than the screen."""
    page.wait_for_load_state()
    found = [f"{one['id']}: {one['help']}" for one in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*found, *(["wider than the screen"] if wide else [])]
