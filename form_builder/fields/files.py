"""Uploads: `image` and `file` keep descriptors of stored files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from form_builder.elements import Element
from form_builder.fields.base import Choices, Context, Fault, Flaw, Kind, Raw, Refused, Value, refuse
from form_builder.uploads import DEFAULT_ACCEPT, MEDIA_TYPES, Declared

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_DESCRIPTOR = {"digest": str, "name": str, "size": int, "media_type": str}


class File(Kind):
    """Stored files: a list of `{digest, name, size, media_type}`.

    The shell stores what `sniff` accepted and posts, per file, the descriptor as JSON text under the field's name; it
    must itself see to it that a posted digest belongs to the sender.
    """

    name = "file"
    verb = "上传"
    fragment = "files.upload"
    bounds = "count"
    keys = frozenset({"accept", "max_kb"})
    most: ClassVar[int] = 10
    default_accept: ClassVar[tuple[str, ...]] = DEFAULT_ACCEPT

    def declared(self, element: Element, name: str) -> Declared:
        """What `sniff` has to hold an upload against."""
        return Declared(name, self.accepts(element), element.max_kb or 10_240)

    def accepts(self, element: Element) -> tuple[str, ...]:
        """Extensions that the field takes."""
        return element.accept or self.default_accept

    def attributes(self, element: Element) -> dict[str, str]:
        accept = {"accept": ",".join(f".{item}" for item in self.accepts(element))}
        return accept | ({"multiple": ""} if self.limit(element) > 1 else {})

    def limit(self, element: Element) -> int:
        """Files that the field takes."""
        return int(element.max) if element.max is not None else self.most

    def flaws(self, element: Element) -> Iterator[Flaw]:
        yield from super().flaws(element)
        for item in element.accept:
            if item not in MEDIA_TYPES:
                yield Flaw("accept", f"不支持的文件类型“{item}”", "可用：" + "、".join(MEDIA_TYPES))

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        posted = [text for text in raw.get(name, ())[:1000] if text.strip()]
        if len(posted) > self.limit(element):
            return refuse(f"最多上传 {self.limit(element)} 个文件，请删除多余的", code="too_many")
        files: list[Value] = []
        for text in posted:
            descriptor = _descriptor(text)
            if descriptor is None:
                return refuse("文件信息不完整，请重新上传", code="file")
            if descriptor not in files:
                files.append(descriptor)
        return files or None

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        types = {MEDIA_TYPES[item] for item in self.accepts(element)}
        for item in value:
            if item["media_type"] not in types:
                yield Fault(f"文件“{item['name']}”类型不符，请上传 {'、'.join(self.accepts(element))}", code="file")
            elif element.max_kb is not None and item["size"] > element.max_kb * 1024:
                yield Fault(f"文件“{item['name']}”超过 {element.max_kb} KB，请压缩后重新上传", code="file")
        if element.min is not None and len(value) < element.min:
            yield Fault(f"至少上传 {int(element.min)} 个文件", code="too_few")
        if len(value) > self.limit(element):
            yield Fault(f"最多上传 {self.limit(element)} 个文件，请删除多余的", code="too_many")

    def display(self, element: Element, value: Value, choices: Choices) -> str:
        return "、".join(item["name"] for item in value or ())

    def from_cell(self, element: Element, text: str, choices: Choices) -> Raw | Refused:
        return refuse("不能在表格中填写，请在页面上传", code="file")

    def typed(self, element: Element, value: Value, name: str) -> dict[str, list[str]]:
        return {name: [json.dumps(item, ensure_ascii=False, sort_keys=True) for item in value]} if value else {}

    def sample(self, element: Element, context: Context) -> Value:
        ending = self.accepts(element)[0]
        return [
            {
                "digest": f"sha256:{at:064d}",
                "name": f"示例{at + 1}.{ending}",
                "size": 1024,
                "media_type": MEDIA_TYPES[ending],
            }
            for at in range(max(1, int(element.min or 1)))
        ]


class Picture(File):
    """Stored pictures; one unless the element allows more."""

    name = "image"
    most = 1
    default_accept = ("jpg", "png")


def _descriptor(text: str) -> Value | None:
    try:
        value = json.loads(text) if len(text) <= 2000 else None
    except ValueError:
        return None
    if not isinstance(value, dict) or set(value) != set(_DESCRIPTOR):
        return None
    if any(type(value[key]) is not kind for key, kind in _DESCRIPTOR.items()):
        return None
    return value if _DIGEST.fullmatch(value["digest"]) and value["size"] > 0 and value["name"] else None


def file_names(texts: Sequence[str]) -> list[tuple[str, str]]:
    """(descriptor as posted, file name) of the descriptors that can be read."""
    found = ((text, _descriptor(text)) for text in texts)
    return [(text, str(value["name"])) for text, value in found if value is not None]
