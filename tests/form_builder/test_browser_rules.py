"""The rules that are sent to the browser, run from first to last, decide as the server does."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, assume, given, settings

from form_builder import KINDS, BoundForm, FormPlan, compile_plan, facts, merge
from form_builder.answers import jsonable, parse
from form_builder.fields.base import Refused
from form_builder.fields.identity import derived
from rule_engine import evaluate, truthy
from tests.form_builder.generating import DICTIONARY, TODAY, form_sets, pages
from tests.form_builder.making import bound, dictionary


def run(rules: dict[str, Any], typed: dict[str, Any]) -> tuple[set[str], set[str], dict[str, Any]]:
    """What a browser would do: one pass, dropping the value of what is not shown. (shown, required, values)"""
    values = dict(typed)
    shown: set[str] = set()
    required: set[str] = set()

    def known() -> dict[str, Any]:
        return facts(values, **rules["facts"])

    for key, field in rules["fields"].items():
        if not truthy(evaluate(field["shown"], known()) if "shown" in field else True):
            values.pop(key, None)
            continue
        shown.add(key)
        if "compute" in field:
            value = KINDS[DICTIONARY[key].kind].adopt(DICTIONARY[key], evaluate(field["compute"], known()))
            values |= {key: value} if value is not None else {}
        elif "derive" in field and key not in values:
            value = derived(values.get(field["derive"]["from"]), field["derive"]["part"], rules["facts"]["today"])
            values |= {key: value} if value is not None else {}
    for key in shown:
        must = rules["fields"][key].get("required", False)
        if must is True or (must is not False and truthy(evaluate(must, known()))):
            required.add(key)
    return shown, required, values


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(form_sets(most=3), pages(good=True))
def test_browser_and_server_decide_alike(forms: list[BoundForm], raw: dict[str, list[str]]) -> None:
    merged = merge(forms)
    assume(not merged.conflicts)
    plan = compile_plan(merged)
    typed = {key: value for key, value in parse(plan, raw).items() if not isinstance(value, Refused)}
    shown, required, values = run(plan.browser_rules(TODAY), typed)
    state = plan.state(typed, TODAY)
    words = {key for key in state.shown if not plan[key].kind.stored}
    assert shown - words == set(state.shown) - words
    assert required == state.required
    assert {key: jsonable(value) for key, value in values.items()} == {
        key: jsonable(value) for key, value in state.values.items()
    }


def small() -> FormPlan:
    known = dictionary(
        {"key": "a.count", "label": "人数", "kind": "integer"},
        {"key": "a.double", "label": "双倍", "kind": "integer", "compute": {"*": [{"var": "a.count"}, 2]}},
        {"key": "a.why", "label": "原因", "kind": "text"},
    )
    many = {">": [{"var": "a.count"}, 3]}
    materials = [
        {"key": "m", "name": "名单", "originals": 1, "necessity": "conditional", "needed": many},
        {"key": "n", "name": "申请书", "originals": 1, "necessity": "required"},
    ]
    fields = [{"element": "a.why", "shown": many, "required": True}, {"element": "a.count"}, {"element": "a.double"}]
    return compile_plan(bound(known, "x", *fields, materials=materials))


def test_the_shape_is_that_of_the_documents() -> None:
    many = {">": [{"var": "a.count"}, 3]}
    rules = small().browser_rules({"today": "2026-11-21"})
    assert rules == {
        "fields": {
            "a.count": {},
            "a.why": {"required": True, "shown": many},
            "a.double": {"compute": {"*": [{"var": "a.count"}, 2]}},
        },
        "materials": [{"key": "m", "needed": many}],
        "facts": {"today": "2026-11-21"},
    }
    assert json.loads(json.dumps(rules)) == rules
    assert list(rules["fields"]) == ["a.count", "a.why", "a.double"]
