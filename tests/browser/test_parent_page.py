"""A mother opens her child's page with a code that the kader made without signal; and leaves it again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import PHONE_SIZE, Contexts
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.test_office_pages import look
from tests.browser.world import World

CHILD = "Aisyah Putri"


def test_a_mother_sees_her_child_until_she_leaves(phone: Phone, contexts: Contexts) -> None:
    """Made offline, works after the next sync, once; nothing of the child in title or address."""
    phone.go_offline()
    code = made(phone)
    expect(phone.text("HP ini belum tersambung")).to_be_visible()
    assert not look(phone.page), look(phone.page)
    mother = visitor(contexts)
    mother.goto(f"/anak/#kode={code.replace('-', '')}")
    expect(mother.get_by_label("Kode dari posyandu")).to_have_value(code.replace("-", ""))
    assert "#" not in mother.url
    assert not look(mother), look(mother)
    mother.get_by_role("button", name="Buka halaman anak").click()
    expect(mother.get_by_role("alert")).to_contain_text("HP kader mungkin belum tersambung")
    phone.go_online().go_home().sync_home()
    enter(mother, code)
    expect(mother.get_by_role("heading", name=CHILD)).to_be_visible()
    expect(mother.get_by_role("img", name="Garis pertumbuhan berat badan")).to_be_visible()
    expect(mother.get_by_role("heading", name="Siapa yang bisa melihat catatan ini")).to_be_visible()
    assert not look(mother), look(mother)
    assert CHILD not in mother.title() and mother.url.endswith("/anak/")
    with mother.expect_download() as picture:
        mother.get_by_role("button", name="Simpan gambar").click()
    assert picture.value.suggested_filename == "garis-pertumbuhan.png"
    stranger = visitor(contexts)
    enter(stranger, code)
    expect(stranger.get_by_role("alert")).to_be_visible()
    mother.get_by_role("button", name="Tutup halaman di HP ini").click()
    expect(mother.get_by_label("Kode dari posyandu")).to_be_visible()
    mother.go_back()
    expect(mother.get_by_text(CHILD)).to_have_count(0)


@pytest.mark.parametrize("script", ["has come", "has not"])
def test_leaving_at_once_closes_the_page(script: str, phone: Phone, contexts: Contexts) -> None:
    """Quick exit: another site's page, and the child's page is shut for whoever looks next."""
    code = made(phone)
    phone.go_home().sync_home()
    mother = visitor(contexts)
    mother.context.route(
        "https://www.bmkg.go.id/**", lambda route: route.fulfill(body="cuaca", content_type="text/html")
    )
    if script != "has come":
        mother.context.route("**/parent.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    enter(mother, code)
    expect(mother.get_by_role("heading", name=CHILD)).to_be_visible()
    mother.get_by_role("link", name="Keluar cepat").click()
    mother.wait_for_url("https://www.bmkg.go.id/")
    expect(mother.get_by_text("cuaca")).to_be_visible()
    for _ in range(20):  # the browser tells the server beside leaving, and waits for no answer
        mother.goto("/anak/")
        if mother.get_by_label("Kode dari posyandu").is_visible():
            break
    expect(mother.get_by_label("Kode dari posyandu")).to_be_visible()


def test_the_kader_and_the_office_withdraw_codes(
    phone: Phone, new_office: Callable[..., Office], world: World, contexts: Contexts
) -> None:
    """A code given at the desk opens; both can shut it."""
    page = new_office(world.officer).open("/puskesmas/warga/?q=aisya")
    page.get_by_role("link", name=CHILD).first.click()
    page.get_by_role("button", name="Buat kode orang tua").click()
    code = page.locator(".big-number").inner_text()
    assert not look(page), look(page)
    mother = visitor(contexts)
    enter(mother, code)
    expect(mother.get_by_role("heading", name=CHILD)).to_be_visible()
    phone.sync_home()
    history(phone)
    phone.button("Tarik kode").click()
    expect(phone.page.get_by_role("status").filter(has_text="Kode ditarik")).to_be_visible()
    phone.settled().go_home().sync_home()
    mother.reload()
    expect(mother.get_by_label("Kode dari posyandu")).to_be_visible()


def visitor(contexts: Contexts) -> Page:
    """A parent's own browser; a code that does not open is answered with 403, and the other site is none of ours."""
    context, watch = contexts.new(viewport=PHONE_SIZE)
    watch.allowed = ("answer 403",)
    return context.new_page()


def made(phone: Phone) -> str:
    """A code, as the kader's phone shows it."""
    history(phone)
    phone.button("Buat kode baru").click()
    return phone.page.locator(".big-number").inner_text()


def history(phone: Phone) -> None:
    """The child's page, then the place for codes."""
    phone.find(CHILD)
    phone.button("Riwayat").click()
    phone.button("Kode orang tua").click()
    expect(phone.heading("Kode orang tua")).to_be_visible()


def enter(page: Page, code: str) -> None:
    """Type the code as it was read aloud."""
    page.goto("/anak/")
    page.get_by_label("Kode dari posyandu").fill(code.lower())
    page.get_by_role("button", name="Buka halaman anak").click()
