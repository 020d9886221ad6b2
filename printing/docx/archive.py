"""Opening a .docx: a zip with XML inside (ECMA-376). Nothing is fetched, no entity is expanded, sizes are bounded."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

from printing.errors import Finding, TemplateError

MAX_BYTES = 20_000_000
DOCUMENT = "word/document.xml"
NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DECLARATION = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def open_body(data: bytes) -> ET.Element:
    """The `w:body` of a Word document. Raises TemplateError when it is none, or larger than 20 MB of text."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if archive.getinfo(DOCUMENT).file_size > MAX_BYTES:
                raise _refusal("Word 文档太大", "删去不打印的内容后重新导入")
            with archive.open(DOCUMENT) as file:
                text = file.read(MAX_BYTES + 1).decode("utf-8")
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, RuntimeError, OSError, EOFError) as error:
        raise _refusal("不是 Word 文档（.docx）", "在 Word 或 WPS 中另存为 .docx 后重新导入") from error
    if len(text) > MAX_BYTES or _DECLARATION.search(text):
        raise _refusal("Word 文档的内容不能读取", "在 Word 或 WPS 中另存为 .docx 后重新导入")
    try:
        body = ET.fromstring(text).find(f"{NAMESPACE}body")  # noqa: S314 - declarations were refused above
    except ET.ParseError as error:
        raise _refusal("Word 文档已损坏", "在 Word 或 WPS 中打开并另存后重新导入") from error
    if body is None:
        raise _refusal("Word 文档没有正文", "检查文档后重新导入")
    return body


def _refusal(message: str, suggestion: str) -> TemplateError:
    return TemplateError([Finding("", message, suggestion)])


def child(node: ET.Element, *path: str) -> ET.Element | None:
    """The element at a path of local names."""
    found: ET.Element | None = node
    for name in path:
        found = found.find(NAMESPACE + name) if found is not None else None
    return found


def value(node: ET.Element, *path: str, attribute: str = "val") -> str:
    """An attribute of the element at a path; empty when absent."""
    found = child(node, *path)
    return found.get(NAMESPACE + attribute, "") if found is not None else ""


def number(node: ET.Element, *path: str, attribute: str = "val") -> int:
    """An attribute as a whole number; 0 when absent or none."""
    text = value(node, *path, attribute=attribute)
    return int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else 0


def is_on(node: ET.Element, *path: str) -> bool:
    """Whether a switch such as `w:b` is set."""
    return child(node, *path) is not None and value(node, *path) not in ("0", "false", "off", "none")
