"""The two in one room: their browsers, what flows between them, and networks that fail."""

import os
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.fixtures import DESK_SIZE, PHONE_SIZE, Contexts, Server
from tests.browser.office import Office
from tests.browser.world import Staff

PICTURES = os.environ.get("SIMPUL_PICTURES")
SEEN = """() => {
  window.peers = [];
  const Real = RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(...given) { super(...given); window.peers.push(this); }
  };
}"""
"""The story looks at what really flows; the page itself shows its connections to nobody."""
BLOCKED = """() => {
  const Real = RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(given) { super({ ...given, iceTransportPolicy: "relay" }); }
  };
}"""
"""A network that lets nothing through but a relay."""
RELAYED = f"() => {{ ({BLOCKED})(); ({SEEN})(); }}"
"""The same, and the story looks at what really flows."""
WAY = """async () => {
  const found = [...(await window.peers.at(-1).getStats()).values()];
  const { selectedCandidatePairId: name } = found.find((one) => one.type === "transport");
  const pair = found.find((one) => one.id === name);
  const kind = (id) => found.find((one) => one.id === id).candidateType;
  return [kind(pair.localCandidateId), kind(pair.remoteCandidateId)];
}"""
GATHER = """async (server) => {
  const peer = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: "relay" });
  const found = { relays: 0, refused: [] };
  peer.onicecandidate = ({ candidate }) => { if (candidate?.type === "relay") found.relays += 1; };
  peer.onicecandidateerror = ({ errorCode }) => found.refused.push(errorCode);
  peer.createDataChannel("x");
  await peer.setLocalDescription();
  await new Promise((done) => {
    const look = () => peer.iceGatheringState === "complete" && done();
    peer.onicegatheringstatechange = look;
    look();
  });
  peer.close();
  return found;
}"""
LINES = """() => {
  window.lines = [];
  const Real = WebSocket;
  window.WebSocket = class extends Real {
    constructor(...given) { super(...given); window.lines.push(this); }
  };
}"""
FLOW = """async () => {
  const peer = window.peers.at(-1);
  const found = { audioIn: 0, videoIn: 0, audioOut: 0, energy: 0 };
  for (const one of (await peer.getStats()).values()) {
    if (one.type === "inbound-rtp" && one.kind === "audio") {
      found.audioIn += one.packetsReceived;
      found.energy += one.totalAudioEnergy ?? 0;
    }
    if (one.type === "inbound-rtp" && one.kind === "video") found.videoIn += one.framesDecoded ?? 0;
    if (one.type === "outbound-rtp" && one.kind === "audio") found.audioOut += one.packetsSent;
  }
  return found;
}"""
MORE = f"async ([name, than]) => {{ const now = await ({FLOW})(); return now[name] > than; }}"


@dataclass
class Meeting:
    """The two in one room."""

    server: Server
    callers: Contexts
    helper: Page
    citizen: Page
    request: str
    path: str


def at_the_desk(callers: Contexts, who: Staff, request: str, script: str = SEEN) -> Page:
    """The psychologist's page."""
    context, watch = callers.new(viewport=DESK_SIZE)
    watch.allowed = ("WebSocket connection", "request failed", "answer 502")
    context.add_init_script(f"({script})()")
    context.add_init_script(f"({LINES})()")
    return Office(context.new_page(), who, watch).sign_in().open(f"/puskesmas/konsultasi/{request}/")


def at_home(callers: Contexts, path: str, script: str = SEEN) -> Page:
    """The citizen's page: opened, read, agreed."""
    context, watch = callers.new(viewport=PHONE_SIZE)
    watch.allowed = ("WebSocket connection", "request failed", "answer 410", "INTERNET_DISCONNECTED")
    context.add_init_script(f"({script})()")
    context.add_init_script(f"({LINES})()")
    page = context.new_page()
    page.goto(path)
    page.get_by_role("button", name="Buka").click()
    page.get_by_role("button", name="Saya mengerti, lanjut").click()
    return page


def join(page: Page) -> None:
    """Press the button."""
    page.get_by_role("button", name="Masuk ruang").click()


def state(page: Page, name: str) -> Any:
    """The room, in this state."""
    return page.locator(f"[data-call][data-state={name}]")


def together(meeting: Meeting) -> None:
    """They hear each other, both ways."""
    for page in (meeting.helper, meeting.citizen):
        expect(state(page, "connected")).to_be_visible(timeout=20_000)
    for page in (meeting.helper, meeting.citizen):
        more(page, "audioIn")


def flow(page: Page) -> dict[str, float]:
    """What flows in and out of this browser, by its own count."""
    found: dict[str, float] = page.evaluate(FLOW)
    return found


def way(page: Page) -> list[str]:
    """By which kinds of addresses the line goes, ours and theirs."""
    found: list[str] = page.evaluate(WAY)
    return found


def more(page: Page, name: str, than: float | None = None) -> None:
    """Waits until a count grows."""
    page.wait_for_function(MORE, arg=[name, flow(page)[name] if than is None else than])


def quiet(page: Page) -> None:
    """Waits until packets come and carry no sound."""
    for _ in range(40):
        before = flow(page)
        more(page, "audioIn", before["audioIn"] + 25)
        if flow(page)["energy"] - before["energy"] < 1e-6:
            return
    raise AssertionError("still hears the other")


def write(page: Page, words: str) -> None:
    """A line of the chat."""
    page.get_by_label("Tulis pesan").fill(words)
    page.get_by_role("button", name="Kirim").click()


def knock(page: Page, path: str) -> str:
    """What becomes of a socket opened by hand."""
    script = """(path) => new Promise((done) => {
      const line = new WebSocket(new URL(path, location.href.replace('http', 'ws')));
      line.onopen = () => done('open');
      line.onerror = () => done('refused');
    })"""
    found: str = page.evaluate(script, path)
    return found


def picture(page: Page, name: str) -> None:
    """Kept when somebody wants to look: SIMPUL_PICTURES names a folder."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/call-{name}.png", full_page=True)
