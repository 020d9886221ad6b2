"""Images handed in by name: their proportions are all that the layout needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from printing.errors import ImageError

POINTS_PER_INCH = 72
MAX_PIXELS = 40_000_000
"""Larger pictures are refused: one page at 600 dpi has 35 million."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file (PNG or JPEG) and its size in pixels; `span`: its real width in points, where the file says it."""

    data: bytes
    width: int
    height: int
    span: float | None = None


def read_pictures(images: Mapping[str, bytes]) -> dict[str, Picture]:
    """Open images by name; raises ImageError naming the one that cannot be read."""
    return {name: _read(name, data) for name, data in images.items()}


@lru_cache(maxsize=128)
def _read(name: str, data: bytes) -> Picture:
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            width, height = image.size
            dots = image.info.get("dpi", (0, 0))[0]
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise ImageError(f"图片“{name}”不能读取。请上传 PNG 或 JPEG 图片") from error
    if width * height > MAX_PIXELS:
        raise ImageError(f"图片“{name}”太大（{width}×{height} 像素）。请缩小到 {MAX_PIXELS // 1_000_000} 百万像素以内")
    return Picture(data, width, height, float(width / dots * POINTS_PER_INCH) if dots else None)
