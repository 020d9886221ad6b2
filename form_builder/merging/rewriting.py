"""Rewriting a member's rule so that, among the answers of all members, it sees only what the member itself would know.

A name that the member hides, though another member shows it, is read behind a guard; a name that it does not ask is
blank. Names inside rows (`map`, `filter`, `some` …) belong to the row and stay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from form_builder.reading import Json

ROWS: Final = frozenset({"map", "filter", "reduce", "all", "some", "none"})
NODES_MAX: Final = 4_000
DEPTH_MAX: Final = 60
"""Rules that a merge writes stay below the limits of rule_engine (5,000 nodes, 64 levels)."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How a member sees a name: `when` is True for always, False for never, or a rule; `instead` replaces a calculated
    value that comes out differently for this member.
    """

    when: Json = True
    instead: Json = None


Guard = Callable[[str], Sight]
"""Dotted name → how the member sees it."""


class TangledError(Exception):
    """The rule reads a guarded name in a way that cannot be guarded, or grows too large: a conflict in the end."""


def guarded(expr: Json, guard: Guard) -> Json:
    """The rule with every guarded read behind its guard. Raises TangledError."""
    out = _rewritten(expr, guard, 0)
    if not fits(out):
        raise TangledError
    return out


def _rewritten(expr: Json, guard: Guard, depth: int) -> Json:
    if isinstance(expr, list):
        return [_rewritten(item, guard, depth) for item in expr]
    if not isinstance(expr, dict) or len(expr) != 1:
        return expr
    (operator, given), *_ = expr.items()
    arguments = given if isinstance(given, list) else [given]
    if operator == "preserve":
        return expr
    if operator in ROWS:
        body = [_rewritten(item, guard, depth + (at == 1)) for at, item in enumerate(arguments)]
        return {operator: body}
    if operator in ("var", "val", "exists") and depth == 0:
        return _read(expr, operator, arguments, guard)
    if operator == "val" and arguments and isinstance(arguments[0], list):
        return _climb(expr, arguments, guard)
    if operator in ("missing", "missing_some") and depth == 0:
        return {operator: _paths(given, guard)}
    return {operator: _rewritten(given, guard, depth)}


def _read(expr: Json, operator: str, arguments: list[Json], guard: Guard) -> Json:
    keys = arguments[:1] if operator == "var" else arguments
    if not keys or not all(isinstance(key, (str, int)) for key in keys):
        if any(isinstance(key, dict) for key in keys) or (operator == "var" and keys[:1] in ([], [""], [None])):
            raise TangledError
        return expr
    sight = guard(".".join(map(str, keys)))
    seen = expr if sight.instead is None else {"!=": [sight.instead, None]} if operator == "exists" else sight.instead
    otherwise = False if operator == "exists" else arguments[1] if operator == "var" and len(arguments) > 1 else None
    return seen if sight.when is True else otherwise if sight.when is False else {"if": [sight.when, seen, otherwise]}


def _climb(expr: Json, arguments: list[Json], guard: Guard) -> Json:
    keys = arguments[1:]
    if not all(isinstance(key, (str, int)) for key in keys) or guard(".".join(map(str, keys))) != Sight():
        raise TangledError
    return expr


def _paths(given: Json, guard: Guard) -> Json:
    """Paths of `missing`: a path that the member does not see becomes one that is always missing."""
    if isinstance(given, list):
        return [_paths(item, guard) for item in given]
    if not isinstance(given, str):
        if isinstance(given, dict):
            raise TangledError
        return given
    sight, unseen = guard(given), f"unseen.{given}"
    if sight.instead is not None:
        raise TangledError
    return given if sight.when is True else unseen if sight.when is False else {"if": [sight.when, given, unseen]}


def fits(expr: Json) -> bool:
    """Whether a rule is small and flat enough to be compiled."""
    nodes, level = 0, [expr]
    for _ in range(DEPTH_MAX):
        level = [
            item
            for part in level
            if isinstance(part, (dict, list))
            for item in (part.values() if isinstance(part, dict) else part)
        ]
        nodes += len(level)
        if not level or nodes > NODES_MAX:
            return nodes <= NODES_MAX
    return False
