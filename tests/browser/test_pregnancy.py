"""The card of a pregnant woman."""

from playwright.sync_api import expect

from tests.browser.office import Office
from tests.browser.phone import Phone


def test_high_blood_pressure_leads_to_a_referral(phone: Phone, office: Office) -> None:
    """150/95: the phone says in kind words what it means and who should see her; the puskesmas has it after a sync."""
    phone.open_day().go_offline()
    phone.find("Maryam").step(2)
    phone.field("Berat badan").fill("58,3")
    phone.field("Tekanan darah atas (sistole)").fill("150")
    phone.field("Tekanan darah bawah (diastole)").fill("95")
    phone.save()
    expect(phone.text("Tekanan darah Ibu lebih tinggi dari biasanya.").first).to_be_visible()
    phone.button("Rujuk sekarang").click()
    expect(phone.text("Tekanan darah Ibu lebih tinggi dari biasanya.").first).to_be_visible()
    phone.send_referral()
    expect(phone.text("menunggu terkirim").first).to_be_visible()

    phone.go_online().go_home().sync_home()
    page = office.open("/puskesmas/rujukan/")
    page.get_by_role("link", name="Maryam").click()
    expect(page.locator("article")).to_contain_text("150/95")


def test_a_danger_sign_interrupts_at_once(phone: Phone) -> None:
    """At the moment of answering: a script, a call, and an emergency referral that is already kept."""
    phone.open_day().go_offline()
    phone.find("Maryam").step(4)
    phone.page.get_by_role("radiogroup", name="Ada tanda bahaya").get_by_text("Ya", exact=True).click()
    alert = phone.page.get_by_role("alertdialog")
    expect(alert).to_contain_text("Tanda bahaya")
    expect(alert).to_contain_text("Rujukan darurat dicatat")
    expect(alert.get_by_role("link", name="Telepon")).to_have_attribute("href", "tel:02155000001")
    alert.get_by_role("button", name="Sudah ditangani, lanjutkan").click()
    phone.go_home()
    expect(phone.page.locator("button.safety")).to_contain_text("tertunda")
