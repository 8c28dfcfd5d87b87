"""In a real browser: a name that is code stays a name, injected script does not run, a found phone shows no names."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from simpul.base import clock
from tests.browser.office import Office
from tests.browser.phone import Phone
from tests.browser.test_people import choose

MARKUP = "<img src=data:, onerror=window.ran=1>"
KEPT = """async () => {
  const out = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
  for (const name of await caches.keys())
    for (const one of await (await caches.open(name)).keys()) out.push(one.url);
  const text = (value) => {
    if (value instanceof ArrayBuffer) return new TextDecoder("latin1").decode(value);
    if (ArrayBuffer.isView(value)) return new TextDecoder("latin1").decode(value);
    if (value instanceof Map || value instanceof Set) return [...value].map(text).join(" ");
    if (value && typeof value === "object") return Object.entries(value).map(([k, v]) => k + text(v)).join(" ");
    return String(value);
  };
  for (const { name, version } of await indexedDB.databases()) {
    const db = await new Promise((done) => (indexedDB.open(name, version).onsuccess = (e) => done(e.target.result)));
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store).getAll();
      out.push(store, ...(await new Promise((done) => (all.onsuccess = () => done(all.result)))).map(text));
    }
    db.close();
  }
  return out.join("\\n");
}"""
"""Everything that the browser keeps for the page, as text."""


def test_whoever_reads_the_store_of_a_phone_finds_no_name(phone: Phone) -> None:
    """Rows lie encrypted, nothing of the API in a cache, nothing in cookies or the small stores."""
    born = (clock.today() - timedelta(days=3)).isoformat()
    with phone.no_signal():
        phone.button("Keluarga baru").click()
        phone.page.get_by_label("Nama ibu").fill("Rahmawati Penanda")
        choose(phone.page, "Perempuan")
        phone.page.get_by_label("Tanggal lahir", exact=True).last.fill(born)
        phone.button("Simpan keluarga").click()
        phone.go_home()
        kept = phone.page.evaluate(KEPT)
    assert "Posyandu Melati" in phone.page.content() and "accounts" in kept and len(kept) > 10_000
    for secret in ("Rahmawati", "Penanda", "Aisyah", "Siti Rohani", "/api/"):
        assert secret not in kept, secret
    phone.sync_home()


def test_a_name_that_is_markup_is_shown_as_it_was_typed(phone: Phone) -> None:
    """On the phone that typed it, before and after the sync."""
    page, born = phone.page, (clock.today() - timedelta(days=3)).isoformat()
    with phone.no_signal():
        phone.button("Keluarga baru").click()
        page.get_by_label("Nama ibu").fill(f"Ayu {MARKUP}")
        choose(page, "Perempuan")
        page.get_by_label("Tanggal lahir", exact=True).last.fill(born)
        phone.button("Simpan keluarga").click()
        expect(page.get_by_role("heading", name=MARKUP).first).to_be_visible()
        _nothing_ran(page)
        phone.go_home()
    phone.sync_home()
    _nothing_ran(page)


def test_script_that_gets_into_a_page_does_not_run(phone: Phone, office: Office) -> None:
    """What a hole in a template would let in is stopped by the browser; it says so."""
    phone.watch.allowed = office.watch.allowed = ("Content Security Policy",)
    for page in (phone.page, office.open("/puskesmas/warga/"), office.open("/akun/keamanan/")):
        said = page.evaluate(
            """async (markup) => {
              const heard = [];
              document.addEventListener("securitypolicyviolation", (event) => heard.push(event.effectiveDirective));
              const script = document.createElement("script");
              script.textContent = "window.ran = 1";
              document.body.append(script);
              document.body.insertAdjacentHTML("beforeend", markup + "<p style='color: red'>x</p>");
              const frame = document.createElement("iframe");
              frame.src = "https://example.org/";
              document.body.append(frame);
              const foreign = await fetch("https://example.org/").then(() => "sent", () => "held");
              await new Promise((done) => setTimeout(done, 300));
              return [foreign, ...new Set(heard)];
            }""",
            MARKUP,
        )
        assert said[0] == "held"
        assert {"script-src-elem", "style-src-attr", "frame-src", "connect-src"} <= set(said), said
        _nothing_ran(page)


def _nothing_ran(page: Page) -> None:
    assert page.evaluate("window.ran") is None
