"""A frightened citizen asks for a call: one thing after the other, nothing lost, no hour in which nobody calls."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.fixtures import Contexts
from tests.browser.test_office_pages import look
from tests.browser.test_self_check import (
    SRQ,
    answer,
    back,
    begin,
    clinic,
    leave_contact,
    leaves_from_here,
    picture,
    receipt_of,
    visitor,
)

__all__ = ["clinic"]


def test_back_from_the_form_of_a_call_returns_to_the_result(contexts: Contexts, clinic: dict[str, Any]) -> None:
    """After a red answer the call comes first; Back shows the result again, then the question, and never leaves."""
    page = visitor(contexts)
    begin(page, "Cek lengkap")
    answer(page, "Tidak", 16)
    page.locator("fieldset.sc-question:visible").get_by_label("Ya", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Minta ditelepon puskesmas").click()
    expect(page.get_by_label("Nama panggilan")).to_be_focused()
    order = page.locator("#lanjut").inner_text()
    assert order.index("Mau ditelepon") < order.index("Tempat yang bisa membantu") < order.index("Cek lagi")
    back(page)
    expect(page.get_by_role("heading", name="Anda tidak sendirian", level=1)).to_be_focused()
    back(page)
    expect(page.locator("[data-progress]")).to_have_text(f"Pertanyaan 17 dari {SRQ}")


def test_only_hours_in_which_this_puskesmas_calls_are_offered(contexts: Contexts, clinic: dict[str, Any]) -> None:
    """The kecamatan says who calls when; sent twice without a signal, what was typed stays and one request is made."""
    page = visitor(contexts)
    page.goto("/cek-diri/hubungi/")
    page.locator("#id_district").select_option(label=clinic["district"])
    expect(page.locator("[data-hours-said]")).to_contain_text("menelepon")
    expect(page.get_by_label("Malam, 18.00 sampai 21.00")).to_be_hidden()
    page.context.set_offline(True)
    leave_contact(page, clinic["district"])
    expect(page.get_by_role("alert")).to_contain_text("Belum ada sinyal")
    page.context.set_offline(False)
    page.get_by_role("button", name="Minta ditelepon", exact=True).dblclick()
    receipt_of(page)
    expect(page.get_by_text("antara pukul").or_(page.get_by_text("sebelum pukul"))).to_be_visible()


def test_the_number_and_pin_are_kept_in_words_that_say_nothing(contexts: Contexts, clinic: dict[str, Any]) -> None:
    """Back asks first, the quick exit first in it; a text says a number and an address; then Back leaves."""
    page = visitor(contexts)
    page.goto("/cek-diri/hubungi/")
    leave_contact(page, clinic["district"])
    number, pin = receipt_of(page)
    back(page)
    asked = page.get_by_role("dialog")
    expect(asked.get_by_role("heading", name="Sudah menyimpan nomor dan PIN?")).to_be_focused()
    leaves_from_here(page, asked)
    assert not look(page), look(page)
    picture(page, "receipt-back")
    asked.get_by_role("button", name="Kembali ke nomor saya").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Simpan di HP").click()
    assert saved.value.suggested_filename == "catatan.txt"
    kept = Path(saved.value.path()).read_text(encoding="utf-8")
    assert kept == f"Nomor {number}\nPIN {pin}\n{urlsplit(page.url).netloc}\n"
    expect(page.get_by_role("status").filter(has_text="catatan")).to_be_visible()
    page.evaluate("history.back()")
    expect(page).to_have_url("about:blank")


def test_a_copied_receipt_stays_in_sight_where_the_request_stands(contexts: Contexts, clinic: dict[str, Any]) -> None:
    """Copied, it is two lines and an address; the way to the request types nothing and loses nothing."""
    page = visitor(contexts)
    page.goto("/cek-diri/hubungi/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    leave_contact(page, clinic["district"])
    number, pin = receipt_of(page)
    page.get_by_role("button", name="Lihat permintaan saya").click()
    expect(page.get_by_role("heading", name="Permintaan saya")).to_be_focused()
    expect(page.locator("[data-pin]")).to_have_text(pin)
    assert not look(page), look(page)
    page.get_by_role("button", name="Salin").click()
    expect(page.get_by_role("status").filter(has_text="Sudah disalin")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"Nomor {number}\nPIN {pin}\n")


def test_an_answer_that_fails_loses_nothing_that_was_typed(contexts: Contexts, clinic: dict[str, Any]) -> None:
    """A page that is none of ours answers, a hotspot say: kind words, the form as it was; the next press sends it."""
    page = visitor(contexts)
    page.goto("/cek-diri/hubungi/")
    page.route("**/cek-diri/hubungi/", lambda route: route.fulfill(body="<p>Masuk ke WiFi</p>"), times=1)
    leave_contact(page, clinic["district"])
    expect(page.get_by_role("alert")).to_contain_text("belum terkirim")
    expect(page.get_by_label("Nama panggilan")).to_have_value("Bunga")
    page.get_by_role("button", name="Minta ditelepon", exact=True).click()
    receipt_of(page)


def test_a_fault_of_the_server_is_not_called_a_missing_signal(contexts: Contexts, clinic: dict[str, Any]) -> None:
    """Its page does not take the place of what was typed, and the words say whose fault it is."""
    page = visitor(contexts)
    contexts.open[-1][1].allowed = ("answer 500",)
    page.goto("/cek-diri/hubungi/")
    fault = "<main>Ada gangguan</main>"
    page.route("**/cek-diri/hubungi/", lambda route: route.fulfill(status=500, body=fault), times=1)
    leave_contact(page, clinic["district"])
    expect(page.get_by_role("alert")).to_contain_text("gangguan di sistem kami")
    expect(page.get_by_label("Nama panggilan")).to_have_value("Bunga")
    assert not look(page), look(page)
    page.get_by_role("button", name="Minta ditelepon", exact=True).click()
    receipt_of(page)


def test_a_line_that_hangs_is_given_up_and_may_be_tried_again(contexts: Contexts, clinic: dict[str, Any]) -> None:
    """A second press meanwhile sends nothing; then the page says so, and the next press makes the request."""
    page = visitor(contexts)
    sent: list[str] = []
    page.clock.install()
    page.goto("/cek-diri/hubungi/")
    page.route("**/cek-diri/hubungi/", lambda route: sent.append(route.request.method))
    leave_contact(page, clinic["district"])
    expect(page.locator("main")).to_have_attribute("aria-busy", "true")
    page.get_by_role("button", name="Minta ditelepon", exact=True).click()
    page.clock.fast_forward("00:31")
    expect(page.get_by_role("alert")).to_contain_text("belum terkirim")
    expect(page.get_by_label("Nama panggilan")).to_have_value("Bunga")
    assert sent == ["POST"]
    page.unroute("**/cek-diri/hubungi/")
    page.get_by_role("button", name="Minta ditelepon", exact=True).click()
    receipt_of(page)


@pytest.mark.parametrize("age", ["abc", "120"])
def test_an_age_that_cannot_be_read_is_said_beside_the_box(contexts: Contexts, age: str) -> None:
    """At once, in kind words, and gone with the next letter."""
    page = visitor(contexts)
    begin(page, "Cek singkat", age)
    expect(page.get_by_role("alert")).to_contain_text("Umurnya belum terbaca")
    expect(page.get_by_label("Umur Anda")).to_be_focused()
    assert not look(page), look(page)
    picture(page, f"age-{age}")
    page.get_by_label("Umur Anda").fill("30")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Lanjut").click()
    expect(page.locator("[data-progress]")).to_have_text("Pertanyaan 1 dari 4")
