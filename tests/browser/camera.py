"""A camera for stories: it sees the pictures that the story holds before it, and nothing else."""

import base64
import re

from playwright.sync_api import Locator, expect

from tests.browser.phone import Phone

LENS = """() => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [720, 720];
  const context = canvas.getContext('2d');
  let seen = null;
  const draw = () => {
    context.fillStyle = '#888';
    context.fillRect(0, 0, 720, 720);
    if (seen) context.drawImage(seen, 30, 30, 660, 660);
    requestAnimationFrame(draw);
  };
  draw();
  window.holdBefore = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    seen = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  };
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(15);
}"""
MOST_LOOKS = 120
"""Pictures until a story gives up: some turns of a hand-over of several codes on a busy machine."""


def with_camera(phone: Phone) -> Phone:
    """Put the lens into a phone that has not been started yet."""
    phone.context.add_init_script(f"({LENS})()")
    return phone


def scan(reader: Phone, shows: Locator, until: Locator) -> None:
    """Hold what `shows` before the reader's camera, picture by picture, until it has read enough."""
    for _ in range(MOST_LOOKS):
        picture = base64.b64encode(shows.screenshot()).decode()
        reader.page.evaluate("picture => window.holdBefore(picture)", picture)
        if until.is_visible():
            return
    expect(until).to_be_visible()


def progress(reader: Phone) -> Locator:
    """How far the reader has come."""
    return reader.page.get_by_text(re.compile("kode terbaca"))
