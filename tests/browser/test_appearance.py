"""Language and look: chosen once, kept over a restart without signal, and never half of each on one screen."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone

INDONESIAN = re.compile(r"\b(yang|dan|di|ini|itu|belum|sudah|dari|untuk|dengan|tidak|hari|anda|ke|atau|oleh)\b", re.I)
"""Words that no Indonesian screen does without, and no English one has."""
ENGLISH = re.compile(r"\b(the|and|of|is|are|not|your|from|this|with|for|when|by|on)\b", re.I)
DARK, LIGHT = "rgb(20, 23, 43)", "rgb(250, 248, 244)"
"""The paper of the two looks (docs of the tokens: #14172B, #FAF8F4)."""


def screens(phone: Phone, find: str, settings: str, back: str) -> Iterator[str]:
    """The words of home, search, settings and the safety page, in whatever language they stand."""
    main = phone.page.locator(".app")
    yield main.inner_text()
    for opener in (phone.button(find), phone.button(settings), phone.page.locator("button.safety")):
        opener.first.click()
        expect(phone.button(back).first).to_be_visible()
        yield main.inner_text()
        phone.button(back).first.click()
        expect(phone.button(find)).to_be_visible()


def strange(text: str, words: re.Pattern[str]) -> list[str]:
    """Lines that hold a word of the other language; names of people, posts and languages are nobody's language."""
    return [line for line in text.splitlines() if words.search(line) and "Posyandu" not in line]


def restart(phone: Phone) -> None:
    """Closed by the browser, opened again without signal: the lock stands there."""
    phone.settled().page.close()
    phone.page = phone.context.new_page()
    phone.start()
    expect(phone.page.locator(".pinpad")).to_be_visible()


def test_english_is_chosen_and_stays_without_signal(phone: Phone) -> None:
    """At once on the page, on its root, and from the lock screen on after a restart offline; and back again."""
    html = phone.page.locator("html")
    expect(html).to_have_attribute("lang", "id")
    assert not [
        line for text in screens(phone, "Cari nama", "Pengaturan", "Kembali") for line in strange(text, ENGLISH)
    ]
    phone.button("Pengaturan").click()
    phone.page.get_by_text("English", exact=True).click()
    expect(phone.heading("Settings")).to_be_visible()
    expect(html).to_have_attribute("lang", "en")
    phone.go_offline()
    restart(phone)
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    expect(phone.heading("your PIN")).to_be_visible()
    assert not strange(phone.page.locator("body").inner_text(), INDONESIAN)
    phone.dial(phone.pin)
    expect(phone.heading("Waiting")).to_be_visible()
    found = [line for text in screens(phone, "Find a name", "Settings", "Back") for line in strange(text, INDONESIAN)]
    assert not found
    phone.button("Settings").click()
    phone.page.get_by_text("Bahasa Indonesia", exact=True).click()
    expect(phone.heading("Pengaturan")).to_be_visible()
    expect(phone.page.locator("html")).to_have_attribute("lang", "id")


@pytest.mark.parametrize(
    ("scheme", "choose", "before", "after"), [("light", "Gelap", LIGHT, DARK), ("dark", "Terang", DARK, LIGHT)]
)
def test_a_look_is_chosen_against_the_phones_own_and_stays(
    phone: Phone, scheme: Literal["light", "dark"], choose: str, before: str, after: str
) -> None:
    """Colours change with the choice, hold on the lock screen after a restart offline, and follow the phone again."""
    phone.page.emulate_media(color_scheme=scheme)
    expect(phone.page.locator("body")).to_have_css("background-color", before)
    phone.button("Pengaturan").click()
    phone.page.get_by_text(choose, exact=True).click()
    expect(phone.page.locator("body")).to_have_css("background-color", after)
    phone.go_offline()
    restart(phone)
    phone.page.emulate_media(color_scheme=scheme)
    expect(phone.page.locator("body")).to_have_css("background-color", after)
    phone.unlock()
    expect(phone.page.locator("body")).to_have_css("background-color", after)
    phone.button("Pengaturan").click()
    phone.page.get_by_text("Ikut HP", exact=True).click()
    expect(phone.page.locator("body")).to_have_css("background-color", before)
