"""QR codes that lead from a printed paper to its public page."""

from __future__ import annotations

import io

import segno

# Middle error correction: a stamp or a fold over a corner still reads.
_LEVEL = "m"


def qr_svg(url: str, *, scale: int = 4, words: str = "") -> str:
    """The code of `url` as an inline SVG element with a white ground, `words` as its title."""
    out = io.BytesIO()
    code = segno.make_qr(url, error=_LEVEL)
    code.save(
        out, kind="svg", scale=scale, border=4, xmldecl=False, svgns=True, light="white", title=words or None
    )
    return out.getvalue().decode("utf-8").strip()


def qr_png(url: str, *, scale: int = 8) -> bytes:
    """The code of `url` as PNG bytes, `scale` pixels a module, quiet zone included."""
    out = io.BytesIO()
    segno.make_qr(url, error=_LEVEL).save(out, kind="png", scale=scale, border=4, light="white")
    return out.getvalue()
