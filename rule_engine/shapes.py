"""Reading documents that may have any shape: what is not as it should be becomes a problem with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rule_engine.errors import DocumentError, Problem


class Reader:
    """One object of a document at a JSON Pointer; `problems` is shared by all readers of the document."""

    def __init__(self, raw: Any, pointer: str, problems: list[Problem]) -> None:
        self.pointer = pointer
        self.problems = problems
        self.raw: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
        if not isinstance(raw, Mapping):
            self.wrong("", "这里要是一个对象", "写成 { … }")

    def wrong(self, key: str, message: str, suggestion: str) -> None:
        """A problem with the object (no key) or with one of its values."""
        self.problems.append(Problem(f"{self.pointer}/{key}" if key else self.pointer, message, suggestion))

    def get(self, key: str) -> Any:
        """A value as it stands there; None when it does not."""
        return self.raw.get(key)

    def text(self, key: str, default: str = "") -> str:
        """A text; a whole number counts as one."""
        value = self.raw.get(key)
        if value is None:
            return default
        if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            return str(value)
        self.wrong(key, "这里要是文本", "改为文本")
        return default

    def choice(self, key: str, among: tuple[str, ...], default: str, what: str) -> str:
        """One of some words."""
        value = self.raw.get(key, default)
        if value in among:
            return str(value)
        self.wrong(key, f"不认识的{what}“{value}”", f"可用：{'、'.join(among)}")
        return default

    def items(self, key: str) -> list[Any]:
        """The items of a list; none when it is not there."""
        value = self.raw.get(key)
        if value is None:
            return []
        if isinstance(value, (list, tuple)):
            return list(value)
        self.wrong(key, "这里要是清单", "写成 [ … ]")
        return []

    def objects(self, key: str) -> Iterator[Reader]:
        """A reader for each object of a list."""
        for position, each in enumerate(self.items(key)):
            yield Reader(each, f"{self.pointer}/{key}/{position}", self.problems)

    def under(self, key: str, found: tuple[Problem, ...]) -> None:
        """Problems that were found inside a value."""
        place = f"{self.pointer}/{key}"
        self.problems.extend(Problem(place + each.pointer, each.message, each.suggestion) for each in found)

    def finish(self) -> None:
        """Raise everything that was found."""
        if self.problems:
            raise DocumentError(self.problems)
