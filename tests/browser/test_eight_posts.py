"""A bidan who serves eight posts on one phone: each visit at its own post, all of them in sight."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.fixtures import Server
from tests.browser.office import Desk
from tests.browser.phone import Phone
from tests.browser.test_scope_lost import posts_held
from tests.browser.world import World

FLOWERS = ("Anggrek", "Cempaka", "Dahlia", "Flamboyan", "Kenanga", "Lili", "Seruni", "Teratai")
POSTS = [f"Posyandu {flower}" for flower in FLOWERS]
ALL = "8 posyandu di HP ini"
SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")


@pytest.fixture
def bidan(new_phone: Callable[..., Phone], desk: Desk, server: Server, world: World) -> Phone:
    """Her phone, enrolled and synced."""
    name = server.ask("midwife", world.officer.login, POSTS)["name"]
    phone = new_phone().enrol(desk, name).ready_for_offline()
    expect(phone.button(ALL)).to_be_visible()
    expect(phone.text("posyandu sudah dimuat")).not_to_be_visible(timeout=20_000)
    return phone


def weigh(phone: Phone, kilogram: str) -> None:
    """At the step of measuring."""
    phone.step(2)
    phone.field("Berat badan").fill(kilogram)
    phone.save()


def all_can_read(bidan: Phone) -> None:
    """The page has no fault of access in either look."""
    for scheme in SCHEMES:
        bidan.page.emulate_media(color_scheme=scheme)
        assert not Axe().run(bidan.page).response["violations"], scheme


def assert_sound(phone: Phone) -> None:
    """Axe finds nothing, in the dark and in the light."""
    phone.page.emulate_media(color_scheme="dark")
    assert not Axe().run(phone.page).response["violations"]
    phone.page.emulate_media(color_scheme="light")
    assert not Axe().run(phone.page).response["violations"]


def test_eight_posts_on_one_phone(bidan: Phone, server: Server, world: World) -> None:
    """Two posts worked at without signal, one child found over all posts, sent to the right journals, one post lost."""
    assert posts_held(bidan) == len(POSTS)
    bidan.go_offline()
    bidan.choose_post("Posyandu Dahlia").open_day().find("Anak Dahlia")
    weigh(bidan, "9,4")
    bidan.go_home()

    bidan.button(ALL).click()
    rows = bidan.page.get_by_role("main").get_by_role("listitem")
    expect(rows).to_have_count(len(POSTS))
    expect(rows.first).to_contain_text(
        re.compile(
            r"Posyandu Dahlia\s*sedang dibuka\s*Jalan Cendana · Sukasari\s*Buka hari ini · 1 datang · 2 belum terkirim"
        )
    )
    all_can_read(bidan)

    bidan.field("Cari di semua posyandu").fill("Anak Seruni")
    expect(rows.first).to_contain_text("Posyandu Seruni")
    rows.first.get_by_role("button").click()
    expect(bidan.heading("Anak Seruni")).to_be_visible()
    bidan.go_home()
    expect(bidan.heading("Posyandu Seruni")).to_be_visible()
    bidan.find("Anak Seruni")
    weigh(bidan, "10,6")
    bidan.go_home()
    expect(bidan.page.locator("button.safety")).to_contain_text("3")

    bidan.go_online().sync_home()
    login = world.officer.login
    assert server.ask("weights", login, "Posyandu Dahlia", "Anak Dahlia") == {"kg": [9.4]}
    assert server.ask("weights", login, "Posyandu Seruni", "Anak Seruni") == {"kg": [10.6]}

    server.ask("unassign", login, "Bidan Kartini", "Posyandu Seruni")
    bidan.sync_home()
    bidan.sync_home()
    expect(bidan.button("7 posyandu di HP ini")).to_be_visible()
    assert posts_held(bidan) == len(POSTS) - 1
