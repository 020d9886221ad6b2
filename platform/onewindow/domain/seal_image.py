"""The picture of a seal, made anew from what was uploaded: only its impression stays, in seal red, on nothing.

Whatever else a file carried (white paper, metadata, a second image) is gone; the real width stands in the picture
itself, so that it is printed as large as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops, UnidentifiedImageError

RED = (200, 16, 22)
DPI = 300
MOST_BYTES, LEAST_PIXELS, MOST_PIXELS = 5_000_000, 200, 40_000_000
SMALLEST_MM, LARGEST_MM = 10, 60
THUMBNAIL = 96
"""Pixels of a side: twice the room that it has in a list, for fine screens."""
_FAINT = 24
"""Paler than this is paper."""
_INCH_MM = 25.4


@dataclass(frozen=True, slots=True)
class SealPicture:
    """A PNG of the impression and the real width in tenths of a millimetre."""

    png: bytes
    width_tenths: int


@dataclass(frozen=True, slots=True)
class UnusableSeal:
    """Why a file is no picture of a seal; Chinese, with the way out."""

    message: str


def seal_picture(data: bytes, width_tenths: int) -> SealPicture | UnusableSeal:
    """Make the picture of a seal from a PNG or JPEG: cut to the impression, transparent, square, at its real width."""
    if not SMALLEST_MM * 10 <= width_tenths <= LARGEST_MM * 10:
        return UnusableSeal(f"印章实际宽度应在 {SMALLEST_MM} 到 {LARGEST_MM} 毫米之间，请量取印模直径后填写。")
    if len(data) > MOST_BYTES:
        return UnusableSeal(f"印章图片超过 {MOST_BYTES // 1_000_000} MB，请压缩后上传。")
    ink = _ink(data)
    box = ink.point(lambda value: 255 if value > _FAINT else 0).getbbox() if ink else None
    if ink is None:
        return UnusableSeal("印章图片不能读取，请上传 PNG 或 JPEG 图片。")
    if box is None:
        return UnusableSeal("图片里没有红色印迹，请上传印模的彩色扫描件或透明底图片。")
    if max(box[2] - box[0], box[3] - box[1]) < LEAST_PIXELS:
        return UnusableSeal(f"印迹太小（不足 {LEAST_PIXELS} 像素），打印会模糊，请上传更清晰的图片。")
    return SealPicture(_png(_square(ink.crop(box)), width_tenths), width_tenths)


def thumbnail(png: bytes) -> bytes:
    """The picture of a seal as small as lists show it."""
    with Image.open(BytesIO(png), formats=("PNG",)) as image:
        small = image.convert("RGBA").resize((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _ink(data: bytes) -> Image.Image | None:
    """How much red ink each place has: white and grey paper have none, what was transparent has none."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            red, green, blue, alpha = image.convert("RGBA").split()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return ImageChops.multiply(ImageChops.subtract(red, ImageChops.lighter(green, blue)), alpha).point(
        lambda value: 0 if value <= _FAINT else min(255, round(value * 255 / 160))
    )


def _square(ink: Image.Image) -> Image.Image:
    side = max(ink.size)
    whole = Image.new("L", (side, side), 0)
    whole.paste(ink, ((side - ink.width) // 2, (side - ink.height) // 2))
    return whole


def _png(ink: Image.Image, width_tenths: int) -> bytes:
    side = round(width_tenths / 10 / _INCH_MM * DPI)
    small = ink.resize((side, side), Image.Resampling.LANCZOS)
    picture = Image.new("RGBA", small.size, (*RED, 0))
    picture.putalpha(small)
    out = BytesIO()
    picture.save(out, "PNG", dpi=(DPI, DPI), optimize=True)
    return out.getvalue()
