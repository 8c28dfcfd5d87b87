"""A kader's phone: one browser context with its own storage, driven through the real screens."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.watch import Watch

if TYPE_CHECKING:
    from tests.browser.office import Desk

PIN = "482913"


@dataclass
class Phone:
    """One phone."""

    context: BrowserContext
    watch: Watch
    page: Page
    pin: str = PIN

    # Becoming a kader's phone -----------------------------------------------------------------------------------------

    def start(self) -> "Phone":
        """Open the application, as from its icon on the home screen."""
        self.page.goto("/kader/")
        return self

    def enrol(self, office: "Desk", kader: str) -> "Phone":
        """The whole enrolment: code, three words compared, PIN, first sync, today's list."""
        self.start()
        self.type_code(office.code_for(kader))
        office.accept_phone(self.words())
        self.choose_pin()
        expect(self.home).to_be_visible(timeout=15_000)
        return self

    def type_code(self, code: str) -> None:
        """The officer's code, typed."""
        self.page.get_by_label("Kode pendaftaran").fill(code)
        self.button("Daftarkan HP ini").click()

    def words(self) -> list[str]:
        """The three words on the screen."""
        expect(self.page.locator(".words li")).to_have_count(3, timeout=15_000)
        return self.page.locator(".words li").all_inner_texts()

    def choose_pin(self, pin: str | None = None) -> None:
        """A PIN, typed twice."""
        self.pin = pin or self.pin
        expect(self.heading("Pilih PIN enam angka")).to_be_visible(timeout=10_000)
        self.dial(self.pin)
        expect(self.heading("Ketik PIN sekali lagi")).to_be_visible()
        self.dial(self.pin)

    def dial(self, digits: str) -> None:
        """Six digits on the pad."""
        for digit in digits:
            self.page.locator(".pinpad").get_by_role("button", name=digit, exact=True).click()

    def unlock(self) -> "Phone":
        """Type the PIN; today's list opens."""
        self.dial(self.pin)
        expect(self.home).to_be_visible()
        return self

    # Network ----------------------------------------------------------------------------------------------------------

    def go_offline(self) -> "Phone":
        """No signal, for pages and service worker alike."""
        self.watch.cut = True
        self.context.set_offline(True)
        return self

    def go_online(self) -> "Phone":
        """Signal again."""
        self.context.set_offline(False)
        self.watch.cut = False
        return self

    def ready_for_offline(self) -> "Phone":
        """Wait until the application itself is stored on the phone, as its first start does."""
        self.page.evaluate("async () => { await navigator.serviceWorker.ready }")
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        return self

    def cold_start(self) -> "Phone":
        """The browser closed the application; it is opened again and asks for the PIN."""
        self.page.close()
        self.page = self.context.new_page()
        self.start()
        return self.unlock()

    def sync(self) -> Locator:
        """*Sinkronkan sekarang* on the safety page; gives the sentence that it ends with."""
        self.open_safety()
        return self.sync_again()

    def sync_again(self) -> Locator:
        """*Sinkronkan sekarang* where the safety page is open already."""
        self.button("Sinkronkan sekarang").click()
        done = self.page.get_by_role("status").filter(has_text=re.compile("Selesai[.:]|Belum berhasil"))
        expect(done).to_be_visible(timeout=15_000)
        return done

    def sync_home(self) -> "Phone":
        """Sync, see that it went well, return home."""
        expect(self.sync()).to_contain_text("Selesai")
        self.back()
        return self

    def open_safety(self) -> None:
        """By the state in the head of every screen."""
        self.page.locator("button.safety").click()
        expect(self.heading("Keamanan data")).to_be_visible()

    # The day ----------------------------------------------------------------------------------------------------------

    @property
    def home(self) -> Locator:
        """Something that only home of the day shows."""
        return self.page.get_by_role("heading", name="Antre")

    def open_day(self) -> "Phone":
        """Open today's session."""
        self.button("Buka hari ini").first.click()
        expect(self.heading("Buka hari posyandu")).to_be_visible()
        self.button("Buka hari ini").click()
        expect(self.home).to_be_visible()
        return self

    def choose_post(self, name: str) -> "Phone":
        """Another of the phone's posts: two taps from home."""
        self.button("posyandu di HP ini").click()
        self.page.get_by_role("main").get_by_role("button", name=name).click()
        expect(self.home).to_be_visible()
        expect(self.heading(name)).to_be_visible()
        return self

    def find(self, name: str) -> "Phone":
        """Search and choose a person; where that leads is the screen's business."""
        self.button("Cari nama").click()
        self.page.get_by_label("Nama, nama ibu, RT, atau akhir NIK").fill(name)
        self.page.get_by_role("main").get_by_role("button", name=re.compile(f"^{name}")).first.click()
        expect(self.heading(name)).to_be_visible()
        return self

    def step(self, number: int) -> "Phone":
        """Choose one of the five steps of the open card."""
        self.page.get_by_role("navigation", name="Lima langkah").get_by_role("button").nth(number - 1).click()
        return self

    def save(self) -> "Phone":
        """Save the step that is open; what it means, or the next step, stands then."""
        self.button("Simpan, berikutnya").click()
        saved, asked = self.text(": tersimpan"), self.text("simpan sekali lagi")
        expect(saved.or_(asked).last).to_be_visible()
        if asked.is_visible():  # an unlikely figure is asked about once
            self.button("Simpan, berikutnya").click()
        expect(saved.last).to_be_visible()
        return self.settled()

    def go_home(self) -> "Phone":
        """Back, as often as it takes."""
        while not self.settled().home.is_visible():
            self.back()
        return self

    def settled(self) -> "Phone":
        """What the last tap set going has been written, and the screen that follows stands."""
        expect(self.page.locator(".app")).to_have_attribute("aria-busy", "false")
        return self

    def field(self, label: str) -> Locator:
        """A field by its words."""
        return self.page.get_by_label(label, exact=True)

    def key_back(self) -> None:
        """The phone's own key, once what was tapped before it has been written: until then the screen holds still."""
        self.settled().page.go_back()

    def back(self) -> None:
        """One screen back."""
        self.button("Kembali").first.click()

    # Words on the screen ----------------------------------------------------------------------------------------------

    def button(self, words: str) -> Locator:
        """A button by its words."""
        return self.page.get_by_role("button", name=words)

    def send_referral(self) -> None:
        """The family was asked and agrees; then it is sent."""
        self.page.locator("label.choice", has_text="Ya, setuju").click()
        self.button("Kirim rujukan").click()

    def heading(self, words: str) -> Locator:
        """A heading by its words."""
        return self.page.get_by_role("heading", name=words)

    def text(self, words: str | re.Pattern[str]) -> Locator:
        """Anything that says `words`."""
        return self.page.get_by_text(words)

    @contextmanager
    def no_signal(self) -> Iterator["Phone"]:
        """Offline inside the block."""
        self.go_offline()
        yield self
        self.go_online()
