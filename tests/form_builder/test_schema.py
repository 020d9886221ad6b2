"""The schema of facts: what an editor of rules offers, and what `rule_engine.check` judges against."""

from __future__ import annotations

from typing import Any

import pytest

from form_builder import FormDocument, facts_schema
from form_builder.schema import paths
from rule_engine import check
from tests.form_builder.generating import DICTIONARY, KEYS
from tests.form_builder.making import dictionary, form, option_list

KNOWN = dictionary(
    {"key": "org.type", "label": "类型", "kind": "choice", "options": option_list("company", "person")},
    {"key": "org.area", "label": "面积", "kind": "decimal", "min": 0, "max": "99.5"},
    {"key": "org.since", "label": "成立日期", "kind": "date"},
    {"key": "org.items", "label": "项目", "kind": "choices", "options": option_list("a", "b")},
    {"key": "org.open", "label": "营业期限", "kind": "date_range"},
    {"key": "guide.sign", "label": "设招牌", "kind": "boolean"},
    {"key": "org.words", "label": "说明", "kind": "static_text"},
    {
        "key": "org.staff",
        "label": "人员",
        "kind": "table",
        "columns": [{"key": "name", "label": "姓名", "kind": "text", "required": True}],
    },
)
SHOWN = {"==": [{"var": "org.type"}, "company"]}


def schema() -> dict[str, Any]:
    """The schema of a form over all of them, and one field that nobody knows."""
    fields = [{"element": "org.type", "required": True}, {"element": "org.area", "required": True, "shown": SHOWN}]
    return facts_schema(
        form("x", *fields, "org.since", "org.items", "org.open", "org.staff", "org.words", "no.one"), KNOWN
    )


def test_paths_types_and_options() -> None:
    org = schema()["properties"]["org"]
    assert org["required"] == ["type"]
    assert org["properties"]["type"] == {
        "title": "类型",
        "type": "string",
        "x-kind": "choice",
        "enum": ["company", "person"],
        "x-labels": ["COMPANY", "PERSON"],
    }
    assert org["properties"]["area"] == {
        "title": "面积",
        "type": "number",
        "x-kind": "decimal",
        "minimum": 0,
        "maximum": "99.5",
    }
    assert org["properties"]["staff"]["items"]["required"] == ["name"]
    assert [path for path, _ in paths(schema())] == [
        "case", "param", "tenant.code", "application.date", "today",
        "org.type", "org.area", "org.since", "org.items", "org.open", "org.staff", "guide.sign",
    ]  # fmt: skip


RULES: list[tuple[Any, list[str]]] = [
    (SHOWN, []),
    ({"==": [{"var": "guide.sign"}, True]}, []),
    ({"in": ["a", {"var": "org.items"}]}, []),
    ({"<": [{"var": "org.open.start"}, {"var": "today"}]}, ["营业期限（起）"]),
    ({"==": [{"var": "org.type"}, "firm"]}, ["firm"]),
    ({"==": [{"var": "org.tipe"}, "company"]}, ["org.tipe"]),
    ({"==": [{"var": "case.anything"}, 1]}, []),
]


@pytest.mark.parametrize(("rule", "named"), RULES)
def test_rules_are_judged_against_it(rule: Any, named: list[str]) -> None:
    messages = [str(finding) for finding in check(rule, schema())]
    assert bool(messages) == bool(named), messages
    assert all(any(name in message for message in messages) for name in named), messages


def test_every_kind_has_a_schema_that_the_engine_takes() -> None:
    everything = facts_schema(FormDocument.from_json(form("x", *KEYS).to_json()), DICTIONARY)
    assert {path for path, _ in paths(everything)} >= {key for key in KEYS if DICTIONARY[key].kind != "static_text"}
    for key in KEYS:
        assert check({"!": [{"blank": [{"var": key}]}]}, everything) is not None
