"""What an analysis found: a value, never an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """ERROR: it cannot work. WARNING: it works, hardly as meant. NOTE: good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Where (JSON Pointer), how bad, what, the way out; `witness`: facts (path -> value) that show it."""

    place: str
    severity: Severity
    message: str
    suggestion: str = ""
    witness: Mapping[str, Any] = field(default_factory=dict)
