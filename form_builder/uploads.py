"""What an uploaded file really is, judged by its content; images come back re-encoded, without metadata."""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageOps

PIXELS_MAX = 40_000_000
UNPACKED_MAX = 200 * 1024 * 1024
ENTRIES_MAX = 2_000
RATIO_MAX = 200
"""A zip member that unpacks to more than so many times its size is taken for a bomb."""

MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ofd": "application/ofd",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
}
IMAGES = frozenset({"jpg", "png"})
DEFAULT_ACCEPT = ("pdf", "jpg", "png")
_ALIASES = {"jpeg": "jpg", "jpe": "jpg", "wps": "doc", "et": "xls"}
_OFFICE = {"word/": "docx", "xl/": "xlsx", "Doc_0/": "ofd"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Declared:
    """What the sender says: the file name, and what the field takes (extensions) up to how many kilobytes."""

    name: str
    accept: Sequence[str] = DEFAULT_ACCEPT
    max_kb: int = 10_240


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be stored: `data` is what to store (images re-encoded), `digest` is `sha256:` of it."""

    data: bytes
    name: str
    media_type: str
    digest: str

    def descriptor(self) -> dict[str, str | int]:
        """The value that a file field keeps: `{digest, name, size, media_type}`."""
        return {"digest": self.digest, "name": self.name, "size": len(self.data), "media_type": self.media_type}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that must not be stored, and the Chinese sentence that says why and what to do."""

    reason: str


def extension(name: str) -> str:
    """The normalised extension of a file name: `照片.JPEG` → `jpg`."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return _ALIASES.get(ending, ending)


def plain_name(name: str) -> str:
    """A file name that is safe to show and to offer for download: no folders, no control characters, 100 at most."""
    base = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in base if char.isprintable() and char not in '<>:"|?*')
    return kept.strip(". ")[-100:] or "未命名"


def sniff(data: bytes, declared: Declared) -> Accepted | Refusal:
    """Judge an upload by its content.

    Refused: empty and oversized files, content of a type that the field does not take, content that contradicts the
    extension, markup and scripts (SVG, HTML), zip bombs, images too large to decode or broken.
    """
    name, accept = plain_name(declared.name), [_ALIASES.get(item.lower(), item.lower()) for item in declared.accept]
    takes = "、".join(accept)
    if not data:
        return Refusal(f"文件“{name}”是空的，请重新选择")
    if len(data) > declared.max_kb * 1024:
        return Refusal(f"文件“{name}”超过 {declared.max_kb} KB，请压缩后再上传")
    found = _content_type(data)
    if isinstance(found, Refusal):
        return Refusal(f"文件“{name}”{found.reason}")
    if found not in accept:
        return Refusal(f"文件“{name}”的类型不在可接受范围内，请上传 {takes}")
    if extension(name) != found:
        return Refusal(f"文件“{name}”的扩展名与内容不符（实际为 {found}），请改正后再上传")
    if found in IMAGES:
        clean = _reencode(data, found)
        if isinstance(clean, Refusal):
            return Refusal(f"文件“{name}”{clean.reason}")
        data = clean
    return Accepted(data, name, MEDIA_TYPES[found], digest(data))


def digest(data: bytes) -> str:
    """`sha256:` and the hexadecimal digest: the name under which a stored file is known."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _content_type(data: bytes) -> str | Refusal:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zip_type(data)
    if data.startswith(_OLE):
        return "xls" if "Workbook".encode("utf-16-le") in data else "doc"
    head = data[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").replace(b"\0", b"").lower()
    if head.startswith((b"<", b"#!", b"mz")):
        return Refusal("含有网页、脚本或程序内容，不能上传")
    return Refusal("不是可识别的文件类型，请上传图片、PDF 或办公文档")


def _zip_type(data: bytes) -> str | Refusal:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return Refusal("已损坏，请重新生成后上传")
    if len(members) > ENTRIES_MAX or sum(member.file_size for member in members) > UNPACKED_MAX:
        return Refusal("解压后过大，不能上传")
    if any(member.file_size > RATIO_MAX * max(member.compress_size, 1024) for member in members):
        return Refusal("压缩比异常，不能上传")
    names = [member.filename for member in members]
    if any(name.endswith("vbaProject.bin") for name in names):
        return Refusal("含有宏，请另存为不含宏的文档后上传")
    for folder, kind in _OFFICE.items():
        if any(name.startswith(folder) for name in names):
            return kind
    return Refusal("是压缩包，请上传其中的文件本身")


def _reencode(data: bytes, kind: str) -> bytes | Refusal:
    """Decode and encode again, upright and without metadata; the same pixels always give the same bytes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                if image.width * image.height > PIXELS_MAX:
                    return Refusal(f"像素过大（{image.width}×{image.height}），请缩小后再上传")
                upright = ImageOps.exif_transpose(image)
                clean = Image.new(mode := _mode(upright, kind), upright.size)
                clean.paste(upright.convert(mode))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Refusal("图片已损坏或过大，请重新生成后上传")
    out = io.BytesIO()
    if kind == "png":
        clean.save(out, "PNG")
    else:
        clean.save(out, "JPEG", quality=90)
    return out.getvalue()


def _mode(image: Image.Image, kind: str) -> str:
    if image.mode in ("1", "L"):
        return "L"
    return "RGBA" if kind == "png" and (image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info) else "RGB"
