"""A lower tenant's difference applied to an inherited document: the document that results, or every reason why not.

Seen from the tenant an element is *inherited* (not named), *adapted*, *added* or *hidden*. Parents lock or bound
elements (`rules`); a lower tenant may neither lift nor widen what was said above, because the rules come with the
document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .differences import Difference, State, differences
from .patch import Patch
from .pointers import ABSENT, IDENTITIES, Pointer, find, identity, replace, write
from .rules import ABOUT_RULES, TIGHTENED_AT, Rules

Json = Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing an overlay may not do: a written pointer, the rule's word, and the rule in Chinese without the place.

    `gone` and `taken` say that the document moved on: the element is no longer there, or there already.
    """

    element: str
    rule: str
    said: str

    @property
    def message(self) -> str:
        """A Chinese sentence that names the place as it is written."""
        return f"“{self.element}”：{self.said}。"


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
    rules = Rules.of_document(document)
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
    if patch.inherit:
        document = {**document, TIGHTENED_AT: [*document.get(TIGHTENED_AT, []), dict(patch.inherit)]}
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


def _adapted_faults(document: Json, patch: Patch, rules: Rules) -> Iterator[Refusal]:
    for pointer, value in patch.adapted.items():
        parent = find(document, pointer)
        if parent is ABSENT:
            yield _gone(pointer)
        elif pointer[-1] in IDENTITIES or identity(parent) != identity(value):
            yield _refusal(pointer, "locked", "标识不能修改")
        elif said := rules.against(Difference(pointer, State.ADAPTED, parent, value)):
            yield _refusal(pointer, said[0], f"{said[1]}{_values(parent, value)}")
        else:
            yield from _inner_faults(parent, value, pointer, rules)


def _inner_faults(parent: Json, value: Json, pointer: Pointer, rules: Rules) -> Iterator[Refusal]:
    """What a value written as a whole changes inside itself, where a closer rule forbids it."""
    if isinstance(parent, dict | list) and isinstance(value, dict | list):
        for one in differences(parent, value, pointer):
            if one.pointer != pointer and (said := rules.against(one)):
                yield _refusal(one.pointer, said[0], said[1])


def _hidden_faults(document: Json, patch: Patch, rules: Rules) -> Iterator[Refusal]:
    for pointer in patch.hidden:
        parent = find(document, pointer)
        if parent is ABSENT:
            yield _gone(pointer)
        elif said := rules.against(Difference(pointer, State.HIDDEN, above=parent)):
            yield _refusal(pointer, said[0], said[1])


def _added_faults(document: Json, patch: Patch, rules: Rules) -> Iterator[Refusal]:
    for pointer, elements in patch.added.items():
        parent = find(document, pointer)
        if not isinstance(parent, list) or pointer[0] in ABOUT_RULES:
            yield _gone(pointer)
            continue
        known = {identity(element) for element in parent}
        for element in elements:
            place = (*pointer, str(identity(element)))
            if said := rules.against(Difference(place, State.ADDED, below=element)):
                yield _refusal(place, said[0], said[1])
            elif place[-1] in known:
                yield _refusal(place, "taken", "上级已有同名项，请改用调整或另取名称")
            known.add(place[-1])


def _values(parent: Json, value: Json) -> str:
    if isinstance(parent, dict | list) or isinstance(value, dict | list):
        return ""
    return f"（上级为 {parent}，改为 {value}）"


def _gone(pointer: Pointer) -> Refusal:
    return _refusal(pointer, "gone", "上级的新版本中已没有这一项，请删除此处的差异")


def _refusal(pointer: Pointer, rule: str, said: str) -> Refusal:
    return Refusal(write(pointer), rule, said)
