"""A lower tenant's difference to an inherited document, and the document that results.

`{"schema": "onewindow/overlay/1", "adapted": {pointer: value}, "hidden": [pointer], "added": {pointer of a list:
[element]}}`, every part but the first optional. Seen from the tenant an element is *inherited* (not named), *adapted*,
*added* or *hidden*. Parents lock or bound elements (`rules`); a lower tenant may neither lift nor widen what was said
above, because the rules come with the document.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .errors import PatchError
from .pointers import ABSENT, IDENTITIES, Pointer, find, identity, overlap, parse, replace, write
from .rules import Rules

Json = Any

SCHEMA = "onewindow/overlay/1"
RULES_AT = "inherit"


class State(StrEnum):
    """How an element of the effective document came to be; what is not named is inherited."""

    ADAPTED = "adapted"
    ADDED = "added"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Patch:
    """An overlay, read."""

    adapted: Mapping[Pointer, Json] = field(default_factory=dict)
    hidden: tuple[Pointer, ...] = ()
    added: Mapping[Pointer, tuple[Json, ...]] = field(default_factory=dict)

    @classmethod
    def from_json(cls, written: Json) -> Patch:
        """Read an overlay document; raises PatchError when it is not written in the shape of one."""
        _check_shape(written)
        patch = cls(
            {parse(pointer): value for pointer, value in written.get("adapted", {}).items()},
            tuple(map(parse, written.get("hidden", ()))),
            {parse(pointer): tuple(elements) for pointer, elements in written.get("added", {}).items()},
        )
        _check_apart(patch)
        return patch


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing an overlay may not do.

    `message` is a Chinese sentence that quotes the rule, `element` a written pointer.
    """

    element: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Applied:
    """The document that results, and the state of each element that is not simply inherited, by written pointer."""

    document: Json
    states: Mapping[str, State] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conflict:
    """The overlay does not fit this version of the document: every reason.

    `level` counts a lineage's overlays from 0.
    """

    refusals: tuple[Refusal, ...]
    level: int = 0

    @property
    def elements(self) -> tuple[str, ...]:
        """The pointers of the elements in conflict."""
        return tuple(refusal.element for refusal in self.refusals)


def apply(document: Json, patch: Patch) -> Applied | Conflict:
    """The document with one tenant's difference, or every reason why the difference does not fit.

    Nothing given is changed; an empty patch is the identity. Raises PatchError when the document's own rules cannot be
    read.
    """
    rules = Rules.from_json(document.get(RULES_AT, {}))
    refusals = [*_adapted_faults(document, patch, rules), *_hidden_faults(document, patch, rules)]
    refusals += _added_faults(document, patch, rules)
    if refusals:
        return Conflict(tuple(refusals))
    for pointer, value in patch.adapted.items():
        document = replace(document, pointer, value)
    for pointer, elements in patch.added.items():
        document = replace(document, pointer, [*find(document, pointer), *elements])
    for pointer in patch.hidden:
        document = replace(document, pointer, ABSENT)
    return Applied(document, _states(patch))


def effective(document: Json, patches: Iterable[Patch]) -> Applied | Conflict:
    """Fold the differences along a lineage, from the top down. The first that does not fit ends it, with its `level`.

    Folding is associative: the effective document of an upper tenant, with the differences below it, gives the same.
    """
    states: dict[str, State] = {}
    for level, patch in enumerate(patches):
        result = apply(document, patch)
        if isinstance(result, Conflict):
            return Conflict(result.refusals, level)
        document = result.document
        states |= result.states
    return Applied(document, states)


def _states(patch: Patch) -> dict[str, State]:
    states = {write(pointer): State.ADAPTED for pointer in patch.adapted}
    states |= {write(pointer): State.HIDDEN for pointer in patch.hidden}
    for pointer, elements in patch.added.items():
        states |= {write((*pointer, str(identity(element)))): State.ADDED for element in elements}
    return states


def _adapted_faults(document: Json, patch: Patch, rules: Rules) -> Iterable[Refusal]:
    for pointer, value in patch.adapted.items():
        parent = find(document, pointer)
        rule = rules.of(pointer)
        if parent is ABSENT:
            yield _gone(pointer)
        elif pointer[0] == RULES_AT:
            yield _refusal(pointer, "locked", "上级的约束不能修改")
        elif pointer[-1] in IDENTITIES or identity(parent) != identity(value):
            yield _refusal(pointer, "locked", "标识不能修改")
        elif said := rule.refusal(parent, value):
            yield _refusal(pointer, rule.word, f"{said}（上级为 {parent}，改为 {value}）")


def _hidden_faults(document: Json, patch: Patch, rules: Rules) -> Iterable[Refusal]:
    for pointer in patch.hidden:
        rule = rules.of(pointer)
        if find(document, pointer) is ABSENT:
            yield _gone(pointer)
        elif pointer[0] == RULES_AT or not rule.may_hide:
            yield _refusal(pointer, rule.word, "上级已锁定，不能取消")


def _added_faults(document: Json, patch: Patch, rules: Rules) -> Iterable[Refusal]:
    for pointer, elements in patch.added.items():
        parent = find(document, pointer)
        rule = rules.of(pointer)
        if not isinstance(parent, list):
            yield _gone(pointer)
            continue
        known = {identity(element) for element in parent}
        for element in elements:
            name = str(identity(element))
            if not rule.may_add:
                yield _refusal((*pointer, name), rule.word, "上级未允许增加，不能增加")
            elif name in known:
                yield _refusal((*pointer, name), rule.word, "上级已有同名项，请改用调整或另取名称")
            known.add(name)


def _gone(pointer: Pointer) -> Refusal:
    return _refusal(pointer, "gone", "上级的新版本中已没有这一项，请删除此处的差异")


def _refusal(pointer: Pointer, rule: str, said: str) -> Refusal:
    return Refusal(write(pointer), rule, f"“{write(pointer)}”：{said}。")


def _check_shape(written: Json) -> None:
    if not isinstance(written, dict) or written.get("schema") != SCHEMA:
        raise PatchError(f"an overlay has the schema {SCHEMA!r}")
    if unknown := set(written) - {"schema", "adapted", "hidden", "added"}:
        raise PatchError(f"unknown parts of an overlay: {sorted(unknown)}")
    hidden, added = written.get("hidden", []), written.get("added", {})
    if not isinstance(hidden, list) or not all(isinstance(pointer, str) for pointer in hidden):
        raise PatchError("`hidden` is a list of pointers")
    if not isinstance(written.get("adapted", {}), dict) or not isinstance(added, dict):
        raise PatchError("`adapted` and `added` are objects by pointer")
    for pointer, elements in added.items():
        if not isinstance(elements, list) or any(identity(element) is None for element in elements):
            raise PatchError(f"what is added to {pointer!r} is a list of elements with an id, key or matter")


def _check_apart(patch: Patch) -> None:
    """Raise PatchError where one part of an overlay reaches into another, so that their order would decide."""
    changed = [*patch.adapted, *patch.hidden]
    for one, other in itertools.combinations(changed, 2):
        if overlap(one, other):
            raise PatchError(f"{write(one)!r} and {write(other)!r} of one overlay overlap")
    for pointer in patch.added:
        for other in changed:
            if other == pointer[: len(other)]:
                raise PatchError(f"{write(pointer)!r} is added to, and {write(other)!r} is changed as a whole")
