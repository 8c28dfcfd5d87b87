"""A mother after birth, from the kader's questions without signal to the psychologist and back to the post."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import Contexts, Server
from tests.browser.looking import looked_at
from tests.browser.mothers import MOTHER, screened_with_a_wish
from tests.browser.office import Office, answer_link
from tests.browser.phone import Phone
from tests.browser.world import Staff, World

SECRET = "Menangis tiap malam, takut tidak sanggup."
FEEDBACK = "Sudah bertemu. Sapa lagi minggu depan, ya."


@pytest.fixture
def maya(server: Server, world: World) -> Staff:
    """The psychologist; the mother has given birth."""
    staff = Staff(**server.ask("practice", world.officer.login))
    server.ask("delivered", world.officer.login, world.post_id, MOTHER)
    return staff


def test_screened_without_signal_booked_met_and_answered(
    maya: Staff,
    phone: Phone,
    server: Server,
    world: World,
    new_office: Callable[..., Office],
    contexts: Contexts,
) -> None:
    """Her wish is booked with the sync; the outbox reminds; what the psychologist keeps never reaches the phone."""
    screened_with_a_wish(phone)
    phone.go_online().sync_home()
    told = server.ask("reminded", world.officer.login)
    assert told["templates"][0] == "appointment-made"
    what_the_message_opens(contexts, told["links"][0])
    phone.sync_home()
    the_time_is_sure(phone)
    server.ask("time_comes", world.officer.login)
    she_is_met(new_office(maya))
    phone.go_home()
    phone.sync_home()
    her_page(phone)
    expect(phone.text(FEEDBACK).first).to_be_visible()
    expect(phone.text("Didampingi bersama posyandu").first).to_be_visible()
    looked_at(phone.page, "mother-answer")
    nothing_secret(phone.page)


def test_who_did_not_come_is_visited_and_gets_a_new_time(
    maya: Staff, phone: Phone, server: Server, world: World, new_office: Callable[..., Office]
) -> None:
    """The post is asked to visit; the kader says what came of it and when it suits; that time is booked and shown."""
    screened_with_a_wish(phone)
    phone.go_online().sync_home()
    server.ask("time_comes", world.officer.login)
    office = new_office(maya)
    page = office.open("/kalender/")
    page.get_by_role("button", name="Belum datang").click()
    expect(page.get_by_text("posyandu diminta berkunjung")).to_be_visible()
    phone.sync_home()
    her_page(phone)
    phone.button("Sudah dikunjungi").click()
    phone.page.get_by_label("Hasil kunjungan").fill("Anaknya sakit. Ingin hari lain.")
    phone.page.get_by_role("checkbox").nth(2).check()
    looked_at(phone.page, "mother-choose-again")
    phone.button("Sudah dikunjungi").last.click()
    phone.settled()
    expect(phone.text("Menunggu kepastian")).to_be_visible()
    phone.go_home()
    phone.sync_home()
    phone.sync_home()
    her_page(phone)
    the_appointment_stands(phone)
    looked_at(phone.page, "mother-booked-again")


def test_who_has_no_other_time_yet_gets_one_from_the_desk(
    maya: Staff, phone: Phone, server: Server, world: World, new_office: Callable[..., Office]
) -> None:
    """The visit names no time: the psychologist chooses one."""
    screened_with_a_wish(phone)
    phone.go_online().sync_home()
    server.ask("time_comes", world.officer.login)
    office = new_office(maya)
    office.open("/kalender/").get_by_role("button", name="Belum datang").click()
    phone.sync_home()
    her_page(phone)
    phone.button("Sudah dikunjungi").click()
    phone.page.get_by_label("Hasil kunjungan").fill("Belum tahu kapan sempat.")
    phone.button("Sudah dikunjungi").last.click()
    phone.settled()
    phone.go_home()
    phone.sync_home()
    page = office.open("/puskesmas/rujukan/?map=answer")
    page.get_by_role("link", name="Pilih waktu di kalender").click()
    looked_at(page, "mother-choose-desk")
    page.locator(".slot-grid").first.get_by_role("button").last.click()
    expect(page.get_by_text("Janji tersimpan")).to_be_visible()
    phone.sync_home()
    her_page(phone)
    the_appointment_stands(phone)


def what_the_message_opens(contexts: Contexts, link: str) -> None:
    """Her own telephone: when, where, what it costs, and nothing about her."""
    context, _watch = contexts.new(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_text("Puskesmas Sukasari").first).to_be_visible()
    expect(page.get_by_text("Biaya: Gratis dengan JKN")).to_be_visible()
    expect(page.get_by_role("button", name="Saya tidak bisa datang waktu itu")).to_be_visible()
    assert MOTHER not in page.content() and "jiwa" not in page.content().lower()
    looked_at(page, "mother-appointment")


def her_page(phone: Phone) -> None:
    """The person's own page, from the card."""
    phone.find(MOTHER)
    phone.button("Riwayat").click()


def the_time_is_sure(phone: Phone) -> None:
    """What the server booked stands on her page."""
    her_page(phone)
    the_appointment_stands(phone)
    looked_at(phone.page, "mother-booked")
    phone.go_home()


def the_appointment_stands(phone: Phone) -> None:
    """The day and hour of the appointment, and no wish that still waits."""
    expect(phone.text(re.compile(r"Ditunggu.*\d\d\.\d\d")).first).to_be_visible()
    expect(phone.text(re.compile(r"Biaya: ")).first).to_be_visible()
    expect(phone.text("Menunggu kepastian")).to_have_count(0)


def she_is_met(office: Office) -> None:
    """Today's list, who comes along, came; then the outcome with a note of the treating team and words for the post."""
    page = office.open("/kalender/")
    today = page.get_by_role("region", name=re.compile("Hari ini"))
    expect(today).to_contain_text(MOTHER)
    expect(today).to_contain_text("bersama suami (hanya menemani, tidak diberi tahu)")
    looked_at(page, "mother-calendar-desk")
    page.set_viewport_size({"width": 360, "height": 740})
    looked_at(page, "mother-calendar-narrow")
    page.set_viewport_size({"width": 1440, "height": 900})
    today.get_by_role("button", name="Sudah datang").click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()
    page.get_by_role("region", name=re.compile("Hari ini")).get_by_role("link", name=MOTHER).click()
    answer_link(page, "Catat hasil").click()
    form = page.locator("#jawab")
    form.get_by_role("radio", name="Didampingi bersama posyandu").check()
    form.get_by_label("Catatan klinis").fill(SECRET)
    form.get_by_label("Pesan").fill(FEEDBACK)
    form.get_by_role("button", name="Kirim: ").click()
    expect(page.locator("#rincian").get_by_text(FEEDBACK).first).to_be_visible()


def nothing_secret(page: Page) -> None:
    """Neither the screen nor anything the phone keeps in clear says what the psychologist wrote; nor any score."""
    assert SECRET not in page.content()
    dump = page.evaluate(
        """async () => {
            const told = [];
            for (const { name } of await indexedDB.databases()) {
                const db = await new Promise((done) => {
                    const asked = indexedDB.open(name);
                    asked.onsuccess = () => done(asked.result);
                });
                for (const store of db.objectStoreNames) {
                    const rows = await new Promise((done) => {
                        const asked = db.transaction(store).objectStore(store).getAll();
                        asked.onsuccess = () => done(asked.result);
                    });
                    told.push(JSON.stringify(rows));
                }
                db.close();
            }
            return told.join(" ");
        }"""
    )
    assert SECRET not in dump and "Menangis" not in dump
