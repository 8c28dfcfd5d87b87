"""A new version of the application arrives in the middle of a form."""

from playwright.sync_api import expect

from tests.browser.fixtures import Contexts, Server
from tests.browser.office import Desk
from tests.browser.phone import Phone
from tests.browser.world import World
from tests.faults.line import Line


def test_the_form_survives_the_new_version(contexts: Contexts, server: Server, desk: Desk, world: World) -> None:
    """The version waits; after saying yes on the safety page it runs, and the form is as it was left."""
    with Line(server.port) as line:
        contexts.origin = line.origin
        context, watch = contexts.new(viewport={"width": 360, "height": 740})
        phone = Phone(context, watch, context.new_page()).enrol(desk, world.kader[0]).ready_for_offline()
        phone.find("Citra").step(2)
        phone.field("Berat badan").fill("10,7")
        line.newer_version = True
        phone.page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update() }")
        expect(phone.field("Berat badan")).to_have_value("10,7")

        phone.open_safety()
        expect(phone.text("Versi baru siap dipakai")).to_be_visible()
        with phone.page.expect_navigation():
            phone.button("Pakai sekarang").click()
        phone.unlock()
        phone.find("Citra").step(2)
        expect(phone.field("Berat badan")).to_have_value("10,7")
