"""A family moves to a post of the kader's choice, and the other post's phone opens with its whole history."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.fixtures import QuickDesk
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
