"""A hospital without an account closes a referral: told by a neutral message, answered by a link, read at the post."""

import os
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import PHONE_SIZE, Contexts, Server
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.test_office_pages import look
from tests.browser.world import World

CHILD = "Danish Akbar"
PICTURES = os.environ.get("SIMPUL_PICTURES")
WHATSAPP = "081355500{:03}"
DAY = (date.today() + timedelta(days=2)).isoformat()


@pytest.fixture
def number(server: Server) -> str:
    """A number that no other story uses."""
    return WHATSAPP.format(server.worlds)


def test_a_hospital_without_an_account_answers_and_the_post_reads_it(
    phone: Phone,
    server: Server,
    world: World,
    new_office: Callable[..., Office],
    contexts: Contexts,
    number: str,
) -> None:
    """Referred at the post, passed on, told, opened, accepted, scheduled, attended, the outcome back at the post."""
    refer(phone)
    phone.go_home().sync_home()
    place = server.ask("hospital", world.officer.login, number)
    server.ask("pass_on", world.officer.login, CHILD, place["id"])
    message = server.ask("told", number)
    assert CHILD not in message["words"] and message["link"] in message["words"]
    office = new_office(world.officer)
    desk = opened(contexts, message["link"])
    expect(desk.get_by_role("heading", name=CHILD)).to_be_visible()
    assert not look(desk), look(desk)
    who(desk)
    picture(desk, "facts")
    send(desk, "accept")
    expect(desk.get_by_text("Terima kasih.")).to_be_visible()
    expect(desk.get_by_text("Menjawab sebagai Rini Astuti, perawat")).to_be_visible()
    schedule(desk)
    desk.get_by_role("link", name="Sudah datang").click()
    send(desk, "arrive")
    report(desk)
    page = office.open("/puskesmas/rujukan/?map=done")
    page.get_by_role("link", name=CHILD).first.click()
    expect(page.locator("#rincian, main").first).to_contain_text("Rini Astuti (perawat)")
    phone.go_home().sync_home()
    at_the_post(phone)


def test_the_link_is_the_first_browsers_alone(
    phone: Phone, server: Server, world: World, contexts: Contexts, number: str
) -> None:
    """A preview and a second browser see nobody; a new link goes to the registered number and ends the old one."""
    refer(phone)
    phone.go_home().sync_home()
    server.ask("pass_on", world.officer.login, CHILD, server.ask("hospital", world.officer.login, number)["id"])
    link = server.ask("told", number)["link"]
    preview = visitor(contexts)
    preview.goto(link)
    picture(preview, "door")
    assert CHILD not in preview.content() and preview.title() == "Pesan untuk tempat Anda · Simpul"
    assert not look(preview), look(preview)
    first = opened(contexts, link)
    expect(first.get_by_role("heading", name=CHILD)).to_be_visible()
    preview.get_by_role("button", name="Buka").click()
    expect(preview.get_by_role("heading", name="Tautan ini sudah dibuka di perangkat lain")).to_be_visible()
    assert CHILD not in preview.content() and not look(preview), look(preview)
    preview.get_by_role("button", name="Kirim tautan baru").click()
    expect(preview.get_by_role("heading", name="Tautan baru sudah ditulis")).to_be_visible()
    fresh = server.ask("told", number)["link"]
    assert fresh != link
    expect(opened(contexts, fresh).get_by_role("heading", name=CHILD)).to_be_visible()
    first.reload()
    expect(first.get_by_role("heading", name="Tautan ini tidak berlaku")).to_be_visible()


def test_a_letters_code_opens_at_a_desk_without_any_system(
    phone: Phone,
    server: Server,
    world: World,
    new_office: Callable[..., Office],
    contexts: Contexts,
    number: str,
) -> None:
    """Printed at the puskesmas, scanned at the hospital: the same page, the same answers; without script."""
    refer(phone)
    phone.go_home().sync_home()
    place = server.ask("hospital", world.officer.login, number)
    asked = server.ask("pass_on", world.officer.login, CHILD, place["id"])["request"]
    page = new_office(world.officer).open(f"/puskesmas/rujukan/{asked}/surat/")
    page.get_by_role("button", name="Tambahkan kode QR").click()
    expect(page.locator("svg.qr")).to_be_visible()
    picture(page, "letter")
    expect(page.get_by_text("Biaya", exact=True)).to_be_visible()
    assert not look(page), look(page)
    scanned = server.ask("scan", asked)["link"]
    context, watch = contexts.new(viewport=PHONE_SIZE, java_script_enabled=False)
    watch.allowed = ("answer 403", "answer 410")
    desk = context.new_page()
    desk.goto(scanned)
    desk.get_by_role("button", name="Buka").click()
    expect(desk.get_by_role("heading", name=CHILD)).to_be_visible()
    desk.get_by_role("button", name="Belum bisa menerima").click()
    who(desk, within="#refuse")
    desk.locator("#refuse textarea").fill("Penuh minggu ini")
    send(desk, "refuse")
    expect(desk.get_by_text("Terima kasih.")).to_be_visible()


def picture(page: Page, name: str) -> None:
    """Kept when somebody wants to look: SIMPUL_PICTURES names a folder."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/link-{name}.png", full_page=True)


def refer(phone: Phone) -> None:
    """A child whose weight lies below the red line is referred at the table."""
    phone.open_day().find("Danish").step(2)
    phone.field("Berat badan").fill("9,1")
    phone.save()
    phone.button("Rujuk sekarang").click()
    phone.send_referral()
    phone.settled()


def visitor(contexts: Contexts) -> Page:
    """A browser at the hospital; whatever does not open is answered with 403, 404 or 410."""
    context, watch = contexts.new(viewport=PHONE_SIZE)
    watch.allowed = ("answer 403", "answer 404", "answer 410")
    return context.new_page()


def opened(contexts: Contexts, link: str) -> Page:
    """A browser in which "Buka" was pressed first."""
    page = visitor(contexts)
    page.goto(link)
    page.get_by_role("button", name="Buka").click()
    return page


def who(desk: Page, within: str = "#accept") -> None:
    """Who answers, asked once."""
    desk.locator(within).get_by_label("Nama Anda").fill("Rini Astuti")
    desk.locator(within).get_by_label("Tugas Anda").fill("perawat")


def send(desk: Page, action: str) -> None:
    """The answer that is open."""
    desk.locator(f"#{action}").get_by_role("button", name="Kirim").click()


def schedule(desk: Page) -> None:
    """In two days at nine."""
    desk.get_by_role("link", name="Beri jadwal").click()
    desk.get_by_label("Tanggal").fill(DAY)
    desk.get_by_label("Jam").fill("09:00")
    picture(desk, "schedule")
    send(desk, "schedule")
    expect(desk.get_by_text("Terima kasih.")).to_be_visible()


def report(desk: Page) -> None:
    """The outcome, with a word for the post."""
    desk.get_by_role("link", name="Catat hasil").click()
    desk.locator("#complete").get_by_role("radio").first.check()
    desk.locator("#complete textarea").first.fill("Timbang lagi dua minggu lagi")
    assert not look(desk), look(desk)
    send(desk, "complete")
    expect(desk.get_by_role("heading", name="Permintaan ini sudah selesai")).to_be_visible()
    assert CHILD not in desk.content()


def at_the_post(phone: Phone) -> None:
    """The answer on the kader's phone."""
    phone.find("Danish")
    phone.button("Riwayat").click()
    expect(phone.page.get_by_text("Timbang lagi dua minggu lagi").first).to_be_visible()
