"""Two tables of one post without signal: what the scale says reaches the last table as a picture on a screen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.camera import scan, with_camera
from tests.browser.fixtures import QuickDesk
from tests.browser.phone import Phone
from tests.browser.test_phone_accessible import look
from tests.browser.world import World


@pytest.fixture
def tables(new_phone: Callable[..., Phone], desk: QuickDesk, world: World) -> tuple[Phone, Phone]:
    """The phone at the scale and the phone at the last table; both have met the server this morning."""
    scale = new_phone().enrol(desk, world.kader[0]).ready_for_offline()
    last = with_camera(new_phone()).enrol(desk, world.kader[1]).ready_for_offline()
    scale.open_day().sync_home()
    last.sync_home()
    return scale.go_offline(), last.go_offline()


def weigh(phone: Phone, name: str, kg: str) -> None:
    """A weighing, up to what it means."""
    phone.find(name).step(2)
    phone.field("Berat badan").fill(kg)
    phone.save()


def codes(phone: Phone) -> Locator:
    """The codes on the screen, one after the other."""
    phone.button("Serahkan lewat QR").click()
    expect(phone.page.locator(".qr-turn svg")).to_be_visible()
    return phone.page.locator(".qr-turn")


def test_the_last_table_sees_what_the_scale_said(tables: tuple[Phone, Phone]) -> None:
    """Shown as codes, read by the camera, marked as another table's; the real row takes its place later."""
    scale, last = tables
    weigh(scale, "Aisyah Putri", "9,6")
    shown = codes(scale)
    assert not look(scale.page, "handover-give")
    last.button("Terima lewat QR").click()
    scan(last, shown, last.heading("Aisyah Putri"))
    last.step(2)
    main = last.page.locator("main")
    expect(main).to_contain_text("9,6")
    expect(main).to_contain_text("diterima lewat QR")
    assert not look(last.page, "handover-taken")

    for phone in (scale, last):
        phone.go_online().go_home().sync_home()
    last.find("Aisyah Putri").step(2)
    expect(main).to_contain_text("9,6")
    expect(main).not_to_contain_text("diterima lewat QR")


def test_a_copy_of_an_old_code_is_kindly_refused(tables: tuple[Phone, Phone]) -> None:
    """Forty minutes later the same picture opens nothing, and the words speak of time and clocks."""
    scale, last = tables
    weigh(scale, "Bima Pratama", "8,1")
    shown = codes(scale)
    last.page.clock.install()
    last.page.clock.fast_forward("40:00")
    last.button("Terima lewat QR").click()
    refusal = last.text(re.compile("sudah lewat waktu"))
    scan(last, shown, refusal)
    assert not look(last.page, "handover-refused")


def test_a_code_that_is_no_handover_says_so(tables: tuple[Phone, Phone]) -> None:
    """A screen without our code: the camera goes on looking, and says what it needs."""
    _, last = tables
    last.button("Terima lewat QR").click()
    expect(last.text("Arahkan kamera ke kode")).to_be_visible()
    assert not look(last.page, "handover-take")
