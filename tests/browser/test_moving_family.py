"""A family moves to a post of the kader's choice, and the other post's phone opens with its whole history."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.fixtures import QuickDesk, Server
from tests.browser.phone import Phone
from tests.browser.test_phone_accessible import look
from tests.browser.world import World


def test_a_family_moves_to_the_post_that_the_kader_chose(
    phone: Phone, new_phone: Callable[..., Phone], desk: QuickDesk, world: World
) -> None:
    """Written without signal; what was weighed here that morning arrives there too."""
    there = new_phone().enrol(desk, world.neighbour)
    phone.open_day().go_offline()
    phone.find("Gita Safitri").step(2)
    phone.field("Berat badan").fill("9,1")
    phone.save()
    phone.back()
    phone.button("Riwayat").click()
    phone.page.get_by_text("Pindah atau meninggal").click()
    phone.page.get_by_text("Sekeluarga pindah").click()
    phone.field("Pindah ke posyandu").select_option(value=world.next_post_id)
    assert not look(phone.page, "move-family")
    phone.button("Simpan").last.click()
    phone.go_online().go_home().sync_home()

    there.sync_home()
    there.find("Gita Safitri")
    there.step(2)
    expect(there.page.locator("main")).to_contain_text("9,1")


def test_two_posts_of_one_name_are_told_apart_by_their_lane(
    new_phone: Callable[..., Phone], desk: QuickDesk, server: Server, world: World
) -> None:
    """Many posts near by: typed by name and RW, tapped, and the choice says which of the two it is."""
    flowers = [(f"Posyandu Bunga {n}", f"{n:02}", f"Gang {n}") for n in range(1, 12)]
    twins = [("Posyandu Kembar", "05", "Balai Warga"), ("Posyandu Kembar", "11", "Rumah Bu Lurah")]
    made = server.ask("near", world.officer.login, flowers + twins)["posts"]
    phone = new_phone().enrol(desk, world.kader[0]).ready_for_offline()
    phone.go_offline()
    phone.find("Gita Safitri").button("Riwayat").click()
    phone.page.get_by_text("Pindah atau meninggal").click()
    phone.page.get_by_text("Sekeluarga pindah").click()
    phone.field("Cari posyandunya").fill("kembar")
    expect(phone.text("2 posyandu cocok")).to_be_visible()
    assert not look(phone.page, "move-twins")
    phone.field("Cari posyandunya").fill("kembar rw 11")
    phone.page.get_by_role("button", name="RW 11, Rumah Bu Lurah").click()
    expect(phone.field("Pindah ke posyandu")).to_have_value(made[-1])
    chosen = phone.field("Pindah ke posyandu").locator("option:checked")
    expect(chosen).to_have_text("Posyandu Kembar · RW 11, Rumah Bu Lurah")
