"""A seal for previews: everybody sees where it will stand, and nobody gets the impression of a real one.

A preview with the true seal over made-up values would be a forgery ready to print.
"""

from __future__ import annotations

import functools
import math
from io import BytesIO

from PIL import Image, ImageDraw

PIXELS, RING, STAR = 300, 10, 46
RED = (200, 16, 22, 235)


@functools.cache
def sample_seal() -> bytes:
    """A PNG of a ring with a star, and no name."""
    image = Image.new("RGBA", (PIXELS, PIXELS), (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((4, 4, PIXELS - 5, PIXELS - 5), outline=RED, width=RING)
    middle = PIXELS / 2
    turns = [math.radians(-90 + 36 * step) for step in range(10)]
    lengths = [STAR if step % 2 == 0 else STAR * 0.382 for step in range(10)]
    points = [
        (middle + length * math.cos(turn), middle + length * math.sin(turn))
        for turn, length in zip(turns, lengths, strict=True)
    ]
    pen.polygon(points, fill=RED)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
