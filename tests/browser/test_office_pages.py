"""The pages of the puskesmas at a desk and on a phone: accessible, never wider than the screen, a passkey signs in."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.fixtures import Contexts
from tests.browser.office import Office
from tests.browser.world import World

SCREENS: dict[str, dict[str, Any]] = {
    "desk": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}},
    "at 200 percent": {"viewport": {"width": 720, "height": 450}},
}
PAGES = (
    "/puskesmas/rujukan/",
    "/puskesmas/hari-buka/",
    "/puskesmas/warga/?q=aisya",
    "/puskesmas/tinjauan/",
    "/puskesmas/tinjauan/kembar/",
    "/puskesmas/perbaiki/",
    "/puskesmas/kader/",
    "/puskesmas/hp/",
    "/akun/keamanan/",
    "/akun/kata-sandi/",
    "/akun/sesi/",
    "/akun/keluar/",
    "/",
)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_is_accessible(screen: str, new_office: Callable[..., Office], world: World) -> None:
    """No axe violation, nothing wider than the screen."""
    office = new_office(world.officer, **SCREENS[screen])
    found = [f"{path}: {problem}" for path in PAGES for problem in look(office.open(path))]
    page = office.open("/puskesmas/warga/?q=aisya")
    page.get_by_role("link", name="Aisyah Putri").first.click()
    expect(page.get_by_role("heading", name="Pertumbuhan")).to_be_visible()
    found += [f"person: {problem}" for problem in look(page)]
    office.code_for(world.kader[0])
    found += [f"code: {problem}" for problem in look(page)]
    assert not found, "\n".join(found)


def test_a_narrow_menu_shows_that_there_is_more_of_it(new_office: Callable[..., Office], world: World) -> None:
    """The edge beyond which there are more doors bears a mark, and only that one."""
    page = new_office(world.officer, viewport={"width": 360, "height": 740}).open("/puskesmas/rujukan/")
    menu = page.locator(".site-nav")
    expect(menu).to_have_class(re.compile("more-after"))
    expect(menu).not_to_have_class(re.compile("more-before"))
    assert menu.evaluate("one => getComputedStyle(one, '::after').content").startswith('"›"')
    menu.evaluate("one => { one.scrollLeft = one.scrollWidth }")
    expect(menu).to_have_class(re.compile("more-before"))
    expect(menu).not_to_have_class(re.compile("more-after"))


def test_a_list_is_walked_with_j_and_k_and_opened_with_enter(office: Office) -> None:
    page = office.open("/puskesmas/warga/?q=a")
    rows = page.locator("[data-walk] a.row")
    page.locator("h1").click()
    for key, row in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        expect(rows.nth(row)).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.get_by_role("searchbox")).to_have_value("jk")
    rows.first.focus()
    name = rows.first.locator(".row-title").inner_text().split(" ·")[0]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_passkey_is_added_and_signs_in_alone(office: Office, contexts: Contexts) -> None:
    page = office.page
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    office.open("/akun/keamanan/")
    page.get_by_role("link", name="Tambah passkey").click()
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    expect(page.get_by_text("1 passkey terpasang")).to_be_visible()
    office.open("/akun/keluar/")
    page.get_by_role("button", name="Ya, keluar").click()
    office.open("/akun/masuk/")
    page.get_by_role("button", name="Masuk dengan passkey").click()
    expect(page.get_by_role("heading", name="Rujukan", exact=True)).to_be_visible()


def test_the_language_follows_the_visitors_choice(office: Office) -> None:
    page = office.open("/puskesmas/rujukan/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Referrals", exact=True)).to_be_visible()
    page.get_by_role("button", name="Bahasa Indonesia").click()
    expect(page.get_by_role("heading", name="Rujukan", exact=True)).to_be_visible()


def look(page: Page) -> list[str]:
    """What axe finds, and how many pixels are wider than the screen."""
    found = [f"{v['id']} {[n['target'] for n in v['nodes']][:3]}" for v in Axe().run(page).response["violations"]]
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*found, *([f"{wider} px too wide"] if wider > 0 else [])]
