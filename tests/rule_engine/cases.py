"""The routes of the sample cases: conditions of their neutral format as rules, answers as facts."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable, Iterator
from typing import Any

from rule_engine import RoutePlan

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": lambda field, value: {"==": [field, value]},
    "ne": lambda field, value: {"and": [filled(field), {"!=": [field, value]}]},
    "in": lambda field, value: {"in": [field, value]},
    "lt": lambda field, value: {"<": [field, value]},
    "le": lambda field, value: {"<=": [field, value]},
    "gt": lambda field, value: {">": [field, value]},
    "ge": lambda field, value: {">=": [field, value]},
    "filled": lambda field, value: filled(field),
    "contains_any": lambda field, value: {"some": [field, {"in": [{"var": ""}, value]}]},
    "only": lambda field, value: {"all": [field, {"in": [{"var": ""}, value]}]},
    "not_within_tenant": lambda field, value: {
        "and": [filled(field), {"!": {"starts_with": [field, {"var": "tenant.code"}]}}]
    },
    "le_param": lambda field, value: {"<=": [field, {"var": f"param.{value}"}]},
}


def filled(field: Any) -> Any:
    """Not blank."""
    return {"!": {"blank": field}}


def rule(condition: Any) -> Any:
    """A condition of the case format as a rule."""
    if "all" in condition:
        return {"and": [rule(each) for each in condition["all"]]}
    if "any" in condition:
        return {"or": [rule(each) for each in condition["any"]]}
    if "not" in condition:
        return {"!": rule(condition["not"])}
    return OPERATORS[condition["op"]]({"var": condition["field"]}, condition.get("value"))


def plans(shared: pathlib.Path) -> Iterator[tuple[str, RoutePlan, list[Any]]]:
    """(file, plan, examples with expected waves) of every sample matter."""
    for path in sorted((shared / "domain/cases").glob("matter_*.json")):
        matter = json.loads(path.read_text())
        if not matter.get("routing"):
            continue
        for step in matter["routing"]["steps"]:
            for arrow in [*step.get("next", ()), *step.get("branches", ())]:
                if "if" in arrow:
                    arrow["if"] = rule(arrow["if"])
        parameters = {each["key"]: each.get("example") for each in matter.get("tenant_parameters") or ()}
        examples = [each for each in matter["examples"] if "route_waves" in each["expect"]]
        for example in examples:
            example["param"] = parameters | (example.get("tenant_parameters") or {})
        yield path.name, RoutePlan.from_json(matter["routing"]), examples


def facts_of(example: Any) -> dict[str, Any]:
    """The answers of an example, nested."""
    made: dict[str, Any] = {"param": example["param"], "tenant": {"code": example.get("tenant_division", "")}}
    for key, value in example["data"].items():
        *outer, last = key.split(".")
        here = made
        for each in outer:
            here = here.setdefault(each, {})
        here[last] = value
    return made
