"""An outbox leaves its phone as a file: a colleague or the officer's page brings it in, and nobody can read it."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.fixtures import Server
from tests.browser.office import Desk, Office
from tests.browser.phone import Phone
from tests.browser.test_phone_accessible import look
from tests.browser.world import World

WEIGHED = {"kg": [9.9]}
AGAIN = re.compile("sudah ada", re.I)


def work_offline(phone: Phone) -> None:
    """Two entries that no server has seen: the day is opened and a child is weighed."""
    phone.open_day().go_offline()
    phone.find("Hafiz").step(2)
    phone.field("Berat badan").fill("9,9")
    phone.save()
    phone.go_home()


def take_file(phone: Phone, folder: Path) -> Path:
    """The backup, in at most two taps from where the phone is."""
    with phone.page.expect_download() as coming:
        phone.button("Simpan/kirim cadangan isian").click()
    expect(phone.text("ada di folder unduhan")).to_be_visible()
    target = folder / coming.value.suggested_filename
    coming.value.save_as(target)
    return target


def carry(phone: Phone, *files: Path) -> None:
    """Take files in on a colleague's phone."""
    phone.open_safety()
    phone.button("Bawakan isian HP lain").click()
    expect(phone.heading("Bawakan isian HP lain")).to_be_visible()
    phone.page.locator("input[type=file]").set_input_files(list(files))


def test_a_colleague_delivers_what_she_cannot_read(
    phone: Phone, new_phone: Callable[..., Phone], desk: Desk, server: Server, world: World, tmp_path: Path
) -> None:
    """File from the safety page, carried offline, delivered by itself; the first phone's own sync doubles nothing."""
    work_offline(phone)
    phone.open_safety()
    expect(phone.text("isian belum sampai di puskesmas")).to_be_visible()
    expect(phone.text("hanya dapat dibuka oleh server")).to_be_visible()
    file = take_file(phone, tmp_path)
    assert re.fullmatch(r"simpul-[0-9a-f]{6}-\d{4}-\d\d-\d\d\.simpul", file.name)
    text = file.read_text(encoding="utf-8")
    assert json.loads(text)["format"] == "simpul-outbox-1"
    assert not any(word in text for word in ("Hafiz", "9.9", "visit", world.kader[0]))

    colleague = new_phone().enrol(desk, world.kader[1]).ready_for_offline()
    colleague.go_offline()
    carry(colleague, file)
    expect(colleague.text("isian menunggu sinyal")).to_be_visible()
    colleague.cold_start()
    colleague.go_online().open_safety()
    colleague.button("Sinkronkan sekarang").click()
    expect(colleague.page.get_by_role("status").filter(has_text="Selesai")).to_be_visible(timeout=15_000)
    colleague.button("Bawakan isian HP lain").click()
    expect(colleague.text("isian sudah diterima server")).to_be_visible()
    assert server.ask("weights", world.officer.login, world.post, "Hafiz Ramadhan") == WEIGHED

    phone.go_online()
    expect(phone.sync_again()).to_contain_text("Selesai")
    assert server.ask("weights", world.officer.login, world.post, "Hafiz Ramadhan") == WEIGHED


def test_a_file_from_the_lock_screen_is_put_on_the_officers_page(
    phone: Phone, office: Office, server: Server, world: World, tmp_path: Path
) -> None:
    """Without the PIN the work can still leave the phone; the officer uploads it, and it counts."""
    work_offline(phone)
    phone.button("Kunci HP").click()
    phone.button("belum terkirim: simpan cadangannya").click()
    file = take_file(phone, tmp_path)
    phone.back()
    expect(phone.page.locator(".pinpad")).to_be_visible()

    page = office.open("/puskesmas/berkas/")
    page.get_by_label("Berkas .simpul").set_input_files(file)
    page.get_by_role("button", name="Unggah dan lihat sampulnya").click()
    page.get_by_role("button", name="Masukkan semua").click()
    expect(page.get_by_text("baru masuk")).to_be_visible()
    assert server.ask("weights", world.officer.login, world.post, "Hafiz Ramadhan") == WEIGHED


