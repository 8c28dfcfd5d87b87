"""A figure that cannot be right is asked about before it is kept, also when the hand goes from the keypad to Save."""

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone


@pytest.fixture
def scale(phone: Phone) -> Phone:
    """A child stands at the scale."""
    phone.open_day().find("Gita").step(2)
    return phone


def weigh(scale: Phone, figure: str) -> None:
    """Straight from the keypad to Save."""
    scale.field("Berat badan").fill(figure)
    scale.button("Simpan, berikutnya").click()


def test_a_forgotten_comma_is_explained_and_mended_in_one_tap(scale: Phone) -> None:
    """Nobody weighs 860 kg: it is not kept, and what was meant is one tap away."""
    weigh(scale, "860")
    expect(scale.text("860 kg tidak mungkin")).to_be_visible()
    scale.button("Simpan, berikutnya").click()
    expect(scale.text(": tersimpan")).to_have_count(0)
    scale.button("Maksudnya 8,6 kg").click()
    expect(scale.field("Berat badan")).to_have_value("8,6")
    scale.button("Simpan, berikutnya").click()
    expect(scale.text(": tersimpan").last).to_be_visible()


def test_whoever_has_seen_the_question_may_save(scale: Phone) -> None:
    """What a person may have never blocks: the second tap keeps what stands there."""
    weigh(scale, "62")
    expect(scale.text("simpan sekali lagi")).to_be_visible()
    expect(scale.text(": tersimpan")).to_have_count(0)
    scale.button("Simpan, berikutnya").click()
    expect(scale.text(": tersimpan").last).to_be_visible()


def test_an_answered_question_is_not_asked_again(scale: Phone) -> None:
    """*Sudah benar* is an answer to this figure, not to the next."""
    weigh(scale, "62")
    scale.button("Sudah benar").click()
    scale.field("Berat badan").fill("63")
    scale.button("Sudah benar").click()
    scale.button("Simpan, berikutnya").click()
    expect(scale.text(": tersimpan").last).to_be_visible()
