"""An officer without posts of her own: ten posts of the puskesmas on her phone, any other when she asks."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.fixtures import QuickDesk, Server
from tests.browser.phone import Phone
from tests.browser.test_phone_accessible import look
from tests.browser.test_scope_lost import posts_held
from tests.browser.world import World

MOST = 10


def test_ten_posts_are_carried_and_another_comes_when_one_goes(
    new_phone: Callable[..., Phone], desk: QuickDesk, server: Server, world: World
) -> None:
    """Ten of thirteen; full is said kindly; one is let go, another brought, and that one works without signal."""
    server.ask("near", world.officer.login, [(f"Posyandu Bunga {n}", f"{n:02}", f"Gang {n}") for n in range(1, 12)])
    phone = new_phone().enrol(desk, world.officer.name).ready_for_offline()
    phone.button("10 posyandu di HP ini").click()
    phone.text("Dibawa di HP ini: 10 dari 13 posyandu").click()
    expect(phone.text("sedang dimuat")).not_to_be_visible(timeout=20_000)
    assert posts_held(phone) == MOST
    expect(phone.text("Sudah 10 posyandu. Lepas satu dulu")).to_be_visible()
    assert not look(phone.page, "carry-full")

    others = phone.page.get_by_role("button", name="Bawa Posyandu")
    expect(others).to_have_count(3)
    expect(others.first).to_be_disabled()
    wanted = str(others.first.get_attribute("aria-label")).removeprefix("Bawa ")
    phone.page.get_by_role("button", name="Lepas Posyandu").last.click()
    expect(phone.text("Dibawa di HP ini: 9 dari 13 posyandu")).to_be_visible()
    phone.page.get_by_role("button", name=f"Bawa {wanted}", exact=True).click()
    expect(phone.text(f"{wanted} sudah dimuat").first).to_be_visible(timeout=15_000)
    assert posts_held(phone) == MOST

    phone.go_offline().cold_start()
    phone.choose_post(wanted)
    phone.button("10 posyandu di HP ini").click()
    phone.text("Dibawa di HP ini: 10 dari 13 posyandu").click()
    expect(phone.text("Tanpa sinyal belum bisa memuat")).to_be_visible()
