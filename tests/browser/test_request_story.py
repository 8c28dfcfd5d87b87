"""What a post has asked of others: its whole story, an answer that is new once, a mistake taken back offline."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.fixtures import Server
from tests.browser.mothers import MOTHER, screened
from tests.browser.office import Office, answer_link
from tests.browser.phone import Phone
from tests.browser.world import Staff, World

PICTURES = os.environ.get("SIMPUL_PICTURES")
WHO = "Siti Rohani"
WHY = "Sering pusing sejak Senin."
FULL = "Hari itu penuh, mohon pilih waktu lain."


def test_a_request_that_was_a_mistake_is_taken_back_without_a_signal(phone: Phone, world: World) -> None:
    """Sent offline; home, list and page say that it waits here; taken back, nothing of it is left or travels."""
    page = phone.open_day().page
    phone.sync_home()
    phone.go_offline()
    refer(phone)
    phone.go_home()
    story(phone, "Rujukan berjalan")
    look(page, "list-unsent")
    page.get_by_role("main").get_by_role("button", name=re.compile(WHO)).click()
    expect(phone.heading("Belum terkirim dari HP ini")).to_be_visible()
    look(page, "one-unsent")
    phone.button("Batalkan, belum terkirim").click()
    phone.button("Ya, batalkan").click()
    expect(phone.text("Permintaan ini sudah dibatalkan")).to_be_visible()
    phone.go_home()
    expect(phone.text("Rujukan berjalan")).to_have_count(0)
    phone.go_online().sync_home()
    expect(phone.text("Rujukan berjalan")).to_have_count(0)


def test_an_answer_is_seen_without_searching_and_is_new_once(
    phone: Phone, world: World, new_office: Callable[..., Office]
) -> None:
    """Sent back with a question: home counts it; read, it is no news but still ours to do; answered offline."""
    page = phone.open_day().page
    refer(phone)
    phone.go_home()
    phone.sync_home()
    story(phone, "Rujukan berjalan")
    page.get_by_role("main").get_by_role("button", name=re.compile(WHO)).click()
    expect(phone.heading("Menunggu Puskesmas").first).to_be_visible()
    look(page, "one-waiting")
    phone.go_home()
    answer(new_office(world.officer), WHO, "Minta dilengkapi", "Tekanan darahnya berapa?")
    phone.sync_home()
    expect(phone.button("Ada kabar rujukan")).to_contain_text("1 kabar baru")
    look(page, "home-news")
    phone.go_offline()
    phone.button("Ada kabar rujukan").click()
    expect(phone.heading("Kabar baru")).to_be_visible()
    look(page, "list-news")
    page.get_by_role("main").get_by_role("button", name=re.compile(WHO)).click()
    expect(phone.text("Tekanan darahnya berapa?").first).to_be_visible()
    look(page, "one-news")
    phone.go_home()
    expect(phone.button("Ada kabar rujukan")).to_contain_text("1 perlu kita kerjakan")
    expect(phone.button("Ada kabar rujukan")).not_to_contain_text("baru")
    answered_offline(phone)


def answered_offline(phone: Phone) -> None:
    """The step waits on the phone, says so, is not offered twice, and may be taken back."""
    page = phone.page
    story(phone, "Ada kabar rujukan")
    page.get_by_role("main").get_by_role("button", name=re.compile(WHO)).click()
    phone.button("Lengkapi").click()
    page.get_by_label("Keterangan tambahan").fill("110/70")
    phone.button("Lengkapi").last.click()
    phone.settled()
    expect(phone.text("Dilengkapi: belum terkirim")).to_be_visible()
    expect(page.get_by_role("button", name="Lengkapi", exact=True)).to_have_count(0)
    look(page, "one-step-unsent")
    phone.button("Urungkan langkah tadi").click()
    phone.button("Ya, batalkan").click()
    expect(page.get_by_role("button", name="Lengkapi", exact=True)).to_be_visible()


@pytest.fixture
def maya(server: Server, world: World) -> Staff:
    """The psychologist; the mother has given birth."""
    staff = Staff(**server.ask("practice", world.officer.login))
    server.ask("delivered", world.officer.login, world.post_id, MOTHER)
    return staff


def test_a_refused_time_is_asked_for_anew(
    maya: Staff, phone: Phone, world: World, new_office: Callable[..., Office]
) -> None:
    """The unit cannot; the kader asks when else it suits, without a signal; that time is booked with the sync."""
    wished(phone)
    phone.go_online().sync_home()
    answer(new_office(maya), MOTHER, "Belum bisa menerima", FULL, folder="scheduled")
    phone.sync_home()
    phone.go_offline()
    story(phone, "Ada kabar rujukan")
    page = phone.page
    page.get_by_role("main").get_by_role("button", name=re.compile(MOTHER)).click()
    expect(phone.text(FULL).first).to_be_visible()
    look(page, "refused")
    phone.button("Minta waktu lain").click()
    page.get_by_role("checkbox").nth(3).check()
    look(page, "ask-again")
    phone.button("Minta waktu lain").last.click()
    phone.settled()
    expect(phone.text("Keluarga minta waktu lain: belum terkirim")).to_be_visible()
    look(page, "asked-again")
    phone.go_home()
    phone.go_online().sync_home()
    phone.sync_home()
    story(phone, re.compile("Ada kabar rujukan|Rujukan berjalan"))
    page.get_by_role("main").get_by_role("button", name=re.compile(MOTHER)).click()
    expect(phone.text(re.compile(r"Ditunggu.*\d\d\.\d\d")).first).to_be_visible()
    look(page, "booked-anew")


def test_after_sending_nothing_lies_on_the_next_action(maya: Staff, phone: Phone) -> None:
    """The message that it was kept stands beside the way on, which takes the very next tap."""
    wished(phone, leave=False)
    expect(phone.page.locator(".toast")).to_be_visible()
    look(phone.page, "sent")
    assert uncovered(phone.page, "Selesai")
    phone.button("Selesai").click(timeout=1500)


def test_who_is_not_willing_yet_is_asked_again_and_nothing_travels(maya: Staff, phone: Phone) -> None:
    """Not willing: kept with a day to ask again; no request is made; it can be taken back at once."""
    screened(phone)
    look(phone.page, "result")
    expect(phone.button("Selesai")).to_have_count(0)
    phone.button("Belum bersedia").click()
    expect(phone.text("Tawarkan lagi mulai")).to_be_visible()
    look(phone.page, "not-yet")
    phone.button("Urungkan").click()
    phone.button("Belum bersedia").click()
    phone.button("Selesai").click()
    phone.go_home()
    expect(phone.text("Rujukan berjalan")).to_have_count(0)


def wished(phone: Phone, *, leave: bool = True) -> None:
    """Willing, with a time of her choice; choosing has one end."""
    screened(phone)
    look(phone.page, "result")
    expect(phone.button("Selesai")).to_have_count(0)
    page = phone.page
    phone.button("Ya, sambungkan").click()
    page.get_by_role("checkbox").first.check()
    expect(phone.button("Selesai")).to_have_count(0)
    look(page, "choose")
    phone.button("Kirim ke puskesmas").click()
    expect(phone.text("Menunggu kepastian")).to_be_visible()
    if leave:
        phone.button("Selesai").click()
        phone.go_home()


def refer(phone: Phone) -> None:
    """From the person's page, with a sentence of why."""
    phone.find(WHO)
    phone.button("Riwayat").click()
    phone.button("Rujuk").last.click()
    phone.page.get_by_role("textbox").first.fill(WHY)
    phone.send_referral()
    phone.settled()