def upload(office: Office, *files: Path) -> None:
    """On the officer's page: put there, covers looked at."""
    page = office.open("/puskesmas/berkas/")
    page.get_by_label("Berkas .simpul").set_input_files(list(files))
    page.get_by_role("button", name="Unggah dan lihat sampulnya").click()


def test_a_file_dropped_twice_counts_once_and_a_damaged_one_is_said_kindly(
    phone: Phone, office: Office, server: Server, world: World, tmp_path: Path
) -> None:
    """The officer cannot do harm: the same file again adds nothing, a cut one is named and spoils no other."""
    work_offline(phone)
    phone.open_safety()
    file = take_file(phone, tmp_path)
    upload(office, file)
    page = office.page
    page.get_by_role("button", name="Masukkan semua").click()
    expect(page.get_by_text("baru masuk")).to_have_count(1)
    assert server.ask("weights", world.officer.login, world.post, "Hafiz Ramadhan") == WEIGHED

    cut = tmp_path / "terpotong.simpul"
    cut.write_text(file.read_text(encoding="utf-8")[:-50], encoding="utf-8")
    upload(office, file, cut)
    expect(page.get_by_text("rusak di jalan. Minta HP menyimpannya sekali lagi.")).to_be_visible()
    assert not look(page, "files-damaged")
    page.get_by_role("button", name="Masukkan semua").click()
    expect(page.get_by_text(AGAIN)).to_be_visible()
    expect(page.get_by_text("baru masuk")).to_have_count(1)
    assert server.ask("weights", world.officer.login, world.post, "Hafiz Ramadhan") == WEIGHED

    phone.go_online()
    expect(phone.sync_again()).to_contain_text("Selesai")
    assert server.ask("weights", world.officer.login, world.post, "Hafiz Ramadhan") == WEIGHED


def test_a_file_that_is_none_says_so(phone: Phone, tmp_path: Path) -> None:
    """Another kind of file and a cut one are refused in words; nothing is taken in."""
    work_offline(phone)
    phone.open_safety()
    whole = take_file(phone, tmp_path)
    picture = tmp_path / "foto.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0 not ours")
    cut = tmp_path / "terpotong.simpul"
    cut.write_text(whole.read_text(encoding="utf-8")[:-50], encoding="utf-8")
    phone.back()
    carry(phone, picture)
    expect(phone.page.get_by_role("alert").filter(has_text="bukan berkas cadangan")).to_be_visible()
    phone.page.locator("input[type=file]").set_input_files(cut)
    expect(phone.page.get_by_role("alert").filter(has_text="rusak atau terpotong")).to_be_visible()
    expect(phone.text("Belum ada berkas yang dibawakan.")).to_be_visible()


SHARE = """async ([name, text]) => {
  const form = new FormData();
  form.append('berkas', new File([text], name, { type: 'text/plain' }));
  const answer = await fetch('/kader/bawakan', { method: 'POST', body: form, redirect: 'manual' });
  return answer.type;
}"""
"""What the phone's share sheet does with a file that a messenger holds."""


def test_a_file_shared_from_a_messenger_opens_where_it_belongs(
    phone: Phone, new_phone: Callable[..., Phone], desk: Desk, world: World, tmp_path: Path
) -> None:
    """Shared with Simpul, taken in without a server, waiting behind the PIN."""
    work_offline(phone)
    phone.open_safety()
    file = take_file(phone, tmp_path)
    colleague = new_phone().enrol(desk, world.kader[1]).ready_for_offline()
    colleague.go_offline()
    shared = colleague.page.evaluate(SHARE, [f"{file.name}.txt", file.read_text(encoding="utf-8")])
    assert shared == "opaqueredirect"
    colleague.page.close()
    colleague.page = colleague.context.new_page()
    colleague.page.goto("/kader/#/bawakan")
    colleague.dial(colleague.pin)
    expect(colleague.heading("Bawakan isian HP lain")).to_be_visible()
    expect(colleague.text("dibawakan.").first).to_be_visible()
    expect(colleague.text("isian menunggu sinyal")).to_be_visible()
