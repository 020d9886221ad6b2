"""How fast rules, tables and routes are; other engines beside them in the same run."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import datalogic_py
import json_logic

from rule_engine import BudgetExceeded, DecisionTable, RoutePlan, analyse, compile_rule, decide, evaluate, route
from tests.rule_engine.hostile import FACTS, TOO_MUCH

REPEATS = 7
SMALL: dict[str, Any] = {"and": [{"==": [{"var": "org.kind"}, "enterprise"]}, {">": [{"var": "area"}, 300]}]}


def record() -> dict[str, Any]:
    """The answers of a form with 60 fields, a table among them."""
    made: dict[str, Any] = {f"field_{n}": f"博罗县罗阳街道桥东一路{n}号" if n % 3 else n for n in range(51)}
    made |= {"area": 320, "floor": 2, "staff": 6, "town": "441322101", "born": "1946-03-02", "today": "2026-03-01"}
    made["org"] = {f"part_{n}": n for n in range(7)} | {
        "kind": "enterprise",
        "name": "博罗县甲餐饮店",
        "capital": "500000.50",
    }
    made["rows"] = [{"age": age, "income": "1200.50"} for age in (81, 55, 30, 7)]
    made["blank"] = ""
    return made


def realistic() -> list[Any]:
    """33 rules as forms have them: visibility, requirement, routing, calculated fields."""
    made: list[Any] = []
    for n in range(8):
        made.append({"==": [{"var": "org.kind"}, "enterprise" if n % 2 else "individual"]})
        made.append({"and": [{"in": [{"var": "town"}, ["441322101", "441322102"]]}, {">=": [{"var": "area"}, 50 * n]}]})
    for n in range(5):
        made.append({"or": [{"blank": {"var": f"field_{n}"}}, {"<": [{"var": "staff"}, n]}, {"!": {"var": "blank"}}]})
        made.append(
            {"if": [{">": [{"var": "area"}, 100 * n]}, {"*": [{"var": "area"}, "1.5"]}, {"+": [{"var": "staff"}, n]}]}
        )
    made += [
        {"missing": ["org.name", "org.kind", "blank", "field_1"]},
        {"some": [{"var": "rows"}, {">=": [{"var": "age"}, 80]}]},
        {"+": {"map": [{"var": "rows"}, {"var": "income"}]}},
        {">=": [{"age_on": [{"var": "born"}, {"var": "today"}]}, 80]},
        {"starts_with": [{"var": "town"}, "441322"]},
        {"round": [{"*": [{"var": "org.capital"}, "0.05"]}, 2]},
        {"cat": [{"var": "org.name"}, "(", {"var": "town"}, ")"]},
    ]
    return made


def table(rows: int) -> DecisionTable:
    """Four columns: matter, subject, amount, town."""
    rng = random.Random(1)
    matters, subjects = [f"事项{n}" for n in range(10)], ["个人", "企业", "个体工商户", "合作社"]
    towns = [f"镇{n}" for n in range(8)]

    def some(of: list[str], share: float) -> str:
        return ",".join(rng.sample(of, rng.randint(1, len(of) // 2))) if rng.random() < share else "-"

    made = []
    for number in range(rows):
        low = rng.randrange(0, 250_000, 10_000)
        amount = f"[{low}..{low + rng.choice([10_000, 50_000, 100_000])})" if rng.random() < 0.7 else "-"
        made.append({"when": [some(matters, 0.9), some(subjects, 0.6), amount, some(towns, 0.5)], "then": [number]})
    columns = [
        {"path": "matter", "label": "事项", "options": [{"value": each} for each in matters]},
        {"path": "subject", "label": "主体", "options": [{"value": each} for each in subjects]},
        {"path": "amount", "label": "金额", "kind": "integer", "min": 0, "max": 300_000},
        {"path": "town", "label": "镇", "options": [{"value": each} for each in towns]},
    ]
    return DecisionTable.from_json({"hit": "first", "columns": columns, "outputs": [{"key": "o"}], "rows": made})


def many_rules(count: int) -> RoutePlan:
    """One step with so many conditional ways on."""
    rules = [
        {"and": [{"==": [{"var": "matter"}, f"M{n // 4}"]}, {">": [{"var": "area"}, 100 * (n % 4)]}]}
        for n in range(count)
    ]
    ways = [{"to": f"d{n % 50}", "if": rule} for n, rule in enumerate(rules)]
    offices = [{"id": f"d{n}", "kind": "task", "next": [{"to": "end"}]} for n in range(50)]
    start = {"id": "s", "kind": "task", "next": [*ways, {"to": "end"}]}
    return RoutePlan.from_json({"start": "s", "steps": [start, *offices, {"id": "end", "kind": "end"}]})


def seconds(act: Callable[[], object], times: int = 1) -> float:
    """The time of one call in the best of several runs of so many calls: what others do on the machine only adds."""
    runs = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        for _ in range(times):
            act()
        runs.append((time.perf_counter() - began) / times)
    return min(runs)


def side_by_side(*acts: Callable[[], object]) -> list[float]:
    """The best times of one call each, taken in turns, so that a busy moment meets all of them."""
    runs = [[seconds(act, 500) for act in acts] for _ in range(REPEATS)]
    return [min(times) for times in zip(*runs, strict=True)]


def figures() -> Iterator[dict[str, Any]]:
    """The figures; docs/bench.md says what they are."""
    facts = record()
    small, theirs = compile_rule(SMALL), datalogic_py.Engine().compile(json.dumps(SMALL))
    times = side_by_side(
        lambda: small(facts), lambda: json_logic.jsonLogic(SMALL, facts), lambda: theirs.evaluate(facts)
    )
    ours, panzi, rust = (round(each * 1e6, 3) for each in times)
    one: dict[str, Any] = {"value": ours, "unit": "µs", "goal": 1.0}
    yield {"name": "rules.small", **one, "peer": "panzi-json-logic", "peer_value": panzi, "ratio": panzi / ours}
    yield {"name": "rules.small", **one, "peer": "datalogic-py, with a dict", "peer_value": rust, "ratio": rust / ours}
    written = realistic()
    compiled = [compile_rule(rule) for rule in written]
    yield figure("rules.33_rules", seconds(lambda: [rule(facts) for rule in compiled], 200) * 1e6, "µs", 100)
    yield figure("rules.compile", seconds(lambda: [compile_rule(rule) for rule in written], 5) * 1e3 / 33, "ms", 0.3)
    yield figure("rules.hostile", max(refusal(rule) for rule in TOO_MUCH.values()) * 1e3, "ms", 50)
    yield from tables()
    plan = many_rules(10_000)
    last = {"matter": "M2499", "area": 1_000}
    yield figure("rules.route_10000_rules", seconds(lambda: route(plan, last), 20) * 1e3, "ms", 5)


def refusal(rule: Any) -> float:
    """The time until a rule that asks too much is refused."""

    def ask() -> None:
        try:
            evaluate(rule, FACTS)
        except BudgetExceeded:
            return
        raise AssertionError(rule)

    return seconds(ask)


def tables() -> Iterator[dict[str, Any]]:
    """Deciding and analysing."""
    fifty, asked = table(50), {"matter": "事项3", "subject": "企业", "amount": 45_000, "town": "镇2"}
    yield figure("rules.table_50_rows", seconds(lambda: decide(fifty, asked), 2_000) * 1e6, "µs", 15)
    middle, large = table(200), table(10_000)
    yield figure("rules.analyse_200_rows", seconds(lambda: analyse(middle)) * 1e3, "ms", 100)
    yield figure("rules.analyse_10000_rows", seconds(lambda: analyse(large)), "s", 5)


def figure(name: str, value: float, unit: str, goal: float) -> dict[str, Any]:
    """A figure without a peer."""
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "goal": goal,
        "peer": None,
        "peer_value": None,
        "ratio": None,
    }
