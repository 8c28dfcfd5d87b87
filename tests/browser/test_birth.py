"""From a new pregnancy to the newborns' first visits: offline, in one step each, and seen at the puskesmas."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser.office import Desk, Office
from tests.browser.phone import Phone
from tests.browser.test_phone_accessible import look
from tests.browser.world import World

MOTHER = "Rahma Dewi"
LATE_IN_PREGNANCY = timedelta(days=259)


def register(phone: Phone) -> None:
    """A mother-to-be, alone on the form, 37 weeks along."""
    phone.button("Keluarga baru").click()
    phone.field("Nama ibu").fill(MOTHER)
    phone.page.get_by_role("radiogroup", name="Ibu sedang hamil?").get_by_text("Ya", exact=True).click()
    phone.field("Hari pertama haid terakhir (HPHT)").fill((date.today() - LATE_IN_PREGNANCY).isoformat())
    phone.button("Simpan keluarga").click()
    expect(phone.page.get_by_role("heading", name=MOTHER, exact=True)).to_be_visible()
    phone.settled()


def pregnancy_page(phone: Phone) -> None:
    """Her pregnancy, or the time after it, from her page."""
    phone.page.get_by_role("button", name="Kehamilan", exact=True).click()


def section(phone: Phone, heading: str) -> Locator:
    """The card under a heading."""
    return phone.page.locator("section.card", has=phone.page.get_by_role("heading", name=heading))


def baby(phone: Phone, number: int) -> Locator:
    """The fields of one baby."""
    return phone.page.get_by_role("group", name=f"Bayi ke-{number}")


def record_contact(phone: Phone, code: str, place: str, helper: str) -> None:
    """A contact of today, with where and by whom."""
    phone.page.get_by_role("button", name=f"Catat {code}").first.click()
    form = phone.page.locator("div.question", has=phone.page.get_by_label(f"Tanggal {code}"))
    form.get_by_label("Di mana").select_option(place)
    form.get_by_label("Oleh siapa").select_option(helper)
    form.get_by_role("button", name="Simpan").click()
    expect(phone.text(f"{code} tercatat").last).to_be_visible()
    phone.settled()


def give_birth_to_twins(phone: Phone) -> None:
    """A girl without a name yet and a boy, in one step."""
    phone.button("Kehamilan selesai").click()
    phone.page.get_by_text("Lahir", exact=True).click()
    phone.field("Jam lahir").fill("03:40")
    phone.field("Tempat melahirkan").select_option("puskesmas")
    phone.field("Yang menolong").select_option("bidan")
    phone.field("Cara melahirkan").select_option("normal")
    phone.page.get_by_text("Sehat", exact=True).click()
    phone.button("Kembar? Tambah bayi").click()
    baby(phone, 1).get_by_text("Perempuan", exact=True).click()
    baby(phone, 1).get_by_label("Berat lahir (kg)").fill("2,4")
    expect(baby(phone, 1).get_by_text("Bayi kecil perlu lebih hangat")).to_be_visible()
    for given in ("Inisiasi menyusu dini (IMD)", "Imunisasi HB0"):
        baby(phone, 1).get_by_role("radiogroup", name=given).get_by_text("Ya", exact=True).click()
    baby(phone, 2).get_by_label("Nama").fill("Zidan Rahman")
    baby(phone, 2).get_by_text("Laki-laki", exact=True).click()
    baby(phone, 2).get_by_label("Berat lahir (kg)").fill("2,6")
    phone.button("Simpan").last.click()
    expect(phone.page.get_by_role("heading", name="Ibu nifas", exact=True)).to_be_visible()
    phone.settled()


def measure_and_refer(phone: Phone) -> None:
    """Thin, with high blood pressure: sent to the puskesmas at once."""
    phone.find(MOTHER).step(2)
    phone.field("Berat badan").fill("61,5")
    phone.field("Lingkar lengan atas (LiLA)").fill("22,8")
    phone.field("Tekanan darah atas (sistole)").fill("146")
    phone.field("Tekanan darah bawah (diastole)").fill("94")
    phone.save()
    phone.button("Rujuk sekarang").click()
    phone.send_referral()
    expect(phone.text("menunggu terkirim").first).to_be_visible()
    phone.go_home()


def test_from_a_new_pregnancy_to_the_first_visits(phone: Phone, office: Office) -> None:
    """Registered, seen and referred; twins born offline; KF1 and both KN1; after the sync all at the puskesmas."""
    phone.open_day().go_offline()
    register(phone)
    phone.go_home()
    measure_and_refer(phone)
    open_person(phone)
    pregnancy_page(phone)
    expect(section(phone, "Tekanan darah")).to_contain_text("146/94 mmHg")
    expect(section(phone, "Yang diterima ibu")).to_contain_text("22,8 cm")
    record_contact(phone, "K1", "puskesmas", "bidan")
    expect(section(phone, "Pemeriksaan oleh bidan")).to_contain_text("1 dari 6 pemeriksaan")
    give_birth_to_twins(phone)
    babies = section(phone, "Bayi")
    expect(babies).to_contain_text(f"By. Ny. {MOTHER} (1)")
    expect(babies).to_contain_text("Zidan Rahman")
    record_contact(phone, "KF1", "puskesmas", "bidan")
    record_contact(phone, "KN1", "puskesmas", "bidan")
    record_contact(phone, "KN1", "puskesmas", "bidan")
    phone.go_online().go_home().sync_home()
    assert wrong_at_the_office(office) == []


def wrong_at_the_office(office: Office) -> list[str]:
    """All of it is at the puskesmas; what is wrong with its pages in both widths."""
    page = office.open("/puskesmas/warga/")
    page.get_by_role("searchbox").fill(MOTHER)
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name=re.compile(f"^{MOTHER}")).first.click()
    episode = page.locator("section", has=page.get_by_role("heading", name="Kehamilan dan nifas"))
    for words in ("146/94 mmHg", "Puskesmas", "Bidan", "Zidan Rahman", "KF1", "KN1", "K1"):
        expect(episode).to_contain_text(words)
    found = [problem for width in (1440, 360) for problem in at_width(page, width, "office-episode")]
    episode.get_by_role("link", name="Zidan Rahman").click()
    expect(page.get_by_role("heading", name="Zidan Rahman")).to_be_visible()
    office.open("/puskesmas/kelahiran-kematian/")
    expect(page.get_by_role("row", name=MOTHER)).to_contain_text("Zidan Rahman")
    found += [problem for width in (1440, 360) for problem in at_width(page, width, "office-births")]
    return found


def at_width(page: Page, width: int, name: str) -> list[str]:
    """What is wrong with an office page of this width."""
    page.set_viewport_size({"width": width, "height": 900})
    return [f"{name} {width}: {problem}" for problem in look(page, f"{name}-{width}")]


def open_person(phone: Phone) -> None:
    """Her own page."""
    phone.find(MOTHER)
    phone.button("Riwayat").click()
    expect(phone.button("Layani hari ini")).to_be_visible()


def test_two_phones_that_record_one_birth_make_one_child(
    new_phone: Callable[..., Phone], desk: Desk, world: World, office: Office
) -> None:
    """Both offline; the puskesmas sees one pair of twins, and nobody is asked to sort them out."""
    first, second = (new_phone().enrol(desk, kader).ready_for_offline() for kader in world.kader)
    first.open_day()
    register(first)
    first.go_home().sync_home()
    second.sync_home()
    for phone in (first, second):
        phone.go_offline()
        open_person(phone)
        pregnancy_page(phone)
        give_birth_to_twins(phone)
    for phone in (first, second):
        phone.go_online().go_home().sync_home()
    page = office.open("/puskesmas/warga/")
    page.get_by_role("searchbox").fill("Zidan Rahman")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_role("link", name="Zidan Rahman")).to_have_count(1)
    office.open("/puskesmas/tinjauan/")
    expect(page.get_by_role("main")).not_to_contain_text("Zidan Rahman")


def test_a_birth_recorded_by_mistake_is_taken_back(phone: Phone) -> None:
    """The pregnancy goes on, the children leave the list."""
    phone.open_day().go_offline()
    register(phone)
    pregnancy_page(phone)
    give_birth_to_twins(phone)
    phone.page.get_by_text("Salah catat kelahiran").click()
    phone.field("Apa yang salah?").fill("ibu lain")
    phone.button("Batalkan kelahiran ini").click()
    expect(phone.button("Kehamilan selesai")).to_be_visible()
    phone.go_home()
    phone.button("Cari nama").click()
    phone.page.get_by_label("Nama, nama ibu, RT, atau akhir NIK").fill("Zidan Rahman")
    expect(phone.page.get_by_role("main").get_by_role("button", name="Zidan Rahman")).to_have_count(0)


def test_the_screens_of_a_birth_are_accessible(phone: Phone) -> None:
    """Pregnancy, plan, birth, the time after, sad news: no axe violation, nothing wider than the screen."""
    phone.open_day().go_offline()
    register(phone)
    pregnancy_page(phone)
    names = (name for part in (before_birth, after_birth) for name in part(phone))
    found = [f"{name}: {problem}" for name in names for problem in look(phone.page, f"birth-{name}")]
    assert not found, "\n".join(found)


def before_birth(phone: Phone) -> Iterator[str]:
    """The pregnancy with its plan, a danger sign, a stillbirth that is not saved."""
    yield "pregnancy"
    phone.button("Isi rencana").click()
    phone.field("Tempat melahirkan").fill("Puskesmas Sukasari")
    yield "plan-form"
    section(phone, "Rencana persalinan").get_by_role("button", name="Simpan").click()
    expect(section(phone, "Rencana persalinan")).to_contain_text("1 dari 7 sudah disepakati")
    phone.button("Cetak stiker").click()
    yield "plan-print"
    phone.back()
    phone.page.get_by_text("Ibu menyebut tanda bahaya?").click()
    phone.button("Keluar darah").click()
    expect(phone.page.get_by_role("alertdialog")).to_contain_text("Keluar darah")
    yield "danger"
    phone.page.get_by_role("alertdialog").get_by_role("button", name="Salah tekan").click()
    phone.button("Kehamilan selesai").click()
    phone.page.get_by_text("Lahir meninggal", exact=True).click()
    yield "stillbirth"
    phone.back()


def after_birth(phone: Phone) -> Iterator[str]:
    """Twins, the time after, and the mother's death with what the family carries to the office."""
    give_birth_to_twins(phone)
    phone.page.get_by_role("button", name="Catat KF1").click()
    yield "postpartum"
    phone.back()
    phone.page.get_by_text("Pindah atau meninggal").click()
    phone.page.get_by_text("Meninggal", exact=True).click()
    phone.button("Catat kabar duka").click()
    expect(phone.text("Kematian ibu").first).to_be_visible()
    yield "death"
    phone.button("Simpan kabar duka").click()
    expect(phone.text("tercatat meninggal").first).to_be_visible()
    phone.button("Surat kabar duka").first.click()
    yield "notice"
