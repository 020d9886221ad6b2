"""`signature`: drawn by hand, sent as a picture, a typed name, or left to be signed on the printed form."""

from __future__ import annotations

import base64
import binascii
import io

from PIL import Image, UnidentifiedImageError

from form_builder.elements import Element
from form_builder.fields.base import Choices, Context, Kind, Raw, Refused, Value, one, refuse
from form_builder.uploads import Declared, Refusal, sniff

SIGNATURE_KB = 100
SIGNATURE_CHARS = SIGNATURE_KB * 1400
"""Characters of a data URL that can hold so much."""
PICTURE = Declared("签名.png", ("png", "jpg"), 5_120)
"""What a picture of a signature may be before it is made small."""
SIZE = (800, 300)
"""Pixels that a picture of a signature is brought down to."""
NAME_MAX = 50
WAYS = ("draw", "upload", "typed", "paper")
_DATA_URL = "data:image/png;base64,"
SAMPLE_SIGNATURE = (
    _DATA_URL + "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR4nGNg+A8AAQIBAEK+vGgAAAAASUVORK5CYII="
)


class Signature(Kind):
    """Kept as a descriptor with the picture in `data` (Base64), as `{"way": "typed", "name"}` or `{"way": "paper"}`.

    Posted as a PNG data URL under the name, with `<name>-way` (WAYS) and `<name>-typed`; a picture that is uploaded as
    `<name>-file` becomes such a URL by `picture_url`. Without a way, what is there counts.
    """

    name = "signature"
    verb = "签名"
    fragment = "signature.pad"
    grouped = True

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        parts = (one(raw, f"{name}-way"), one(raw, name, SIGNATURE_CHARS), one(raw, f"{name}-typed"))
        for part in parts:
            if isinstance(part, Refused):
                return part
        way, drawn, typed = parts
        if way and way not in WAYS:
            return refuse("签名方式无效，请重新选择", code="option")
        if way == "paper":
            return {"way": "paper"}
        if way == "typed" or (not way and typed and not drawn):
            return _typed(str(typed))
        return _drawn(str(drawn)) if drawn else None

    def display(self, element: Element, value: Value, choices: Choices) -> str:
        if not value:
            return ""
        return {"paper": "在打印的表格上签名", "typed": f"{value.get('name')}（录入姓名）"}.get(
            value.get("way"), "已签名"
        )

    def from_cell(self, element: Element, text: str, choices: Choices) -> Raw | Refused:
        return refuse("不能在表格中填写，请在页面上签名", code="signature")

    def typed(self, element: Element, value: Value, name: str) -> dict[str, list[str]]:
        if not value:
            return {}
        if value.get("way"):
            said = {f"{name}-typed": [value["name"]]} if value["way"] == "typed" else {}
            return {f"{name}-way": [value["way"]], **said}
        return {name: [_DATA_URL + value["data"]], f"{name}-way": ["draw"]}

    def sample(self, element: Element, context: Context) -> Value:
        return self.parse(element, {"s": [SAMPLE_SIGNATURE]}, "s")


def picture_url(data: bytes, file_name: str) -> str | Refusal:
    """An uploaded picture of a signature (PNG or JPEG) → the data URL that the field keeps: small, without metadata."""
    found = sniff(data, Declared(file_name, PICTURE.accept, PICTURE.max_kb))
    if isinstance(found, Refusal):
        return found
    try:
        with Image.open(io.BytesIO(found.data)) as image:
            small = image.convert("L")
            small.thumbnail(SIZE)
            out = io.BytesIO()
            small.save(out, "PNG", optimize=True)
    except (UnidentifiedImageError, OSError):
        return Refusal("图片已损坏，请重新拍照或扫描后上传")
    return _DATA_URL + base64.b64encode(out.getvalue()).decode()


def _typed(name: str) -> Value | Refused:
    if not name:
        return refuse("还没有写签名人姓名，请补充", "typed", "required")
    if len(name) > NAME_MAX:
        return refuse(f"签名人姓名最多 {NAME_MAX} 字", "typed", "too_long")
    return {"way": "typed", "name": name}


def _drawn(url: str) -> Value | Refused:
    try:
        drawn = base64.b64decode(url.removeprefix(_DATA_URL), validate=True) if url.startswith(_DATA_URL) else b""
    except (binascii.Error, ValueError):
        drawn = b""
    found = sniff(drawn, Declared("签名.png", ("png",), SIGNATURE_KB))
    if isinstance(found, Refusal) or _is_empty(found.data):
        return refuse("签名无效或为空白，请重新签名", code="signature")
    return {**found.descriptor(), "data": base64.b64encode(found.data).decode()}


def _is_empty(png: bytes) -> bool:
    """Whether nothing is drawn: all pixels alike."""
    with Image.open(io.BytesIO(png)) as image:
        return all(low == high for low, high in image.convert("RGBA").getextrema())  # type: ignore[misc]
