"""A family in under a minute, without signal: papers may come later, service does not wait for them."""

from datetime import date, timedelta

from playwright.sync_api import Locator, expect

from tests.browser.office import Office
from tests.browser.phone import Phone


def child(phone: Phone, number: int) -> Locator:
    """The fields of one child of the form."""
    return phone.page.get_by_role("group", name=f"Anak {number}")


def fill_child(phone: Phone, number: int, name: str, sex: str, born: date) -> None:
    """Name, sex, birth date: all that is asked."""
    fields = child(phone, number)
    fields.get_by_label("Nama").fill(name)
    fields.get_by_text(sex, exact=True).click()
    fields.get_by_label("Tanggal lahir", exact=True).fill(born.isoformat())


def test_newborn_without_nik_and_twins(phone: Phone, office: Office) -> None:
    """A newborn who has no name yet, and twins; registered offline, seen at the puskesmas after the sync."""
    today = date.today()
    phone.go_offline()
    phone.button("Keluarga baru").click()
    phone.field("Nama ibu").fill("Sekar Ayu")
    fill_child(phone, 1, "", "Perempuan", today - timedelta(days=9))
    phone.button("Simpan keluarga").click()
    expect(phone.heading("By. Ny. Sekar Ayu")).to_be_visible()
    expect(phone.page.locator("dd", has_text="belum ada")).to_be_visible()

    phone.go_home()
    phone.button("Keluarga baru").click()
    phone.field("Nama ibu").fill("Wening Galih")
    born = today - timedelta(days=400)
    fill_child(phone, 1, "Raka Galih", "Laki-laki", born)
    phone.button("Tambah kembarannya").click()
    expect(child(phone, 2).get_by_label("Tanggal lahir", exact=True)).to_have_value(born.isoformat())
    child(phone, 2).get_by_label("Nama").fill("Raki Galih")
    child(phone, 2).get_by_text("Laki-laki", exact=True).click()
    phone.button("Simpan keluarga").click()
    expect(phone.heading("Raka Galih")).to_be_visible()

    phone.go_online().go_home().sync_home()
    page = office.open("/puskesmas/warga/")
    for name in ("By. Ny. Sekar Ayu", "Raka Galih", "Raki Galih"):
        page.get_by_role("searchbox").fill(name)
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=name).first).to_be_visible()


def test_what_is_missing_is_said_where_it_is_missing(phone: Phone) -> None:
    """Nothing half-saved, nothing typed lost."""
    phone.button("Keluarga baru").click()
    phone.field("Nama ibu").fill("Sekar Ayu")
    child(phone, 1).get_by_label("Nama").fill("Banyu")
    phone.button("Simpan keluarga").click()
    expect(phone.text("Pilih laki-laki atau perempuan.")).to_be_visible()
    expect(phone.text("Isi tanggal lahir; perkiraan pun boleh.")).to_be_visible()
    phone.back()
    phone.button("Keluarga baru").click()
    expect(phone.text("Isian sebelumnya dilanjutkan.")).to_be_visible()
    expect(child(phone, 1).get_by_label("Nama")).to_have_value("Banyu")


def test_a_family_that_is_there_already_is_offered(phone: Phone) -> None:
    """Another spelling of the same child: asked, never refused."""
    phone.go_offline()
    phone.button("Keluarga baru").click()
    phone.field("Nama ibu").fill("Siti Rohani")
    expect(phone.text("Ibu ini sudah terdaftar?")).to_be_visible()
