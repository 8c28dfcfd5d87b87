"""The same field with two values: both are kept, both places say so, the puskesmas decides."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.office import Desk, Office
from tests.browser.phone import Phone
from tests.browser.world import World


def test_two_weights_of_one_child_are_decided_by_the_puskesmas(
    phone: Phone, new_phone: Callable[..., Phone], desk: Desk, office: Office, world: World
) -> None:
    """Two tables weigh Bima; nothing is overwritten; the decision reaches the phone."""
    second = new_phone().enrol(desk, world.kader[1]).ready_for_offline()
    phone.open_day()
    for each, weight in ((phone, "8,2"), (second, "8,7")):
        each.go_offline()
        each.find("Bima").step(2)
        each.field("Berat badan").fill(weight)
        each.save()
    for each in (phone, second, phone):
        each.go_online().go_home().sync_home()

    phone.button("Perlu keputusan").click()
    card = phone.page.locator("section.question", has_text="Bima Pratama")
    expect(card).to_contain_text("8,2")
    expect(card).to_contain_text("8,7")
    expect(card).to_contain_text("Puskesmas yang memutuskan")
    expect(card.get_by_role("button", name="Pakai ini")).to_have_count(0)

    office.open("/puskesmas/tinjauan/")
    review = office.page.locator("form").filter(has_text="Bima Pratama")
    expect(review).to_contain_text("8,2 kg")
    review.get_by_role("radio", name="8,7 kg").check()
    review.get_by_role("button", name="Pakai nilai ini").click()
    expect(office.page.get_by_role("heading", name="Tidak ada yang perlu diputuskan")).to_be_visible()

    phone.go_home().sync_home()
    expect(phone.button("Perlu keputusan")).to_have_count(0)
    phone.find("Bima").step(2)
    expect(phone.page.get_by_role("main")).to_contain_text("8,7 kg")
