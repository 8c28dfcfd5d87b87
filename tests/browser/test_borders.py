"""Nobody sees what is not theirs."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.office import Desk, Office
from tests.browser.phone import Phone
from tests.browser.world import World


def test_the_kader_of_the_next_post_sees_her_own_people_only(
    new_phone: Callable[..., Phone], desk: Desk, world: World
) -> None:
    """Search on her phone finds her post's child and not the neighbour's."""
    phone = new_phone().enrol(desk, world.neighbour)
    phone.button("Cari nama").click()
    box = phone.page.get_by_label("Nama, nama ibu, RT, atau akhir NIK")
    box.fill("Laras")
    expect(phone.page.get_by_role("button", name="Laras Wulandari")).to_be_visible()
    box.fill("Aisyah")
    expect(phone.text("Belum ketemu “Aisyah”")).to_be_visible()


def test_the_officer_of_the_next_puskesmas_sees_nothing(
    phone: Phone, office: Office, new_office: Callable[..., Office], world: World
) -> None:
    """Neither in lists nor by the address of a page that a colleague has open."""
    page = office.open("/puskesmas/warga/")
    page.get_by_role("searchbox").fill("Aisyah")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Aisyah Putri").first.click()
    expect(page.get_by_role("heading", name="Aisyah Putri")).to_be_visible()
    address = page.url

    stranger = new_office(world.stranger)
    there = stranger.open("/puskesmas/warga/?q=Aisyah")
    expect(there.get_by_role("searchbox")).to_have_value("Aisyah")
    expect(there.get_by_role("main")).not_to_contain_text("Aisyah Putri")
    stranger.watch.allowed = ("answer 404",)
    answer = there.goto(address)
    assert answer is not None and answer.status == 404
    expect(there.get_by_role("main")).not_to_contain_text("Aisyah Putri")
    for path in ("/puskesmas/rujukan/", "/puskesmas/kader/", "/puskesmas/hp/"):
        expect(stranger.open(path).get_by_role("main")).not_to_contain_text("Melati")
