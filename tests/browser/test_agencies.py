"""Several agencies on one request, from the puskesmas' pages: asked, listed with their clock, waited for, passed on."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.fixtures import Server
from tests.browser.looking import looked_at_both_widths
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.test_answer_by_link import CHILD, refer
from tests.browser.world import World


def test_another_agency_is_asked_the_whole_waits_for_it_and_the_post_sees_both(
    phone: Phone, server: Server, world: World, new_office: Callable[..., Office]
) -> None:
    """A child is referred; a hospital takes a part; closing early asks why; the family's card shows who was asked."""
    refer(phone)
    phone.go_home().sync_home()
    place = server.ask("hospital", world.officer.login, "081355500991")
    office = new_office(world.officer)
    office.watch.allowed = ("answer 422",)
    page = office.open("/puskesmas/rujukan/")
    page.get_by_role("link", name=CHILD).first.click()
    expect(page.get_by_role("heading", name="Keterangan permintaan")).to_be_visible()
    expect(page.get_by_text("Orangnya atau keluarganya setuju")).to_be_visible()
    looked_at_both_widths(page, "agency-request")
    page.get_by_role("link", name="Ajak instansi lain").click()
    looked_at_both_widths(page, "agency-services")
    page.get_by_role("link", name="Layanan gizi").click()
    ask(page, str(place["name"]))
    expect(page.get_by_text("Permintaan terkirim. Jamnya mulai berjalan.")).to_be_visible()
    expect(page.locator("#rincian").get_by_text(str(place["name"])).first).to_be_visible()
    page.get_by_role("link", name="Catat hasil").click()
    page.get_by_role("radio", name="Ditangani").check()
    looked_at_both_widths(page, "agency-closing")
    page.get_by_role("button", name="Kirim: ").click()
    expect(page.get_by_text("Masih ada instansi lain yang belum selesai.").first).to_be_visible()
    page.get_by_label("Pesan untuk posyandu").fill("RS lanjut sendiri, keluarga sudah tahu")
    page.get_by_role("button", name="Kirim: ").click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()
    phone.go_home().sync_home()
    phone.find("Danish")
    phone.button("Riwayat").click()
    expect(phone.page.locator("main")).to_contain_text(str(place["name"]))


def ask(page: Page, unit: str) -> None:
    """Fill in what a part needs."""
    page.get_by_label("Apa yang diminta").fill("Mohon dibantu pemulihan gizinya")
    page.locator("label.choice", has_text=unit).click()
    looked_at_both_widths(page, "agency-part")
    page.get_by_role("button", name="Kirim permintaan").click()
