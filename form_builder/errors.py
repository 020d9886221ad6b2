"""The family of exceptions of form_builder.

FormError
 ├── DocumentError   a dictionary or a form is not well made; carries every finding at once
 └── ConflictError   a merged form with open conflicts was to be compiled
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a document: where (JSON Pointer), what, and what to do about it."""

    pointer: str
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        return f"{self.pointer or '/'}：{self.message}" + (f"（{self.suggestion}）" if self.suggestion else "")


class FormError(Exception):
    """Root of everything that form_builder raises."""


class DocumentError(FormError):
    """A dictionary or a form is not well made. `findings` lists all problems, in document order."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("；".join(map(str, self.findings)))


class ConflictError(FormError):
    """A merged form still has conflicts that an administrator must settle; `messages` names each of them in Chinese."""

    def __init__(self, messages: Sequence[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("；".join(self.messages))
