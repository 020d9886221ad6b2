"""Images as PDF objects, decoded and compressed once however many documents carry them (a seal costs 20 ms, once)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFDocument

from printing.errors import ImageError
from printing.pdf.raw import BEST, add, stream

MASK = "@MASK@"
"""Stands in an image object where the reference to its transparency goes."""


@dataclass(frozen=True, slots=True)
class Ready:
    """An image object and its transparency."""

    image: bytes
    mask: bytes | None


@lru_cache(maxsize=128)
def ready_image(data: bytes) -> Ready:
    """Decode and compress an image file; raises ImageError when it is damaged."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.format == "JPEG" and image.mode in ("RGB", "L"):
                return Ready(_jpeg(data, image), None)
            alpha = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
            return Ready(_flat(image.convert("RGB"), alpha is not None), _grey(alpha) if alpha else None)
    except (OSError, ValueError, SyntaxError) as error:
        raise ImageError("图片不能读取。请上传完整的 PNG 或 JPEG 图片") from error


def _entries(width: int, height: int, space: str, more: str = "") -> str:
    return (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /{space} /BitsPerComponent 8{more}"
    )


def _jpeg(data: bytes, image: Image.Image) -> bytes:
    space = "DeviceGray" if image.mode == "L" else "DeviceRGB"
    entries = _entries(*image.size, space, f" /Filter /DCTDecode /Length {len(data)}")
    return f"<<{entries}>>\nstream\n".encode() + data + b"\nendstream\n"


def _flat(image: Image.Image, masked: bool) -> bytes:
    """RGB samples; an image of one colour (a seal) needs a single one."""
    colours = image.getcolors(1)
    if colours:
        image = image.crop((0, 0, 1, 1))
    return stream(image.tobytes(), _entries(*image.size, "DeviceRGB", f" /SMask {MASK}" if masked else ""), BEST)


def _grey(mask: Image.Image) -> bytes:
    return stream(mask.tobytes(), _entries(*mask.size, "DeviceGray"), BEST)


def write_image(data: bytes, document: PDFDocument) -> str:
    """Add an image to a document; gives its reference."""
    ready = ready_image(data)
    image = ready.image
    if ready.mask is not None:
        image = image.replace(MASK.encode(), add(document, ready.mask).encode(), 1)
    return add(document, image)
