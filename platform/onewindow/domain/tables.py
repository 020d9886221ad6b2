"""Decision tables of a matter: decided before its rules are judged, their outputs facts `table.KEY.OUTPUT` (R021)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from onewindow.domain.reading import Place
from onewindow.domain.rules import relay
from rule_engine import Decision, DecisionTable, DocumentError, RuleEngineError, decide

Json = Any
Facts = Mapping[str, Any]
Tables = Mapping[str, DecisionTable]
ROOT = "table"
"""Under which the outputs stand among the facts."""
READERS = ("route", "checks", "limits", "conditions")
"""The parts of a matter whose rules are judged after its tables; the form is asked before these are decided."""
NO_TABLES: Tables = MappingProxyType({})
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_TAKEN = frozenset({"if", "shown", "needed", "include", "compute", "required"})
"""Under these keys a document holds rules."""
_FRACTION = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,9}")


def read_tables(root: Place) -> Tables:
    """Read the `tables` of a matter; what is wrong is reported at its place."""
    if not root.has("tables"):
        return NO_TABLES
    found: dict[str, DecisionTable] = {}
    for key, place in root.at("tables").members():
        if not _KEY.fullmatch(key) or key in _TAKEN:
            place.problem(f"决策表的标识「{key}」不能用。", "请用小写字母、数字和下划线，以字母开头。")
        try:
            found[key] = DecisionTable.from_json(place.value)
        except DocumentError as fault:
            relay(place, fault.problems)
            continue
        _outputs(place, found[key])
    return MappingProxyType(found)


def _outputs(place: Place, table: DecisionTable) -> None:
    keys = [output.key for output in table.outputs]
    for at, output in enumerate(place.items("outputs")):
        if not _KEY.fullmatch(keys[at]) or keys.index(keys[at]) < at:
            output.at("key").problem(f"结果列的标识「{keys[at]}」重复或不能用。", "请换成没有用过的标识。")


def decided(tables: Tables, facts: Facts) -> Facts:
    """The facts with the outcome of every table beside. Where none fits, or several do, its outputs are blank."""
    if not tables:
        return facts
    return {**facts, ROOT: {key: _outcome(table, facts) for key, table in tables.items()}}


def decisions(tables: Tables, facts: Facts) -> dict[str, Decision]:
    """What each table decides; one that cannot be decided with these facts is left out."""
    found = {}
    for key, table in tables.items():
        try:
            found[key] = decide(table, facts)
        except RuleEngineError:
            continue
    return found


def reasons(tables: Tables, names: Collection[str], facts: Facts) -> tuple[str, ...]:
    """Why the tables that a rule reads came out as they did: «津贴标准：因 年龄=92，适用第 2 行»."""
    read = {name.split(".")[1] for name in names if name.startswith(f"{ROOT}.")}
    used = {key: table for key, table in tables.items() if key in read}
    return tuple(f"{used[key].name or key}：{one.sentence(used[key])}" for key, one in decisions(used, facts).items())


def traced(tables: Tables, names: Collection[str]) -> frozenset[str]:
    """Names that a rule reads, with the columns of the tables among them."""
    read = {name.split(".")[1] for name in names if name.startswith(f"{ROOT}.")}
    return frozenset(names) | {column.path for key in read & tables.keys() for column in tables[key].columns}


def labels(tables: Tables) -> dict[str, str]:
    """Path → label of every output, for sentences."""
    return {
        f"{ROOT}.{key}.{output.key}": f"{table.name or key}的{output.label}"
        for key, table in tables.items()
        for output in table.outputs
    }


def schema_of(tables: Tables) -> Mapping[str, Json]:
    """The JSON Schema of the outputs, as `rule_engine.check` reads it; any of them may be blank."""
    properties = {
        key: {"type": "object", "title": table.name, "properties": _of(table)} for key, table in tables.items()
    }
    return {"type": "object", "title": "决策表", "properties": properties}


def kinds(table: DecisionTable) -> Iterator[tuple[str, str, tuple[Json, ...]]]:
    """Each output: its key, its kind as elements have one (`boolean`, `integer`, `decimal`, `choice`, `choices`), and
    the values it can have."""
    for place, output in enumerate(table.outputs):
        rows = [*(row.values for row in table.rows), *([table.default] if table.default else [])]
        values = tuple(dict.fromkeys(row[place] for row in rows if row[place] is not None))
        yield output.key, _kind(table, values), values


def _kind(table: DecisionTable, values: Collection[Json]) -> str:
    if table.hit == "collect":
        return "choices" if table.aggregate == "list" else "integer" if table.aggregate == "count" else "decimal"
    if values and all(isinstance(value, bool) for value in values):
        return "boolean"
    if values and all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return "integer"
    return "decimal" if values and all(_number(value) for value in values) else "choice"


def _of(table: DecisionTable) -> dict[str, Json]:
    named = {output.key: output.label for output in table.outputs}
    types: Mapping[str, Mapping[str, Json]] = {
        "boolean": {"type": "boolean"},
        "integer": {"type": "integer"},
        "decimal": {"type": "number"},
        "choices": {"type": "array", "items": {}},
    }
    made: dict[str, Json] = {}
    for key, kind, values in kinds(table):
        texts = [str(value) for value in values]
        words = {"type": "string"} | ({"enum": texts, "x-labels": texts} if texts else {})
        made[key] = {"title": f"{table.name}的{named[key]}", **types.get(kind, words)}
    return made


def _outcome(table: DecisionTable, facts: Facts) -> Mapping[str, Json]:
    try:
        outcome = decide(table, facts).outcome
    except RuleEngineError:
        outcome = None
    return {output.key: _exact((outcome or {}).get(output.key)) for output in table.outputs}


def _number(value: Json) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, (int, Decimal)) or (isinstance(value, str) and _FRACTION.fullmatch(value) is not None)


def _exact(value: Json) -> Json:
    """Numbers with a fraction stand in documents as text."""
    return Decimal(value) if isinstance(value, str) and _FRACTION.fullmatch(value) else value
