"""The officer of a puskesmas at a desk, through the real pages."""

import base64
import hmac
import struct
import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

from tests.browser.watch import Watch
from tests.browser.world import Staff


def totp(secret: str, moment: float | None = None) -> str:
    """Six digits of RFC 6238 for a base32 secret."""
    counter = struct.pack(">Q", int((time.time() if moment is None else moment) // 30))
    digest = hmac.digest(base64.b32decode(secret + "=" * (-len(secret) % 8)), counter, "sha1")
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def answer_link(page: Page, words: str, *, exact: bool = True) -> Locator:
    """One of the answers to the request that is open, also one that stands under "Jawaban lain"."""
    answers = page.locator(".answers")
    link = answers.get_by_role("link", name=words, exact=exact).first
    more = answers.locator("details:not([open]) > summary")
    expect(answers.locator("a").first).to_be_visible()
    if not link.is_visible() and more.count():
        more.click()
    return link


class Desk(Protocol):
    """Who gives codes and compares words."""

    def code_for(self, kader: str) -> str:
        """An enrolment code for a kader."""

    def accept_phone(self, words: list[str]) -> None:
        """The phone that shows `words` is one of ours."""


@dataclass
class Office:
    """A signed-in officer with one page."""

    page: Page
    who: Staff
    watch: Watch

    def sign_in(self) -> "Office":
        """Password, then the six digits of the authenticator app."""
        page = self.page
        page.goto("/akun/masuk/")
        page.get_by_label("Nama pengguna").fill(self.who.login)
        page.get_by_label("Kata sandi").fill(self.who.password)
        page.get_by_role("button", name="Lanjut", exact=True).click()
        page.get_by_label("Kode enam angka").fill(totp(self.who.totp))
        page.get_by_role("button", name="Masuk", exact=True).click()
        expect(page.get_by_text(self.who.name).first).to_be_visible()
        return self

    def open(self, path: str) -> Page:
        """Go to a page of the puskesmas."""
        self.page.goto(path)
        return self.page

    def code_for(self, kader: str) -> str:
        """Make an enrolment code for a kader; the page with the three words stays open."""
        self.open("/puskesmas/kader/")
        self.page.get_by_role("link", name=kader).first.click()
        self.page.get_by_role("button", name="Buat kode untuk HP").click()
        return self.page.locator(".enrol-code").inner_text()

    def accept_phone(self, words: list[str]) -> None:
        """The words came up by themselves; accept when they are the phone's."""
        shown = self.page.locator(".words span")
        expect(shown).to_have_text(words, timeout=10_000)
        self.page.get_by_role("button", name="Sama, terima HP ini").click()
        expect(self.page.get_by_text("diterima.")).to_be_visible()

    def answer(self, action: str, *, day: int | None = None, note: str = "") -> None:
        """Answer the referral that is open. `day`: the appointment, so many days from today."""
        answer_link(self.page, action).click()
        form = self.page.locator("#jawab")
        if day is not None:
            form.get_by_label("Tanggal").fill((date.today() + timedelta(days=day)).isoformat())
            form.get_by_label("Jam").fill("09:00")
        if note:
            form.get_by_label("Pesan").fill(note)
        form.get_by_role("button", name="Kirim: ").click()
        expect(self.page.locator(".timeline").last).to_contain_text(note)
