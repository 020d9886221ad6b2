"""The theme document (`onewindow/theme/1`): which matters make one thing (一件事), and which answers decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from form_builder import Dictionary
from onewindow.domain.canonical import digest
from onewindow.domain.errors import DocumentInvalidError
from onewindow.domain.inheriting import read_inherit
from onewindow.domain.problems import Problems
from onewindow.domain.reading import Place, start
from onewindow.domain.rules import read_rule
from tenants.rules import ABOUT_RULES

Json = Any
SCHEMA = "onewindow/theme/1"
ELEMENTS = "onewindow/elements/1"
_KEYS = (
    *("schema", "key", "name", "lead_department", "subjects", "guide", "members", "conditions", "settlements"),
    *("scenarios", "source", "expected", "elements", *ABOUT_RULES),
)
_SETTLEMENT = ("label", "min", "max", "options", "ask")


@dataclass(frozen=True, slots=True)
class Member:
    """One matter of a theme; it takes part when `include` holds for the guide answers."""

    matter: str
    include: Json = True
    phase: Json = None


@dataclass(frozen=True)
class ThemeDocument:
    """A published theme. Equal JSON means equal theme."""

    json: Mapping[str, Json]
    members: tuple[Member, ...] = field(compare=False)

    @classmethod
    def from_json(cls, value: Json) -> ThemeDocument | Problems:
        """Read a document; every problem at once, each with its JSON Pointer and the way out."""
        root = start(value)
        members = _members(root)
        if root.sink.problems:
            return Problems(tuple(root.sink.problems), tuple(root.sink.warnings))
        return cls(root.value, members)  # type: ignore[arg-type]

    @classmethod
    def stored(cls, value: Json) -> ThemeDocument:
        """Read a document that was checked before it was stored; raises `DocumentInvalidError` if it is no theme."""
        theme = cls.from_json(value)
        if isinstance(theme, Problems):
            raise DocumentInvalidError("; ".join(map(str, theme.items)))
        return theme

    def to_json(self) -> Mapping[str, Json]:
        """The document as it was read, to the byte."""
        return self.json

    @cached_property
    def digest(self) -> str:
        """The name of this version."""
        return digest(self.json)

    @property
    def key(self) -> str:
        """The stable key of the theme."""
        return str(self.json["key"])

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.json["name"])

    @property
    def guide(self) -> tuple[str, ...]:
        """Elements asked before the form, because their answers decide which matters take part."""
        return tuple(self.json.get("guide") or ())

    @property
    def settlements(self) -> Mapping[str, Mapping[str, Json]]:
        """How conflicts of the merge are settled: element or material key → label, min, max, options, ask."""
        return self.json.get("settlements") or {}

    def words(self, dictionary: Dictionary) -> Dictionary:
        """The dictionary with the theme's own questions beside; raises form_builder's DocumentError if they clash."""
        own = self.json.get("elements")
        return Dictionary.from_json({"schema": ELEMENTS, "elements": own}, beside=dictionary) if own else dictionary

    @property
    def scenarios(self) -> tuple[Mapping[str, Json], ...]:
        """Sample situations."""
        return tuple(self.json.get("scenarios") or ())


def _members(root: Place) -> tuple[Member, ...]:
    if not root.is_object(_KEYS, strict=True):
        return ()
    root.choice("schema", (SCHEMA,))
    root.text("key")
    root.text("name")
    for key in ("subjects", "guide", "conditions"):
        root.texts(key)
    root.items("elements")
    read_inherit(root)
    for scenario in root.items("scenarios"):
        scenario.is_object(("name", "data"), strict=True)
    if root.has("settlements"):
        for _, settlement in root.at("settlements").members():
            settlement.is_object(_SETTLEMENT, strict=True)
    found: dict[str, Member] = {}
    for place in root.items("members", required=True):
        if place.is_object(("matter", "include", "phase"), strict=True):
            key = place.text("matter")
            if key in found:
                place.at("matter").problem(f"成员事项「{key}」出现两次。", "请删除其中一个。")
            found[key] = Member(key, read_rule(place, "include"), place.at("phase").value)
    if not found:
        root.at("members").problem("一件事至少要有一个成员事项。", "请添加成员。")
    return tuple(found.values())
