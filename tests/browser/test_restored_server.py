"""The server comes back from an older backup while phones hold what it has lost: everything returns."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.fixtures import Server
from tests.browser.office import Desk
from tests.browser.phone import Phone
from tests.browser.world import World


def weigh(phone: Phone, name: str, weight: str) -> None:
    """Weigh a child and return home."""
    phone.find(name).step(2)
    phone.field("Berat badan").fill(weight)
    phone.save()
    phone.go_home()


SENT_AGAIN = "HP mengirim ulang 1 isian"


def sync(phone: Phone) -> None:
    """Sync on the open safety page."""
    expect(phone.sync_again()).to_contain_text("Selesai")


def sync_home(phone: Phone) -> None:
    """Sync and return home."""
    phone.open_safety()
    sync(phone)
    phone.back()


def is_told_once(phone: Phone) -> None:
    """The sentence stands on the first screen too, until it is closed."""
    sync(phone)
    phone.back()
    expect(phone.text(SENT_AGAIN)).to_be_visible()
    phone.page.get_by_role("button", name="Tutup", exact=True).click()
    expect(phone.text(SENT_AGAIN)).not_to_be_visible()


def reads_on_between(phone: Phone) -> None:
    """The signal goes when the phone has given back what it holds, before the new rows: the list stays."""
    rows = "**/api/v1/journal/snapshot/**"
    phone.context.route(rows, lambda route: route.abort())
    expect(phone.sync()).to_contain_text("Belum berhasil")
    with phone.no_signal():
        phone.cold_start().find("Intan").step(2)
        expect(phone.page.get_by_role("definition").filter(has_text="15,9 kg")).to_be_visible()
        phone.go_home()
    phone.context.unroute(rows)


def test_everything_comes_back_after_a_restore(
    phone: Phone, new_phone: Callable[..., Phone], desk: Desk, server: Server, world: World
) -> None:
    """What was acknowledged after the backup and what was never sent arrive once; one kind sentence says so."""
    login = world.officer.login

    def weighed(name: str) -> object:
        return server.ask("weights", login, world.post, name)["kg"]

    phone.watch.allowed = ("answer 409", "answer 503")
    phone.open_day()
    weigh(phone, "Gita", "8,6")
    sync_home(phone)
    second = new_phone().enrol(desk, world.kader[1]).ready_for_offline()
    second.watch.allowed = (*phone.watch.allowed, "journal/snapshot")
    server.ask("backup")

    weigh(phone, "Hafiz", "9,9")
    sync_home(phone)
    weigh(second, "Intan", "15,9")
    sync_home(second)
    assert (weighed("Hafiz Ramadhan"), weighed("Intan Kusuma")) == ([9.9], [15.9])
    phone.go_offline()
    weigh(phone, "Embun", "6,9")

    server.ask("restore")
    assert (weighed("Gita Safitri"), weighed("Hafiz Ramadhan"), weighed("Intan Kusuma")) == ([8.6], [], [])

    phone.go_online().open_safety()
    sync(phone)
    expect(phone.text(SENT_AGAIN)).to_be_visible()
    assert (weighed("Hafiz Ramadhan"), weighed("Embun Maharani")) == ([9.9], [6.9])
    reads_on_between(second)
    second.open_safety()
    sync(second)
    expect(second.text(SENT_AGAIN)).to_be_visible()
    assert [weighed(name) for name in ("Gita Safitri", "Hafiz Ramadhan", "Intan Kusuma")] == [[8.6], [9.9], [15.9]]
    is_told_once(phone)
    phone.find("Intan").step(2)
    expect(phone.page.get_by_role("definition").filter(has_text="15,9 kg")).to_be_visible()
