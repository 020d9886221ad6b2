"""An overlay, read and written: `onewindow/overlay/1` (docs/tenants.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .errors import PatchError
from .pointers import Pointer, identity, parse, write
from .rules import RULES_AT, Rules

Json = Any

SCHEMA = "onewindow/overlay/1"
PARTS = ("adapted", "hidden", "added", RULES_AT)


@dataclass(frozen=True, slots=True)
class Patch:
    """One tenant's difference. `inherit`: what it locks and bounds further for the tenants below it, as written."""

    adapted: Mapping[Pointer, Json] = field(default_factory=dict)
    hidden: tuple[Pointer, ...] = ()
    added: Mapping[Pointer, tuple[Json, ...]] = field(default_factory=dict)
    inherit: Mapping[str, Json] = field(default_factory=dict)

    @classmethod
    def from_json(cls, written: Json) -> Patch:
        """Read an overlay document; raises PatchError when it is not written in the shape of one."""
        _check_shape(written)
        patch = cls(
            {parse(pointer): value for pointer, value in written.get("adapted", {}).items()},
            tuple(map(parse, written.get("hidden", ()))),
            {parse(pointer): tuple(elements) for pointer, elements in written.get("added", {}).items() if elements},
            written.get(RULES_AT, {}),
        )
        _check_apart(patch)
        return patch

    def to_json(self) -> dict[str, Json]:
        """The overlay document; empty parts are left out, so equal differences are equal bytes."""
        parts: dict[str, Json] = {
            "adapted": {write(pointer): value for pointer, value in self.adapted.items()},
            "hidden": sorted(map(write, self.hidden)),
            "added": {write(pointer): list(elements) for pointer, elements in self.added.items()},
            RULES_AT: dict(self.inherit),
        }
        return {"schema": SCHEMA} | {key: value for key, value in parts.items() if value}

    @property
    def empty(self) -> bool:
        """Nothing differs and nothing is tightened: all is inherited."""
        return not (self.adapted or self.hidden or self.added or self.inherit)

    @property
    def elements(self) -> tuple[Pointer, ...]:
        """The pointers of everything that differs."""
        added = ((*pointer, str(identity(element))) for pointer, elements in self.added.items() for element in elements)
        return (*self.adapted, *self.hidden, *added)

    def without(self, elements: Iterable[Pointer]) -> Patch:
        """The difference with these elements, and what stands under them, as the parent has them."""
        gone = tuple(elements)
        added = {
            pointer: kept
            for pointer, given in self.added.items()
            if (kept := tuple(one for one in given if not _under((*pointer, str(identity(one))), gone)))
        }
        return replace(
            self,
            adapted={pointer: value for pointer, value in self.adapted.items() if not _under(pointer, gone)},
            hidden=tuple(pointer for pointer in self.hidden if not _under(pointer, gone)),
            added=added,
        )

    def adapting(self, values: Mapping[Pointer, Json]) -> Patch:
        """The difference with other values for these elements."""
        rest = self.without(values)
        return replace(rest, adapted={**rest.adapted, **values})


def _under(pointer: Pointer, places: Iterable[Pointer]) -> bool:
    return any(pointer[: len(place)] == place for place in places)


def _check_shape(written: Json) -> None:
    if not isinstance(written, dict) or written.get("schema") != SCHEMA:
        raise PatchError(f"差异文件的 schema 应为 {SCHEMA}。")
    if unknown := set(written) - {"schema", *PARTS}:
        raise PatchError(f"差异文件里不认识的部分：{'、'.join(sorted(unknown))}，可以写：{'、'.join(PARTS)}。")
    hidden, added = written.get("hidden", []), written.get("added", {})
    if not isinstance(hidden, list) or not all(isinstance(pointer, str) for pointer in hidden):
        raise PatchError("「hidden」应为列表，每项是一个位置。")
    if not isinstance(written.get("adapted", {}), dict) or not isinstance(added, dict):
        raise PatchError("「adapted」和「added」应为对象：位置 → 内容。")
    for pointer, elements in added.items():
        if not isinstance(elements, list) or any(identity(element) is None for element in elements):
            raise PatchError(f"增加到「{pointer}」的内容应为列表，每项要有 id、key 或 matter。")
    Rules.from_json(written.get(RULES_AT, {}))


def _check_apart(patch: Patch) -> None:
    """Raise PatchError where one part of an overlay reaches into another, so that their order would decide."""
    changed: set[Pointer] = set()
    for one in sorted([*patch.adapted, *patch.hidden], key=len):
        for other in _to(one):
            if other in changed:
                raise PatchError(f"「{write(other)}」和「{write(one)}」互相包含，请只保留其中一个。")
        changed.add(one)
    for pointer in patch.added:
        for other in _to(pointer):
            if other in changed:
                raise PatchError(f"「{write(other)}」已整体修改，不能再向其中的「{write(pointer)}」增加内容。")


def _to(pointer: Pointer) -> Iterator[Pointer]:
    """The places on the way to a pointer, itself the last."""
    return (pointer[:length] for length in range(1, len(pointer) + 1))
