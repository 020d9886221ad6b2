"""JSON that people read: indented, small values on one line, keys in the order in which one would tell them."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any
from urllib.parse import quote

Json = Any

FIRST = (
    *("schema", "key", "id", "code", "file", "kind", "name", "label", "title", "daily_name", "element", "tenant"),
    *("level", "department", "text", "number", "parent"),
)
LAST = (
    *("blocks", "form", "materials", "conditions", "checks", "route", "steps", "next", "examples", "inherit"),
    "digest",
)
WIDTH = 110
INDENT = "  "
LONGEST_NAME = 80
PLAIN = re.compile(r"[a-z0-9][a-z0-9_.-]*[a-z0-9]|[a-z0-9]")


def readable(value: Json) -> bytes:
    """The same bytes for the same value, made to be read and compared line by line."""
    return (_lines(value, "", 0) + "\n").encode()


def stem(key: str) -> str:
    """A file name for any key: itself where it is plain, otherwise spelled out and told apart by a digest."""
    if PLAIN.fullmatch(key) and ".." not in key and len(key) <= LONGEST_NAME:
        return key
    spelled = re.sub(r"[^a-z0-9]+", "-", quote(key, safe="").lower()).strip("-")[:40]
    return f"{spelled}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _lines(value: Json, indent: str, used: int) -> str:
    short = _short(value)
    if not isinstance(value, dict | list) or not value or len(indent) + used + len(short) <= WIDTH:
        return short
    deeper = indent + INDENT
    if isinstance(value, list):
        return "[\n" + ",\n".join(deeper + _lines(one, deeper, 0) for one in value) + f"\n{indent}]"
    parts = []
    for key in sorted(value, key=_order):
        name = _short(key) + ": "
        parts.append(deeper + name + _lines(value[key], deeper, len(name)))
    return "{\n" + ",\n".join(parts) + f"\n{indent}}}"


def _short(value: Json) -> str:
    return json.dumps(_sorted(value), ensure_ascii=False, separators=(", ", ": "), allow_nan=False)


def _sorted(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=_order)}
    return [_sorted(one) for one in value] if isinstance(value, list) else value


def _order(key: str) -> tuple[int, int, str]:
    if key in FIRST:
        return 0, FIRST.index(key), key
    return (2, LAST.index(key), key) if key in LAST else (1, 0, key)
