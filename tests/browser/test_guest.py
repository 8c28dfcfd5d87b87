"""A child of the next post is weighed here without signal, and its own post finds the result on its register."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.fixtures import QuickDesk
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.test_phone_accessible import look
from tests.browser.world import World


def born(months: int) -> str:
    """The birth date that the world gives a child of so many months."""
    return (date.today() - timedelta(days=round(months * 30.4375) + 5)).isoformat()


def write_guest(phone: Phone, name: str, sex: str, birth: str, mother: str, home: str) -> None:
    """Search finds nobody; the guest's form, filled in."""
    phone.button("Cari nama").click()
    phone.page.get_by_label("Nama, nama ibu, RT, atau akhir NIK").fill(name)
    expect(phone.text(f"Belum ketemu “{name}”")).to_be_visible()
    phone.button("Anak tamu dari posyandu lain").click()
    expect(phone.field("Nama anak")).to_have_value(name)
    phone.page.get_by_role("radiogroup", name="Jenis kelamin").get_by_text(sex, exact=True).click()
    phone.page.get_by_label("Tanggal lahir", exact=True).fill(birth)
    phone.field("Nama ibu").fill(mother)
    if home:
        phone.field("Posyandu asal").select_option(value=home)


def test_a_guest_is_weighed_and_its_own_post_learns_it(
    phone: Phone, new_phone: Callable[..., Phone], desk: QuickDesk, world: World
) -> None:
    """The same card and verdict as for anyone; the guest is counted apart; home shows where it was weighed."""
    phone.open_day().go_offline()
    write_guest(phone, "Laras Wulandari", "Perempuan", born(16), "Ratna Sari", world.next_post_id)
    assert not look(phone.page, "guest-form")
    phone.button("Simpan dan layani").click()
    expect(phone.heading("Laras Wulandari")).to_be_visible()
    phone.step(2)
    phone.field("Berat badan").fill("9,4")
    phone.save()
    expect(phone.page.get_by_role("img", name=re.compile("Terakhir 9,4 kg"))).to_be_visible()
    phone.back()
    phone.button("Riwayat").click()
    expect(phone.text("Menunggu posyandu asalnya")).to_be_visible()
    assert not look(phone.page, "guest-page")

    phone.go_online().go_home().sync_home()
    phone.sync_home()
    phone.find("Laras Wulandari").button("Riwayat").click()
    expect(phone.text(f"Sudah sampai di {world.next_post}")).to_be_visible()
    phone.go_home()
    phone.page.get_by_role("navigation").get_by_role("button", name="Tutup hari ini").click()
    expect(phone.page.get_by_text("Tamu dari posyandu lain")).to_be_visible()

    home = new_phone().enrol(desk, world.neighbour)
    home.find("Laras Wulandari").step(2)
    expect(home.page.locator("main")).to_contain_text("9,4")
    expect(home.text(f"Ditimbang sebagai tamu di {world.post}")).to_be_visible()
    assert not look(home.page, "guest-at-home")


def test_the_puskesmas_recognises_whom_the_server_did_not(phone: Phone, office: Office, world: World) -> None:
    """Mother not known, post not known: the officer finds the child, and may change their mind."""
    phone.open_day().go_offline()
    write_guest(phone, "Laras", "Perempuan", born(16), "", "")
    phone.button("Simpan dan layani").click()
    phone.step(2)
    phone.field("Berat badan").fill("9,4")
    phone.save()
    phone.go_online().go_home().sync_home()

    office.open("/puskesmas/tinjauan/")
    office.page.get_by_role("link", name="Anak tamu").click()
    page = office.page
    expect(page.get_by_role("heading", name="Tamu yang belum dikenali")).to_be_visible()
    assert not look(page, "guests-waiting")
    page.get_by_role("searchbox").fill("Laras W")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("button", name="Ini anaknya Laras Wulandari").click()
    expect(page.get_by_text("Semua tamu sudah dikenali")).to_be_visible()
    page.get_by_role("button", name="Bukan anak ini Laras").click()
    expect(page.get_by_text("Belum ada yang mirip")).to_be_visible()
    page.get_by_text("Tidak ada di daftar").click()
    page.get_by_label("Daftarkan sebagai anak baru di").select_option(value=world.next_post_id)
    page.get_by_role("button", name="Daftarkan").click()
    expect(page.get_by_text("Semua tamu sudah dikenali")).to_be_visible()


