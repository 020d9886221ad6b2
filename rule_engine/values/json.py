"""Types of what rules are and of what they read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""None, bool, int, Decimal (float is accepted and taken by its shortest text), text, list, dict with text keys."""

Facts: TypeAlias = Mapping[str, Any]
"""What a rule reads: nested mappings, see docs/documents.md. Dates are ISO texts."""
