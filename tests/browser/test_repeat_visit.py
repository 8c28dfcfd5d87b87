"""A toddler who comes every month: at most 12 taps, digits not counted, without signal."""

from playwright.sync_api import Page, expect

from tests.browser.phone import Phone

MOST_TAPS = 12
MOST_TAPS_ALL_STEPS = 16
"""Our own limit for one kader who does all five steps alone; the programme's limit is for the measuring table."""

COUNT_TAPS = """() => {
  window.taps = 0;
  const isTap = (event) => event.isTrusted && (event.type !== 'keydown' || event.key === 'Enter');
  const count = (event) => { if (isTap(event)) window.taps++; };
  for (const type of ['pointerdown', 'keydown']) window.addEventListener(type, count, true);
}"""
"""A tap is a finger on the screen, or the keypad's own Next key. Letters and digits are typing."""


def test_a_repeat_visit_takes_at_most_twelve_taps(phone: Phone) -> None:
    """From home of the day to the next person: find, measure, see what it means, show the mother."""
    page = phone.open_day().page
    page.get_by_label("Meja saya").select_option("2")
    phone.go_offline()
    page.evaluate(COUNT_TAPS)
    find(phone, "Aisyah Putri")
    measure(page, ["9,6", "76,4", "45,6", "14,2"])
    phone.button("Simpan, berikutnya").click()
    expect(page.get_by_role("heading", name="Naik")).to_be_visible()
    expect(page.get_by_role("img", name="Berat menurut umur")).to_be_visible()
    phone.button("Tunjukkan ke ibu").click()
    expect(page.get_by_text("Di rumah:")).to_be_visible()
    phone.button("Selesai").click()
    phone.button("Orang berikutnya").click()
    expect(phone.home).to_be_visible()
    assert taps(page) <= MOST_TAPS


def test_one_kader_alone_does_all_five_steps(phone: Phone) -> None:
    """Every question asked, nothing skipped; the child ends as done."""
    page = phone.open_day().page
    phone.go_offline()
    page.evaluate(COUNT_TAPS)
    find(phone, "Aisyah Putri")
    measure(page, ["9,6", "76,4", "45,6", "14,2"])
    phone.button("Simpan, berikutnya").click()
    phone.button("Langkah 3: Catat").last.click()
    for question in ("MP-ASI sesuai umur", "Makan protein hewani", "Ceklis perkembangan"):
        page.get_by_role("radiogroup", name=question).get_by_text("Ya", exact=True).click()
    phone.button("Simpan, berikutnya").click()
    phone.button("Tidak ada (").click()
    phone.button("Simpan, berikutnya").click()
    expect(page.get_by_role("heading", name="Saran untuk umur ini")).to_be_visible()
    page.locator("button.choice").first.click()
    phone.button("Simpan, berikutnya").click()
    expect(phone.home).to_be_visible()
    expect(page.locator(".stat", has_text="selesai")).to_contain_text("1")
    assert taps(page) <= MOST_TAPS_ALL_STEPS


def find(phone: Phone, name: str) -> None:
    """Type the beginning of a name, badly spelt, and choose."""
    phone.button("Cari nama").click()
    expect(phone.page.locator("main input").first).to_be_focused()
    phone.page.keyboard.type("aisa")
    phone.page.get_by_role("main").get_by_role("button", name=name).click()


def measure(page: Page, figures: list[str]) -> None:
    """Type each figure; the keypad's Next leads to the following field. The first has the cursor already."""
    expect(page.get_by_label("Berat badan", exact=True)).to_be_focused()
    for place, figure in enumerate(figures):
        page.keyboard.type(figure)
        if place < len(figures) - 1:
            page.keyboard.press("Enter")
    expect(page.locator(".measure-box input").last).to_have_value(figures[-1])


def taps(page: Page) -> int:
    """How many taps since the counting began."""
    count: int = page.evaluate("() => window.taps")
    print(f"taps: {count}")
    return count
