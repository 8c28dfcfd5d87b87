"""A silent post calls at the puskesmas and at the operator's, is put aside by name; its pages are accessible."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.fixtures import Server
from tests.browser.office import Office
from tests.browser.test_office_pages import SCREENS, look
from tests.browser.world import Staff, World

OPERATORS = ("/operator/", "/operator/sinkron/", "/operator/sinkron/?masalah=post_silent", "/peringatan/")


def test_an_officer_sees_who_is_silent_and_takes_it_on(
    server: Server, world: World, new_office: Callable[..., Office]
) -> None:
    assert server.ask("silent", world.officer.login)["opened"] >= 2
    office = new_office(world.officer)
    page = office.open("/puskesmas/rujukan/")
    strip = page.get_by_role("complementary", name="Peringatan")
    expect(strip).to_contain_text("2 peringatan:")
    strip.get_by_role("link", name="Lihat semua").click()
    mine = page.get_by_role("listitem").filter(has_text=f"{world.post}: tidak terdengar")
    expect(mine).to_contain_text(f"Telepon kader {world.post}")
    mine.get_by_label("Tunda selama").select_option("7")
    mine.get_by_role("button", name="Saya tangani").click()
    expect(mine).to_contain_text(f"ditangani {world.officer.name} sampai")
    expect(page.get_by_role("link", name="Peringatan 1")).to_be_visible()
    page.goto("/puskesmas/hp/")
    page.get_by_label("Masalah").select_option("post_silent")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_role("rowheader", name=world.post, exact=True)).to_be_visible()


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_of_the_machine_are_accessible(
    screen: str, server: Server, world: World, new_office: Callable[..., Office]
) -> None:
    server.ask("silent", world.officer.login)
    operator = Staff(**server.ask("operator", world.officer.login))
    office = new_office(operator, **SCREENS[screen])
    expect(office.open("/operator/").get_by_role("heading", level=1)).to_have_text("Mesin")
    found = [f"{path}: {problem}" for path in OPERATORS for problem in look(office.open(path))]
    assert not found, "\n".join(found)
