"""Reading a JSON document key by key, keeping every finding instead of stopping at the first."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from form_builder.errors import Finding

Json = Any
"""A JSON value as `json.loads(parse_float=Decimal)` gives it; checked where it is read."""


def near(word: str, known: Collection[str]) -> str:
    """A «did you mean» sentence, or the empty text when nothing is near."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"是否应为“{close[0]}”？" if close else ""


def escape(token: str) -> str:
    """One reference token of a JSON Pointer (RFC 6901)."""
    return token.replace("~", "~0").replace("/", "~1")


class Reader:
    """One JSON object with its place; its readers report what does not fit and return a harmless value."""

    def __init__(self, value: Json, pointer: str, findings: list[Finding]) -> None:
        self.pointer = pointer
        self.findings = findings
        self.value: Mapping[str, Json] = value if isinstance(value, Mapping) else {}
        if not isinstance(value, Mapping):
            self.findings.append(Finding(pointer, "这里应当是一个对象", '写成 {"键": 值}'))

    def report(self, key: str, message: str, suggestion: str = "") -> None:
        """Add one finding at `key`, a pointer from this object (the object itself when it is empty)."""
        self.findings.append(Finding(f"{self.pointer}/{key}" if key else self.pointer, message, suggestion))

    def known(self, keys: Collection[str]) -> None:
        """Report every key that the shape does not know."""
        for key in self.value:
            if key not in keys:
                self.report(escape(str(key)), f"不认识的键“{key}”", near(key, keys))

    def text(self, key: str, *, needed: bool = False) -> str:
        value = self.value.get(key)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or (needed and not value.strip()):
            self.report(key, "应当是非空文字" if needed else "应当是文字")
            return ""
        return value

    def flag(self, key: str) -> bool | None:
        value = self.value.get(key)
        if value is not None and not isinstance(value, bool):
            self.report(key, "应当是 true 或 false")
            return None
        return value

    def whole(self, key: str, default: int | None = None) -> int | None:
        value = self.value.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.report(key, "应当是不小于 0 的整数")
            return default
        return value

    def number(self, key: str) -> Decimal | None:
        """An integer, or a decimal written as text; a float is refused because it cannot keep what was meant."""
        value = self.value.get(key)
        if value is None:
            return None
        if isinstance(value, (int, str, Decimal)) and not isinstance(value, bool):
            try:
                number = Decimal(value)
            except InvalidOperation:
                number = Decimal("NaN")
            if number.is_finite():
                return number
        self.report(key, "应当是整数或写成文字的小数", '例如 5 或 "0.5"')
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.value.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.report(key, "应当是文字的列表")
            return ()
        return tuple(value)

    def objects(self, key: str, *, needed: bool = False) -> Iterator[Reader]:
        """The objects of a list, each with its own place."""
        value = self.value.get(key)
        if value is None and not needed:
            return
        if not isinstance(value, list):
            self.report(key, "应当是列表")
            return
        for index, item in enumerate(value):
            yield Reader(item, f"{self.pointer}/{escape(key)}/{index}", self.findings)
