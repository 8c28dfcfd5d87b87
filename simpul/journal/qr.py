"""The QR code of an enrolment, as an SVG that the page carries itself."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str, label: str) -> SafeString:
    """An SVG of `text` (error level M, quiet zone of 4 modules, one path; no style attribute, as the CSP wants)."""
    buffer = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        buffer,
        kind="svg",
        border=4,
        xmldecl=False,
        svgns=True,
        omitsize=True,
        title=label,
        svgclass="qr",
        lineclass="qr-dark",
    )
    return mark_safe(buffer.getvalue().decode("utf-8"))  # noqa: S308 (segno escapes the title; the rest is numbers)
