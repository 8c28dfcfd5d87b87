"""A consultation in the browser: two real browsers with false devices hear, see and write each other."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Request, expect

from tests import chromium
from tests.browser.consulting import (
    BLOCKED,
    Meeting,
    at_home,
    at_the_desk,
    flow,
    join,
    knock,
    more,
    picture,
    quiet,
    state,
    together,
    write,
)
from tests.browser.fixtures import DESK_SIZE, PHONE_SIZE, Contexts, Server
from tests.browser.office import Office
from tests.browser.test_office_pages import look
from tests.browser.world import Staff, World

WHO = "Siti Rohani"
FALSE_DEVICES = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--autoplay-policy=no-user-gesture-required",
)


@pytest.fixture(scope="module")
def caller(browser: Browser) -> Iterator[Browser]:
    """A browser with a false microphone and camera."""
    found = chromium.find()
    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", *FALSE_DEVICES]
    launched = browser.browser_type.launch(executable_path=found, args=args)
    yield launched
    launched.close()


@pytest.fixture
def callers(caller: Browser, server: Server) -> Iterator[Contexts]:
    """Watched contexts whose devices are false."""
    made = Contexts(caller, server.origin)
    yield made
    problems = made.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def meeting(server: Server, world: World, callers: Contexts) -> Meeting:
    """Both are in the room and hear each other."""
    found = server.ask("meeting", world.officer.login, WHO)
    helper = at_the_desk(callers, Staff(**server.ask("psychologist", world.officer.login)), found["request"])
    citizen = at_home(callers, found["path"])
    join(helper)
    expect(state(helper, "waiting")).to_be_visible()
    join(citizen)
    both = Meeting(server, callers, helper, citizen, found["request"], found["path"])
    together(both)
    return both


def test_two_browsers_hear_see_and_write_each_other(meeting: Meeting) -> None:
    """Voice first; video only when pressed; chat beside it; mute is silence; the helper ends and writes the outcome."""
    helper, citizen = meeting.helper, meeting.citizen
    for page in (helper, citizen):
        assert flow(page)["videoIn"] == 0
        more(page, "audioIn")
        more(page, "energy")
    citizen.get_by_role("button", name="Matikan suara saya").click()
    quiet(helper)
    citizen.get_by_role("button", name="Nyalakan suara saya").click()
    more(helper, "energy")
    citizen.get_by_role("button", name="Nyalakan video").click()
    more(helper, "videoIn")
    assert flow(citizen)["videoIn"] == 0
    picture(citizen, "citizen")
    write(citizen, "Saya agak gugup")
    expect(helper.get_by_role("log")).to_contain_text("Lawan bicara: Saya agak gugup")
    write(helper, "<b>Tidak apa-apa</b>")
    expect(citizen.get_by_role("log")).to_contain_text("<b>Tidak apa-apa</b>")
    picture(helper, "helper")
    assert not look(citizen) and not look(helper), (look(citizen), look(helper))
    assert meeting.server.ask("room", meeting.request)["state"] == "arrived"
    helper.on("dialog", lambda asked: asked.accept())
    helper.get_by_role("button", name="Akhiri sesi").click()
    for page in (helper, citizen):
        expect(state(page, "ended")).to_be_visible()
    expect(citizen.get_by_role("log")).to_be_hidden()
    helper.get_by_role("link", name="Catat hasil").click()
    expect(helper).to_have_url(f"{meeting.server.origin}/puskesmas/rujukan/{meeting.request}/?jawab=complete#jawab")
    citizen.reload()
    expect(citizen.get_by_role("heading", name="Janji ini sudah selesai")).to_be_visible()


def test_a_lost_line_comes_back_and_so_does_a_page(meeting: Meeting) -> None:
    """Without signal; then loaded again: voice flows again, and the time goes on."""
    meeting.citizen.context.set_offline(True)
    meeting.citizen.evaluate("() => undefined")
    meeting.citizen.context.set_offline(False)
    meeting.citizen.reload()
    join(meeting.citizen)
    together(meeting)
    meeting.helper.reload()
    join(meeting.helper)
    together(meeting)
    write(meeting.helper, "Masih di sini")
    expect(meeting.citizen.get_by_role("log")).to_contain_text("Masih di sini")


def test_where_no_voice_comes_through_the_chat_stays(server: Server, world: World, callers: Contexts) -> None:
    """Kind words after a while, a number to call, and both go on writing."""
    found = server.ask("meeting", world.officer.login, WHO)
    helper = at_the_desk(callers, Staff(**server.ask("psychologist", world.officer.login)), found["request"], BLOCKED)
    citizen = at_home(callers, found["path"], BLOCKED)
    join(helper)
    join(citizen)
    for page in (helper, citizen):
        expect(state(page, "no_voice")).to_be_visible(timeout=40_000)
        expect(page.get_by_text("Tidak apa-apa, lanjutkan lewat obrolan di bawah")).to_be_visible()
        assert not look(page), look(page)
    expect(citizen.locator("a[href^='tel:']:visible").first).to_be_visible()
    picture(citizen, "no-voice")
    write(citizen, "Suaranya tidak keluar")
    expect(helper.get_by_role("log")).to_contain_text("Lawan bicara: Suaranya tidak keluar")
    write(helper, "Kita menulis saja")
    expect(citizen.get_by_role("log")).to_contain_text("Lawan bicara: Kita menulis saja")


def test_a_line_that_is_lost_for_a_while_comes_back_by_itself(meeting: Meeting) -> None:
    """No signal for several tries: the page says that nothing arrives, and goes on as soon as there is a line."""
    citizen, tries = meeting.citizen, list[str]()

    def tried_again(asked: Request) -> bool:
        tries.extend([asked.url] if "tiket" in asked.url else [])
        return len(tries) >= 2

    with citizen.expect_event("requestfailed", tried_again, timeout=30_000):
        citizen.context.set_offline(True)
        citizen.evaluate("() => window.lines.at(-1).close()")
    write(citizen, "Apakah terdengar?")
    expect(citizen.get_by_role("log")).to_contain_text("sedang tidak tersambung")
    expect(citizen.get_by_label("Tulis pesan")).to_have_value("Apakah terdengar?")
    assert meeting.helper.get_by_text("Apakah terdengar?").count() == 0
    citizen.context.set_offline(False)
    citizen.wait_for_function("() => window.lines.at(-1).readyState === WebSocket.OPEN", timeout=30_000)
    together(meeting)
    write(citizen, "Sudah kembali")
    expect(meeting.helper.get_by_role("log")).to_contain_text("Sudah kembali")


def test_a_restart_of_the_server_does_not_end_what_is_said(meeting: Meeting) -> None:
    """The line goes through the restart between the browsers; signals and chat come back by themselves."""
    before = flow(meeting.helper)["audioIn"]
    meeting.server.ask("restart")
    more(meeting.helper, "audioIn", before)
    for page in (meeting.helper, meeting.citizen):
        assert page.locator("[data-call]").get_attribute("data-state") == "connected"
    for _ in range(30):
        write(meeting.citizen, "Halo lagi")
        if meeting.helper.get_by_text("Halo lagi").count():
            break
        meeting.citizen.wait_for_timeout(500)
    expect(meeting.helper.get_by_role("log")).to_contain_text("Halo lagi")


def test_time_is_told_softly_and_ends_nothing(meeting: Meeting) -> None:
    """At 45 and 55 minutes; beyond the hour they still hear each other."""
    for minutes, words in ((46, "Sudah 45 menit dari 60"), (75, "Sudah 55 menit dari 60")):
        meeting.server.ask("passed", meeting.request, minutes)
        meeting.citizen.reload()
        join(meeting.citizen)
        together(meeting)
        expect(meeting.citizen.get_by_text(words)).to_be_visible()
    more(meeting.helper, "audioIn")


def test_nobody_else_comes_in(meeting: Meeting, world: World) -> None:
    """A second browser, a stranger's socket, a forged ticket, another officer, another origin's page."""
    context, watch = meeting.callers.new(viewport=PHONE_SIZE)
    watch.allowed = ("answer 403", "answer 404", "WebSocket connection")
    third = context.new_page()
    third.goto(meeting.path)
    expect(third.get_by_role("heading", name="Tautan ini sudah dibuka di HP lain")).to_be_visible()
    for ticket in ("A" * 40, "eyJyIjoiMSJ9:1abcde:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"):
        assert knock(third, f"/ws/konsultasi/{ticket}/?page=0123456789ab") == "refused"
    stolen = third.evaluate("async (path) => (await fetch(path + 'tiket/', {method: 'POST'})).status", meeting.path)
    assert stolen == 403
    officer = Office(meeting.callers.new(viewport=DESK_SIZE)[0].new_page(), world.stranger, watch).sign_in()
    meeting.callers.open[-1][1].allowed = ("answer 404",)
    officer.open(f"/puskesmas/konsultasi/{meeting.request}/")
    expect(officer.page.get_by_text(WHO)).to_have_count(0)
    together(meeting)


def test_before_it_begins(server: Server, world: World, callers: Contexts) -> None:
    """The door shows nothing; what happens and that it is free is said first; the microphone is checked; quick exit."""
    found = server.ask("meeting", world.officer.login, WHO)
    context, watch = callers.new(viewport=PHONE_SIZE)
    watch.allowed = ("WebSocket connection",)  # whoever leaves may leave while the line is being opened
    context.route("https://www.bmkg.go.id/**", lambda route: route.fulfill(body="cuaca", content_type="text/html"))
    page = context.new_page()
    page.goto(found["path"])
    assert WHO not in page.content() and page.title() == "Janji temu · Simpul"
    page.get_by_role("button", name="Buka").click()
    expect(page.get_by_text("Tidak ada yang direkam atau disimpan")).to_be_visible()
    expect(page.get_by_text("Gratis").first).to_be_visible()
    assert not look(page), look(page)
    picture(page, "before")
    page.get_by_role("button", name="Saya mengerti, lanjut").click()
    page.get_by_role("button", name="Periksa mikrofon").click()
    expect(page.get_by_text("Mikrofon terdengar.")).to_be_visible(timeout=60_000)  # a false microphone starts late
    assert not look(page), look(page)
    join(page)
    expect(state(page, "waiting")).to_be_visible()
    assert not server.ask("room", found["request"])["began"]
    page.get_by_role("link", name="Keluar cepat").click()
    expect(page.get_by_text("cuaca")).to_be_visible()
