"""How somebody settles one difference that a new version of the parent made impossible."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tenants.pointers import ABSENT

Json = Any


class Choice(StrEnum):
    """Take what the parent has, or keep a difference with another value."""

    TAKE = "take"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen. `value`: the value to keep, ABSENT where the parent's is taken."""

    value: Json


def read(choice: str, text: str, above: Json) -> Chosen | str:
    """Read a choice as it was posted, or say what is missing. `above`: the parent's value; a kept one has its kind."""
    if choice == Choice.TAKE:
        return Chosen(ABSENT)
    if choice != Choice.KEEP:
        return "请选择沿用上级，还是改为另一个值。"
    written = text.strip()
    if not written:
        return "请填写改为什么值，或选择沿用上级。"
    if isinstance(above, int) and not isinstance(above, bool):
        return Chosen(int(written)) if written.isdecimal() and len(written) < 10 else "应填整数，例如 10。"
    return Chosen(written)
