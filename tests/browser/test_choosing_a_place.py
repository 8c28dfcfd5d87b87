"""The officer chooses where a child goes: reasons are read, the place is asked; it refuses, and the next is chosen."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import Server
from tests.browser.looking import looked_at_both_widths
from tests.browser.office import Office, answer_link
from tests.browser.world import Staff, World

CHILD, REASON = "Danish", "Penuh minggu ini, tidak ada tempat tidur anak."


def test_reasons_are_read_the_place_is_asked_refuses_and_the_next_has_it(
    server: Server, world: World, new_office: Callable[..., Office]
) -> None:
    """Who refused is not offered a second time; the request stands in the inbox of whoever is asked, of nobody else."""
    names = ("RS Anggrek Putih", "RS Bougenvil")
    asked = server.ask("choosing", world.officer.login, world.post_id, CHILD, *names)
    first, second = asked["hospitals"]
    path = f"/puskesmas/rujukan/{asked['request']}/"
    office = new_office(world.officer)
    page = office.open(path)
    choices = passing_on(page)
    one = choices.filter(has_text=first["name"])
    expect(one).to_contain_text(re.compile("mampu", re.I))
    expect(one).to_contain_text("Gratis")
    expect(choices.filter(has_text=second["name"])).to_have_count(1)
    looked_at_both_widths(page, "choosing-choices")
    choose(page, one)
    there = new_office(Staff(**first["staff"]))
    desk = there.open("/puskesmas/rujukan/")
    expect(desk.get_by_role("link", name=re.compile(asked["name"])).first).to_be_visible()
    desk.goto(path)
    refuse(desk)
    page.goto(path)
    expect(page.locator("#rincian").get_by_text(REASON).first).to_be_visible()
    again = passing_on(page)
    expect(again.filter(has_text=first["name"])).to_have_count(0)
    looked_at_both_widths(page, "choosing-after-refusal")
    choose(page, again.filter(has_text=second["name"]))
    desk = new_office(Staff(**second["staff"])).open("/puskesmas/rujukan/")
    expect(desk.get_by_role("link", name=re.compile(asked["name"])).first).to_be_visible()
    there.watch.allowed = ("answer 404",)
    gone = there.page.goto(path)
    assert gone is not None and gone.status == 404


def refuse(page: Page) -> None:
    """The place cannot take the child, and says why."""
    answer_link(page, "Belum bisa menerima").click()
    page.get_by_label("Alasan belum bisa menerima").fill(REASON)
    page.get_by_role("button", name="Kirim: ").click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()


def passing_on(page: Page) -> Locator:
    """The form that asks another place; its choices."""
    answer_link(page, "Alihkan", exact=False).click()
    return page.locator("#jawab label.choice-unit")


def choose(page: Page, one: Locator) -> None:
    """Ask that place."""
    one.click()
    page.locator("#jawab").get_by_role("button", name="Kirim: ").click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()
