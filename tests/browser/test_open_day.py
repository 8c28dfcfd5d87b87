"""The whole day: two phones without signal at one post, the puskesmas, and its answer back on the phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.world import World


@pytest.fixture
def second(new_phone: Callable[..., Phone], office: Office, world: World) -> Phone:
    """The phone of the second kader at the same post."""
    return new_phone().enrol(office, world.kader[1]).ready_for_offline()


def test_two_tables_without_signal_the_puskesmas_and_the_answer(phone: Phone, second: Phone, office: Office) -> None:
    """One child at two tables, a referral, the officer's answer at the next sync, the curve in words."""
    phone.open_day().go_offline()
    second.go_offline()

    phone.find("Danish").step(2)
    phone.field("Berat badan").fill("9,1")
    phone.save()
    expect(phone.page.get_by_role("img", name=re.compile("Terakhir 9,1 kg.*Berat badan"))).to_be_visible()
    second.find("Danish").step(2)
    second.field("Panjang atau tinggi badan").fill("84,2")
    second.save()

    phone.button("Rujuk sekarang").click()
    phone.send_referral()
    expect(phone.text("menunggu terkirim").first).to_be_visible()

    for each in (phone, second, phone):
        each.go_online().go_home().sync_home()
    phone.find("Danish").step(2)
    expect(phone.page.locator("main")).to_contain_text("9,1")
    expect(phone.page.locator("main")).to_contain_text("84,2")

    office.open("/puskesmas/rujukan/")
    office.page.get_by_role("link", name=re.compile("Danish Akbar")).click()
    expect(office.page.get_by_role("heading", name="Danish Akbar")).to_be_visible()
    expect(office.page.locator("figure.chart svg").first).to_be_visible()
    office.answer("Terima", note="Kami tunggu di poli gizi.")
    office.answer("Beri jadwal", day=1, note="Bawa Buku KIA.")

    phone.go_home().sync_home()
    phone.find("Danish")
    phone.button("Riwayat").click()
    expect(phone.text("Ditunggu").first).to_be_visible()
    expect(phone.text("Bawa Buku KIA.").first).to_be_visible()
    chart = phone.page.get_by_role("img", name=re.compile("Berat menurut umur")).first
    expect(chart).to_be_visible()