def answer(office: Office, who: str, action: str, note: str, folder: str = "answer") -> None:
    """At the puskesmas: the step of that name, with its one field."""
    page = office.open(f"/puskesmas/rujukan/?map={folder}")
    page.get_by_role("link", name=re.compile(who)).first.click()
    answer_link(page, action).click()
    form = page.locator("#jawab")
    form.get_by_role("textbox").last.fill(note)
    form.get_by_role("button", name="Kirim: ").click()
    expect(page.locator(".timeline").last).to_contain_text(note)


def story(phone: Phone, row: str | re.Pattern[str]) -> None:
    """From home to the list of requests."""
    phone.page.get_by_role("button", name=row if isinstance(row, re.Pattern) else re.compile(row)).click()
    expect(phone.heading("Rujukan dan permintaan")).to_be_visible()


def uncovered(page: Page, words: str) -> bool:
    """Whether the middle of a button is the button itself, and not something that lies on it."""
    button = page.get_by_role("button", name=words).first
    return bool(
        button.evaluate(
            """one => {
              const { x, y, width, height } = one.getBoundingClientRect();
              return one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
            }"""
        )
    )


def look(page: Page, name: str) -> None:
    """Axe finds nothing; a picture where pictures are taken."""
    found = Axe().run(page).response["violations"]
    assert not found, f"{name}: {[(each['id'], each['nodes'][0]['html']) for each in found]}"
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"request-{name}.png", full_page=True)
