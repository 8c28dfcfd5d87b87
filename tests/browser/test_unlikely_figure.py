"""A figure that cannot be right is asked about before it is kept, also when the hand goes from the keypad to Save."""

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone


@pytest.fixture
def scale(phone: Phone) -> Phone:
    """A child stands at the scale, and somebody forgets the comma."""
    phone.open_day().find("Gita").step(2)
    phone.field("Berat badan").fill("860")
    phone.button("Simpan, berikutnya").click()
    return phone


def test_the_first_tap_asks_and_the_corrected_figure_is_kept(scale: Phone) -> None:
    """The question has the hand; nothing is saved."""
    expect(scale.text("di luar kisaran")).to_be_visible()
    expect(scale.button("Sudah benar")).to_be_focused()
    expect(scale.text(": tersimpan")).to_have_count(0)
    scale.field("Berat badan").fill("8,6")
    scale.button("Simpan, berikutnya").click()
    expect(scale.text(": tersimpan").last).to_be_visible()


def test_whoever_has_seen_the_question_may_save(scale: Phone) -> None:
    """It never blocks: the second tap keeps what stands there."""
    expect(scale.text("simpan sekali lagi")).to_be_visible()
    scale.button("Simpan, berikutnya").click()
    expect(scale.text(": tersimpan").last).to_be_visible()


def test_an_answered_question_is_not_asked_again(scale: Phone) -> None:
    """*Sudah benar* is an answer to this figure, not to the next."""
    scale.button("Sudah benar").click()
    scale.field("Berat badan").fill("870")
    scale.button("Sudah benar").click()
    scale.button("Simpan, berikutnya").click()
    expect(scale.text(": tersimpan").last).to_be_visible()
