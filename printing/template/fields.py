"""Declarative fields: what a block may say, how each word is read, and its default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from printing.template import reading
from printing.template.reading import Context
from printing.template.sizes import MM
from printing.template.text import Text
from printing.values import Json

Read = Callable[[Context, Json, str], Any]
T = TypeVar("T")
REQUIRED: Any = object()


@dataclass(frozen=True, slots=True)
class Field:
    """One property; `name` is the attribute it becomes when it differs from the JSON key."""

    read: Read
    default: Any = REQUIRED
    name: str = ""


def text(default: Any = REQUIRED) -> Field:
    """A text of the inline language."""
    return Field(reading.read_text, Text() if default == "" else default)


def word(default: Any = REQUIRED) -> Field:
    """A plain word."""
    return Field(reading.read_word, default)


def flag(default: bool = False, name: str = "") -> Field:
    """true or false."""
    return Field(reading.read_flag, default, name)


def number(low: float, high: float, default: Any = REQUIRED) -> Field:
    """A number between two bounds."""
    return Field(lambda context, value, pointer: reading.read_number(context, value, pointer, low, high), default)


def whole(low: int, high: int, default: Any = REQUIRED, name: str = "") -> Field:
    """A whole number between two bounds."""
    return Field(
        lambda context, value, pointer: int(reading.read_number(context, value, pointer, low, high)), default, name
    )


def size(default: Any = REQUIRED) -> Field:
    """A type size."""
    return Field(reading.read_size, default)


def length(high_mm: int, default_mm: Any = REQUIRED) -> Field:
    """A length in mm."""
    default = default_mm if default_mm is REQUIRED else default_mm * MM
    return Field(lambda context, value, pointer: reading.read_length(context, value, pointer, high_mm), default)


def choice(*choices: str, default: Any = REQUIRED) -> Field:
    """One of a few words."""
    return Field(lambda context, value, pointer: reading.read_choice(context, value, pointer, choices), default)


def style(default: str) -> Field:
    """The name of a style."""
    return Field(reading.read_style, default)


ALIGN = ("left", "center", "right", "justify")
ALIGN_FLAT = ("left", "center", "right")
COMMON = {
    "if": Field(reading.read_rule, None, "condition"),
    "elements": Field(reading.read_words, ()),
}


def read_object(
    context: Context, value: Json, pointer: str, make: Callable[..., T], fields: Mapping[str, Field]
) -> T | None:
    """Build `make(**fields)` from a JSON object; None (and findings) when it is not an object.

    An `id` may stand in every object: it names the object for what lower tenants change, and is read by others.
    """
    if not isinstance(value, dict):
        context.fail(pointer, "这里应当是一个对象", "写成 { … }")
        return None
    for key in value.keys() - fields.keys() - {"type", "id"}:
        context.fail(f"{pointer}/{key}", f"不认识的属性“{key}”", f"可用的属性：{'、'.join(fields)}")
    found: dict[str, Any] = {}
    for key, spec in fields.items():
        if key in value:
            found[spec.name or key] = spec.read(context, value[key], f"{pointer}/{key}")
        elif spec.default is REQUIRED:
            context.fail(pointer, f"缺少属性“{key}”", f"补上“{key}”")
            return None
        else:
            found[spec.name or key] = spec.default
    return make(**found)


def read_list(
    context: Context, value: Json, pointer: str, read: Callable[[Context, Json, str], T | None], most: int
) -> tuple[T, ...]:
    """A list of at most `most` parts; parts that cannot be read are left out (and told)."""
    if not isinstance(value, list):
        context.fail(pointer, "这里应当是列表", "写成 [ … ]")
        return ()
    if len(value) > most:
        context.fail(pointer, f"列表太长（{len(value)} 项）", f"最多 {most} 项，拆成几块")
        return ()
    parts = (read(context, part, f"{pointer}/{index}") for index, part in enumerate(value))
    return tuple(part for part in parts if part is not None)
