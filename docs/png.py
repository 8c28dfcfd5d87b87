"""Small pictures of screens: an indexed PNG of at most 256 colours, which text on plain paper hardly needs."""

import base64
import struct
import zlib
from typing import Any

import numpy as np
from playwright.sync_api import Page

COLOURS = 256
PIXELS = """async (source) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + source;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const bytes = pen.getImageData(0, 0, image.width, image.height).data;
  let text = '';
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return [image.width, image.height, btoa(text)];
}"""


def smaller(blank: Page, png: bytes) -> bytes:
    """The same picture, indexed. `blank` is a page of the browser that reads the pixels."""
    width, height, text = blank.evaluate(PIXELS, base64.b64encode(png).decode())
    pixels = np.frombuffer(base64.b64decode(text), np.uint8).reshape(-1, 4)[:, :3]
    palette, index = quantised(pixels)
    return encoded(width, height, palette, index)


def quantised(pixels: Any) -> tuple[Any, Any]:
    """Palette (n, 3) of the most frequent colours, and for each pixel (m, 3) the index of the nearest of them."""
    packed = pixels.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    colours, where, counts = np.unique(packed, return_inverse=True, return_counts=True)
    every = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.int32)
    palette = every[np.argsort(-counts)[:COLOURS]]
    nearest = np.concatenate([_nearest(part, palette) for part in np.array_split(every, len(every) // 4096 + 1)])
    return palette.astype(np.uint8), nearest[where.ravel()].astype(np.uint8)


def _nearest(colours: Any, palette: Any) -> Any:
    return ((colours[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)


def encoded(width: int, height: int, palette: Any, index: Any) -> bytes:
    """PNG bytes: colour type 3, eight bits, no filter."""
    rows = np.zeros((height, width + 1), np.uint8)
    rows[:, 1:] = index.reshape(height, width)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
