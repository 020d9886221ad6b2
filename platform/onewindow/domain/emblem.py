"""The emblem of a unit (标识): a picture made anew from what was uploaded, small enough to stand on every page.

Raster only: a drawing (SVG) may carry scripts and links. Whatever else a file carried is gone.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError

KIND, SCHEMA = "emblem", "onewindow/emblem/1"
MOST_BYTES, LEAST_PIXELS, MOST_PIXELS = 2_000_000, 64, 16_000_000
SIDE = 256
"""Of the square in which it stands, in pixels."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a file is no emblem; Chinese, with the way out."""

    message: str


def emblem(data: bytes) -> dict[str, Any] | Unusable:
    """The document of an emblem from a PNG or JPEG: fitted into a transparent square."""
    if len(data) > MOST_BYTES:
        return Unusable(f"标识图片超过 {MOST_BYTES // 1_000_000} MB，请压缩后上传。")
    picture = _opened(data)
    if picture is None:
        return Unusable("标识图片不能读取，请上传 PNG 或 JPEG 图片。")
    if min(picture.size) < LEAST_PIXELS:
        return Unusable(f"标识图片太小（宽和高至少 {LEAST_PIXELS} 像素），请上传更清晰的图片。")
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    square.paste(picture, ((SIDE - picture.width) // 2, (SIDE - picture.height) // 2))
    out = BytesIO()
    square.save(out, "PNG", optimize=True)
    return {"schema": SCHEMA, "png": base64.b64encode(out.getvalue()).decode()}


def picture_of(document: Any) -> bytes | None:
    """The PNG that a document of an emblem holds; None for any other document."""
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        return None
    try:
        return base64.b64decode(str(document.get("png", "")), validate=True)
    except binascii.Error:
        return None


def _opened(data: bytes) -> Image.Image | None:
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            return image.convert("RGBA") if image.width * image.height <= MOST_PIXELS else None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
