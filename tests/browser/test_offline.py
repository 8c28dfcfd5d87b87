"""From the first sync on, everything works without signal."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.world import World


def test_today_s_list_opens_without_signal_after_a_cold_start(
    new_phone: Callable[..., Phone], office: Office, world: World
) -> None:
    """Enrol, sync, lose the signal, close the application, open it again."""
    phone = new_phone().enrol(office, world.kader[0]).ready_for_offline()
    phone.go_offline()
    phone.cold_start()
    expect(phone.page.get_by_role("heading", name="Posyandu Melati 3")).to_be_visible()
    phone.find("Aisyah")