def test_a_child_of_this_very_post_written_as_a_guest_stands_once(phone: Phone, office: Office, world: World) -> None:
    """Whoever was in a hurry wrote the post's own child down as a guest: after the sync there is one child, weighed."""
    phone.open_day().go_offline()
    write_guest(phone, "Qwerty", "Perempuan", born(11), "Fitri Handayani", "")
    phone.field("Nama anak").fill("Gita Safitri")
    phone.button("Simpan dan layani").click()
    expect(phone.heading("Gita Safitri")).to_be_visible()
    phone.step(2)
    phone.field("Berat badan").fill("8,8")
    phone.save()
    phone.go_online().go_home().sync_home()
    office.open("/puskesmas/tinjauan/tamu/")
    office.page.get_by_role("button", name="Ini anaknya Gita Safitri").click()
    expect(office.page.get_by_text("Semua tamu sudah dikenali")).to_be_visible()
    phone.sync_home()
    phone.button("Cari nama").click()
    phone.page.get_by_label("Nama, nama ibu, RT, atau akhir NIK").fill("Gita")
    hits = phone.page.get_by_role("main").get_by_role("button", name=re.compile("^Gita Safitri"))
    expect(hits).to_have_count(1)
    hits.first.click()
    phone.step(2)
    expect(phone.page.locator("main")).to_contain_text("8,8")
    phone.go_home()
    expect(phone.page.get_by_role("main").get_by_role("button", name=re.compile("Gita Safitri"))).to_have_count(1)
    phone.page.get_by_role("navigation").get_by_role("button", name="Tutup hari ini").click()
    expect(phone.page.locator("main")).to_contain_text(re.compile(r"Datang\s*1\D"))
    expect(phone.page.locator("main")).to_contain_text(re.compile(r"Tamu dari posyandu lain\s*0"))


def test_a_guest_whose_family_moves_here_stands_once(
    phone: Phone, new_phone: Callable[..., Phone], desk: QuickDesk, world: World
) -> None:
    """Weighed here as a guest, at home here later: one child on the list, with that weighing in its history."""
    phone.open_day().go_offline()
    write_guest(phone, "Laras Wulandari", "Perempuan", born(16), "Ratna Sari", world.next_post_id)
    phone.button("Simpan dan layani").click()
    expect(phone.heading("Laras Wulandari")).to_be_visible()
    phone.step(2)
    phone.field("Berat badan").fill("9,4")
    phone.save()
    phone.go_online().go_home().sync_home()

    there = new_phone().enrol(desk, world.neighbour)
    there.find("Laras Wulandari").button("Riwayat").click()
    there.text("Pindah atau meninggal").click()
    there.text("Sekeluarga pindah").click()
    there.field("Pindah ke posyandu").select_option(value=world.post_id)
    there.button("Simpan").last.click()
    expect(there.page.locator(".app")).to_contain_text("tercatat pindah")
    there.go_home().sync_home()

    phone.sync_home()
    phone.button("Cari nama").click()
    phone.page.get_by_label("Nama, nama ibu, RT, atau akhir NIK").fill("Laras")
    hits = phone.page.get_by_role("main").get_by_role("button", name=re.compile("^Laras Wulandari"))
    expect(hits).to_have_count(1)
    hits.click()
    phone.button("Riwayat").click()
    expect(phone.button("Layani hari ini")).to_be_visible()
    expect(phone.page.get_by_role("main")).to_contain_text("9,4 kg")
    phone.go_home()
    phone.page.get_by_role("navigation").get_by_role("button", name="Tutup hari ini").click()
    expect(phone.page.get_by_role("main")).to_contain_text(re.compile(r"Datang\s*1\D"))
