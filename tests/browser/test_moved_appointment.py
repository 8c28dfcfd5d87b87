"""An appointment that nobody would keep is moved: the desk, the family at home and the post agree on the time."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import PHONE_SIZE, Contexts, Server
from tests.browser.looking import looked_at, looked_at_both_widths
from tests.browser.mothers import MOTHER, screened_with_a_wish
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.world import Staff, World


@pytest.fixture
def maya(server: Server, world: World) -> Staff:
    """The psychologist; the mother has given birth."""
    staff = Staff(**server.ask("practice", world.officer.login))
    server.ask("delivered", world.officer.login, world.post_id, MOTHER)
    return staff


def test_leave_moves_a_time_and_the_family_has_the_last_word(
    maya: Staff,
    phone: Phone,
    server: Server,
    world: World,
    new_office: Callable[..., Office],
    contexts: Contexts,
) -> None:
    """Moved by the desk, told, moved again by the family, given back: each time everybody sees the same."""

    def stands() -> dict[str, Any]:
        return server.ask("promised", world.officer.login)

    screened_with_a_wish(phone)
    phone.go_online().sync_home()
    first = stands()
    office = new_office(maya)
    on_leave(office, first["day"])
    moved_by_the_desk(office)
    second = stands()
    assert second["day"] != first["day"]
    reminders_follow(second)
    whether_the_family_was_told(office, server, world)
    home = at_home(contexts, first["link"])
    expect(home.get_by_text("Janji ini tidak berlaku lagi")).to_be_visible()
    home.goto(second["link"])
    the_family_takes_another(home, second["hour"])
    third = stands()
    assert (third["day"], third["hour"]) != (second["day"], second["hour"])
    reminders_follow(third)
    the_post_sees(phone, third["hour"])
    home.get_by_role("button", name="Saya tidak bisa datang waktu itu").click()
    expect(home.get_by_text("Waktu ini sudah dilepas")).to_be_visible()
    looked_at_both_widths(home, "moved-given-back")
    assert stands() == {"messages": []}
    the_post_sees_none(phone)
    the_desk_finds_it_waiting(office)


def on_leave(office: Office, day: str) -> None:
    """A day off; whoever is promised a time on it is named."""
    page = office.open("/kalender/")
    page.get_by_text("Tandai tidak menerima").click()
    page.get_by_label("Dari hari").fill(day)
    page.get_by_label("Sampai hari").fill(day)
    page.get_by_role("button", name="Simpan libur").click()
    expect(page.get_by_role("heading", name="Janji yang perlu dipindah")).to_be_visible()
    expect(page.get_by_role("heading", name=MOTHER)).to_be_visible()
    expect(page.get_by_text("libur atau izin di waktu itu")).to_be_visible()
    looked_at_both_widths(page, "moved-to-move")


def moved_by_the_desk(office: Office) -> None:
    """Another day's time instead; the page that follows says that the message has not left."""
    page = office.page
    page.get_by_role("link", name=f"Pilih waktu lain {MOTHER}").click()
    expect(page.get_by_text("Waktu yang dipilih di sini menggantikannya")).to_be_visible()
    looked_at_both_widths(page, "moved-choose")
    page.locator(".slot-day[open] .slot-grid").first.get_by_role("button").first.click()
    expect(page.get_by_text("Janji tersimpan")).to_be_visible()
    expect(page.get_by_text("belum ada yang terkirim").first).to_be_visible()


def whether_the_family_was_told(office: Office, server: Server, world: World) -> None:
    """Nothing is left to move; the news stands there as not told, and as told once the message has left."""
    page = office.open("/kalender/pindah/")
    told = page.get_by_role("region", name="Kabar ke keluarga")
    expect(page.get_by_text("Semua janji ada petugasnya")).to_be_visible()
    expect(told).to_contain_text("belum ada yang terkirim")
    looked_at_both_widths(page, "moved-not-told")
    assert server.ask("messages_leave", world.officer.login)["sent"] == 1
    page.reload()
    expect(told).to_contain_text("Pesan sudah dikirim ke keluarga lewat WhatsApp")
    looked_at(page, "moved-told")


def at_home(contexts: Contexts, link: str) -> Page:
    """Her own telephone."""
    context, _watch = contexts.new(viewport=PHONE_SIZE)
    page = context.new_page()
    page.goto(link)
    return page


def the_family_takes_another(page: Page, hour: str) -> None:
    """Her address tells the new time; one press takes another."""
    expect(page.get_by_text(f"pukul {hour}")).to_be_visible()
    page.get_by_text("Minta waktu lain", exact=True).click()
    looked_at_both_widths(page, "moved-family")
    before = page.url
    page.locator(".slot-day[open] .slot-grid").first.get_by_role("button").last.click()
    expect(page).not_to_have_url(before)
    expect(page.get_by_role("button", name="Saya tidak bisa datang waktu itu")).to_be_visible()
    assert MOTHER not in page.content() and "jiwa" not in page.content().lower()


def reminders_follow(promise: dict[str, Any]) -> None:
    """Whatever waits is about the time that stands, and leaves the day before it and on its morning."""
    assert promise["astray"] == 0
    assert set(promise["reminders"]) <= {0, 1} and promise["reminders"], promise


def her_page(phone: Phone) -> None:
    """The person's own page, from the card."""
    phone.go_home()
    phone.sync_home()
    phone.find(MOTHER)
    phone.button("Riwayat").click()


def the_post_sees(phone: Phone, hour: str) -> None:
    """The time that stands, after one sync."""
    her_page(phone)
    expect(phone.text(re.compile(rf"Ditunggu.*{re.escape(hour)}")).first).to_be_visible()
    looked_at(phone.page, "moved-post")


def the_post_sees_none(phone: Phone) -> None:
    """No time that nobody agreed on stands there."""
    her_page(phone)
    expect(phone.text(re.compile("Diterima")).first).to_be_visible()
    expect(phone.text(re.compile(r"Ditunggu.*\d\d\.\d\d"))).to_have_count(0)
    looked_at(phone.page, "moved-post-none")


def the_desk_finds_it_waiting(office: Office) -> None:
    """What was given back is among what must be answered, and its page leads to the calendar again."""
    page = office.open("/puskesmas/rujukan/")
    page.get_by_role("link", name=re.compile(MOTHER)).first.click()
    expect(page.get_by_role("link", name="Pilih waktu di kalender").first).to_be_visible()
    looked_at_both_widths(page, "moved-waits")
