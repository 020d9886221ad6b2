"""What an example said and what came out, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from form_builder import FormPlan

Json = Any


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that came out otherwise than expected."""

    what: str
    expected: Json
    found: Json


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """The outcome of one example or scenario.

    `kind`: example, scenario or static; `unchecked`: expectations whose name says nothing to the engine.
    """

    kind: str
    subject: str
    name: str
    mismatches: tuple[Mismatch, ...] = ()
    unchecked: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything came out as expected."""
        return not self.mismatches

    def to_json(self) -> dict[str, Json]:
        """One line of a report."""
        line: dict[str, Json] = {"kind": self.kind, "subject": self.subject, "name": self.name, "ok": self.ok}
        if self.mismatches:
            line["mismatches"] = [
                {"what": each.what, "expected": each.expected, "found": each.found} for each in self.mismatches
            ]
        if self.unchecked:
            line["unchecked"] = list(self.unchecked)
        return line


def compare(
    expected: Mapping[str, Json], found: Mapping[str, Json], *, sets: Sequence[str] = ()
) -> tuple[tuple[Mismatch, ...], tuple[str, ...]]:
    """Hold every expectation against what came out; those named in `sets` (and waves inside lists) regardless of order.

    Returns the mismatches, and the names of expectations that nothing came out for.
    """
    wrong, unchecked = [], []
    for what, wanted in expected.items():
        if what not in found:
            unchecked.append(what)
        elif _shape(wanted, as_set=what in sets) != _shape(found[what], as_set=what in sets):
            wrong.append(Mismatch(what, wanted, found[what]))
    return tuple(wrong), tuple(unchecked)


def _shape(value: Json, *, as_set: bool) -> Json:
    """A value in the form that is compared: waves (lists in a list) and named sets are sorted."""
    if isinstance(value, list | tuple):
        items = [_shape(item, as_set=True) for item in value]
        return sorted(items, key=repr) if as_set else items
    if isinstance(value, Mapping):
        return {key: _shape(item, as_set=as_set) for key, item in value.items()}
    return value


def revived(plan: FormPlan, data: Mapping[str, Json]) -> dict[str, Json]:
    """Sample answers as values: what is a number of the form becomes one; anything else stays as it was written."""
    return {key: _value(plan, key, value) for key, value in data.items()}


def _value(plan: FormPlan, key: str, value: Json) -> Json:
    if key not in plan.by_key:
        return value
    element = plan[key].element
    if isinstance(value, list) and element.columns:
        kinds = {column.element.key: column.element.kind for column in element.columns}
        return [
            {name: _number(kinds.get(name, ""), cell) for name, cell in row.items()} if isinstance(row, dict) else row
            for row in value
        ]
    return _number(element.kind, value)


def _number(kind: str, value: Json) -> Json:
    if kind not in ("decimal", "money") or not isinstance(value, str | int) or isinstance(value, bool):
        return value
    try:
        return Decimal(value)
    except InvalidOperation:
        return value
