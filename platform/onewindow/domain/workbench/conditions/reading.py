"""JsonLogic as blocks. A part is only taken for a sentence when that sentence writes the very same JSON again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onewindow.domain.workbench.conditions.blocks import (
    Age,
    Between,
    Block,
    Compared,
    Count,
    Field,
    Given,
    Group,
    Kept,
    Listed,
    Mode,
    Rows,
    Span,
    State,
    Subject,
)
from onewindow.domain.workbench.conditions.writing import write

Json = Any
RELATIONS = ("==", "!=", "<", "<=", ">", ">=", "starts_with")
UNITS = ("day", "month", "year", "working_day")


def read(rule: Json) -> Block:
    """A rule as blocks; `write` of the result is equal to `rule`, types included."""
    block = _block(rule)
    return block if block is not None and same(write(block), rule) else Kept(rule)


def same(one: Json, other: Json) -> bool:
    """Equal as JSON: true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def _block(rule: Json) -> Block | None:
    operator, arguments = _parts(rule)
    if operator in ("and", "or"):
        mode = Mode.ALL if operator == "and" else Mode.ANY
        return Group(mode, tuple(read(each) for each in arguments)) if arguments else None
    if operator == "!" and len(arguments) == 1:
        return _denied(arguments[0])
    if operator == "blank" and len(arguments) == 1 and (field := _field(arguments[0])):
        return State(field, filled=False, bare=not isinstance(rule["blank"], list))
    if operator in ("some", "all", "none") and len(arguments) == 2:
        return _rows(operator, *arguments)
    if operator == "in" and len(arguments) == 2:
        return _listed("in", *arguments)
    if operator in RELATIONS and len(arguments) == 2:
        return _compared(operator, *arguments)
    if operator in ("<", "<=") and len(arguments) == 3:
        return _between(operator, *arguments)
    return None


def _parts(rule: Json) -> tuple[str, list[Json]]:
    if not isinstance(rule, dict) or len(rule) != 1:
        return "", []
    [(operator, arguments)] = rule.items()
    return operator, arguments if isinstance(arguments, list) else [arguments]


def _denied(rule: Json) -> Block | None:
    operator, arguments = _parts(rule)
    if operator in ("or", "and") and arguments:
        mode = Mode.NONE if operator == "or" else Mode.NOT_ALL
        return Group(mode, tuple(read(each) for each in arguments))
    if operator in RELATIONS and len(arguments) == 2:
        compared = _compared(operator, *arguments)
        return replace(compared, denied=True) if compared else None
    if operator == "blank" and len(arguments) == 1 and (field := _field(arguments[0])):
        return State(field, filled=True, bare=not isinstance(rule["blank"], list))
    listed = _listed("not_in", *arguments) if operator == "in" and len(arguments) == 2 else None
    return listed or _not(read(rule))


def _not(denied: Block) -> Block | None:
    return None if isinstance(denied, Kept) else Group(Mode.NONE, (denied,), bare=True)


def _rows(how: str, table: Json, inside: Json) -> Block | None:
    field = _field(table)
    if field is None:
        return None
    operator, arguments = _parts(inside)
    if how != "none" and operator == "in" and len(arguments) == 2 and _field(arguments[0]) == Field(""):
        return _listed(how, table, arguments[1])
    return Rows(field, how, read(inside))


def _listed(how: str, subject: Json, values: Json) -> Block | None:
    about = _subject(subject)
    if about is None or not isinstance(values, list) or not all(map(_plain, values)):
        return None
    return Listed(about, how, tuple(values))


def _compared(relation: str, subject: Json, other: Json) -> Compared | None:
    about = _subject(subject)
    if about is None:
        return None
    if _plain(other):
        return Compared(about, relation, Given(other))
    field = _field(other)
    return Compared(about, relation, field) if field else None


def _between(relation: str, low: Json, subject: Json, high: Json) -> Block | None:
    about = _subject(subject)
    if about is None or not _plain(low) or not _plain(high):
        return None
    return Between(Given(low), relation, about, Given(high))


def _subject(rule: Json) -> Subject | None:
    field = _field(rule)
    if field is not None:
        return field
    operator, arguments = _parts(rule)
    fields = [_field(each) for each in arguments[:2]]
    match operator, fields:
        case "age_on", [Field() as born, Field() as on] if len(arguments) == 2:
            return Age(born, on)
        case "date_diff", [Field() as start, Field() as end] if len(arguments) == 3 and arguments[2] in UNITS:
            return Span(start, end, arguments[2])
        case "length", [Field() as of] if len(arguments) == 1:
            return Count(of)
    return None


def _field(rule: Json) -> Field | None:
    if isinstance(rule, dict) and len(rule) == 1 and isinstance(rule.get("var"), str):
        return Field(rule["var"])
    return None


def _plain(value: Json) -> bool:
    return isinstance(value, (str, bool, int))
