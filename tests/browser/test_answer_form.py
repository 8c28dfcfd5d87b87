"""The answer to a request at a desk: it names itself, takes the focus, closes, says what is wrong, loses nothing."""

import re

from playwright.sync_api import Page, expect

from tests.browser.fixtures import Server
from tests.browser.looking import looked_at_both_widths
from tests.browser.office import Office, answer_link
from tests.browser.world import World

CHILD, NOTE = "Danish", "Tolong bawa buku KIA."


def test_an_answer_names_itself_is_closed_put_right_and_kept_without_a_connection(
    server: Server, world: World, office: Office
) -> None:
    asked = server.ask("choosing", world.officer.login, world.post_id, CHILD, "RS Cempaka", "RS Dahlia")
    page = office.open(f"/puskesmas/rujukan/{asked['request']}/?map=answer")
    words = opened(page)
    looked_at_both_widths(page, "answer-form")
    page.get_by_role("link", name="Batal menjawab").click()
    expect(page.locator("#jawab")).to_have_count(0)
    expect(page.locator(".answers").get_by_role("link", name=words)).to_be_focused()
    page.goto(f"/puskesmas/rujukan/{asked['request']}/?map=answer&jawab=reroute")
    page.reload()
    opened(page)
    page.locator("#jawab").evaluate("form => { form.noValidate = true }")
    page.get_by_label("Pesan untuk posyandu").fill(NOTE)
    without_a_connection(office)
    office.watch.allowed = ("answer 422",)
    page.get_by_role("button", name=f"Kirim: {words}").click()
    told = page.get_by_role("alert").filter(has_text="Ada yang perlu diperbaiki")
    expect(told).to_be_focused()
    expect(page).to_have_title(re.compile("^Perlu diperbaiki – "))
    looked_at_both_widths(page, "answer-form-wrong")
    told.get_by_role("link").first.press("Enter")
    expect(page.locator("#jawab input[type=radio]").first).to_be_focused()
    expect(page.get_by_label("Pesan untuk posyandu")).to_have_value(NOTE)


def opened(page: Page) -> str:
    """The answer that passes the request on, open: heading, button and focus are its own. Its words."""
    link = answer_link(page, "Alihkan", exact=False)
    words = link.inner_text().strip()
    link.click()
    expect(page.get_by_role("heading", name=f"Jawaban: {words}")).to_be_in_viewport()
    expect(page.locator("#jawab")).to_be_focused()
    expect(page.get_by_role("button", name=f"Kirim: {words}")).to_have_count(1)
    return words


def without_a_connection(office: Office) -> None:
    """Nothing is sent, it is said kindly, and what was typed stays."""
    page, context = office.page, office.page.context
    office.watch.cut = True
    context.set_offline(True)
    page.locator("#jawab button.btn-primary").click()
    expect(page.get_by_text("Belum ada sambungan, jadi belum terkirim.")).to_be_visible()
    expect(page.get_by_label("Pesan untuk posyandu")).to_have_value(NOTE)
    context.set_offline(False)
    office.watch.cut = False
