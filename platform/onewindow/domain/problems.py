"""What is wrong with a document, as values: file, JSON Pointer, a Chinese sentence and the way out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault. `pointer` is a JSON Pointer (RFC 6901) into `file`, or the document at hand when `file` is empty."""

    file: str
    pointer: str
    message: str
    suggestion: str = ""

    def to_json(self) -> dict[str, str]:
        """Return the problem as a JSON object, empty parts left out."""
        return {key: value for key, value in asdict(self).items() if value or key == "pointer"}

    def __str__(self) -> str:
        place = f"{self.file}{'#' if self.file else ''}{self.pointer or '/'}"
        return f"{place}：{self.message}" + (f" {self.suggestion}" if self.suggestion else "")


@dataclass(frozen=True, slots=True)
class Problems:
    """Every problem of one document or one folder, in reading order; the refused half of a reading result."""

    items: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Sink:
    """Collects problems and warnings while one file is read."""

    file: str = ""
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def problem(self, pointer: str, message: str, suggestion: str = "") -> None:
        """Add what makes the document unusable."""
        self.problems.append(Problem(self.file, pointer, message, suggestion))

    def warn(self, pointer: str, message: str, suggestion: str = "") -> None:
        """Add what was read, but should be looked at."""
        self.warnings.append(Problem(self.file, pointer, message, suggestion))


def escape(token: str) -> str:
    """Write one key as a token of a JSON Pointer."""
    return token.replace("~", "~0").replace("/", "~1")


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Return «您是否要写 …？» with the nearest known words, or the list of them all when it is short, or nothing."""
    words = sorted(set(known))
    near = difflib.get_close_matches(str(word), words, n=2, cutoff=0.6)
    if near:
        return "您是否要写 " + " 或 ".join(near) + "？"
    return "可以写：" + "、".join(words) + "。" if 0 < len(words) <= 15 else ""
