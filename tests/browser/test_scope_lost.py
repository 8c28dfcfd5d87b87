"""A post is taken from a kader while the phone still holds unsent work of it."""

import re

from playwright.sync_api import expect

from tests.browser.fixtures import Server
from tests.browser.phone import Phone
from tests.browser.world import World

PACKS = """async () => {
  const db = await new Promise((resolve, reject) => {
    const asked = indexedDB.open('simpul');
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const read = (what) => new Promise((resolve) => {
    what.onsuccess = () => resolve(what.result);
  });
  const keys = await read(db.transaction('packs').objectStore('packs').getAllKeys());
  const pages = await read(db.transaction('pages').objectStore('pages').getAll());
  db.close();
  return new Set([...keys.map(([, post]) => post), ...pages.map(({ post }) => post)]).size;
}"""
"""How many posts lie on the phone."""


def posts_held(phone: Phone) -> int:
    """Posts of which the phone keeps rows."""
    count: int = phone.page.evaluate(PACKS)
    return count


def test_a_post_that_is_lost_goes_only_after_its_work_has_arrived(phone: Phone, server: Server, world: World) -> None:
    """Gained, worked in offline, taken away meanwhile: the weighing arrives first, then the rows go."""
    login = world.officer.login
    server.ask("assign", login, world.kader[0], world.next_post)
    phone.sync_home()
    phone.choose_post(world.next_post)
    expect(phone.heading(world.next_post)).to_be_visible()
    assert posts_held(phone) == 2

    phone.go_offline()
    phone.find("Laras Wulandari").step(2)
    phone.field("Berat badan").fill("9,4")
    phone.save()
    server.ask("unassign", login, world.kader[0], world.next_post)
    assert server.ask("weights", login, world.next_post, "Laras Wulandari") == {"kg": []}

    phone.go_online().go_home()
    expect(phone.sync()).to_contain_text(re.compile("Selesai"))
    assert server.ask("weights", login, world.next_post, "Laras Wulandari") == {"kg": [9.4]}
    phone.back()
    phone.sync_home()
    expect(phone.heading(world.post)).to_be_visible()
    expect(phone.button("posyandu di HP ini")).not_to_be_visible()
    assert posts_held(phone) == 1
