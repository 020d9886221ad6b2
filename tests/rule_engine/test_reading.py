"""What is wrong with a rule is told all at once, each with its place and the way out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from jsonlogic.core import Operator
from jsonlogic.evaluation import EvaluationContext
from jsonlogic.operators import operator_registry

from rule_engine import RuleError, RuleFailed, compile_rule, evaluate, names_read
from rule_engine.logic.reading import read
from rule_engine.operators import REGISTRY

A = {"var": "a"}
WRONG: list[tuple[Any, list[tuple[str, str, str]]]] = [
    ({"startswith": [A, "x"]}, [("", "没有运算符“startswith”", "是否想写“starts_with”？")]),
    (
        {"and": [{"=": [1, 1]}, {"not": [A]}]},
        [("/and/0", "没有运算符“=”", "“==”"), ("/and/1", "没有运算符“not”", "“!”")],
    ),
    ({"==": [A]}, [("", "“==”至少要 2 个参数，现有 1 个", '{"==": [甲, 乙]}')]),
    ({"if": A}, [("", "“if”的参数要写成清单", '{"if"')]),
    ({"blank": [A, A]}, [("", "“blank”最多 1 个参数，现有 2 个", '{"blank"')]),
    ({"some": [None, A]}, [("/some/0", "要是清单", '{"some"')]),
    ({"map": [A, None]}, [("/map/1", "不能为空", '{"map"')]),
    (
        {"!": {"or": [{"round": []}, {"a/b~c": 1}]}},
        [("/!/or/0", "至少要 1 个", ""), ("/!/or/1", "没有运算符“a/b~c”", "")],
    ),
    ({"==": [A, {"x": 1, "y": float("nan")}]}, [("/==/1/y", "不是规则能用的值", "")]),
    ([{"vra": "a"}, {"vaar": "b"}], [("/0", "vra", "“var”"), ("/1", "vaar", "“var”")]),
    ({"==": [A, 12345678901234567890]}, [("/==/1", "位数过多", "写成文本")]),
]


@pytest.mark.parametrize(("rule", "wanted"), WRONG)
def test_problems(rule: Any, wanted: list[tuple[str, str, str]]) -> None:
    with pytest.raises(RuleError) as caught:
        compile_rule(rule)
    found = caught.value.problems
    assert [each.pointer for each in found] == [pointer for pointer, *_ in wanted]
    for problem, (_, message, suggestion) in zip(found, wanted, strict=True):
        assert message in problem.message
        assert suggestion in problem.suggestion
        assert problem.message in str(caught.value)


def test_the_packages_registry_is_copied_not_changed() -> None:
    assert not set(operator_registry._registry) - {
        "var",
        "==",
        "!=",
        "if",
        ">",
        ">=",
        "<",
        "<=",
        "+",
        "-",
        "/",
        "*",
        "%",
        "map",
    }
    assert operator_registry.get("var") is not REGISTRY.get("var")


def test_the_tree_is_the_packages_tree_and_evaluates_its_way() -> None:
    tree = read({"+": [{"var": "a"}, {"var": "b"}]})
    assert isinstance(tree, Operator)
    assert tree.evaluate(EvaluationContext({"a": "1.5", "b": 2})) == Decimal("3.5")


NAMES: list[tuple[Any, set[str]]] = [
    ({"var": "org.name"}, {"org.name"}),
    ({"var": ["a", {"var": "b"}]}, {"a", "b"}),
    ({"val": ["org", "name"]}, {"org.name"}),
    ({"exists": ["org", "name"]}, {"org.name"}),
    ({"missing": ["a", "b.c"]}, {"a", "b.c"}),
    ({"missing": {"merge": ["vin", {"if": [{"var": "financing"}, ["apr"], []]}]}}, {"vin", "apr", "financing"}),
    ({"missing_some": [1, ["a", "b"]]}, {"a", "b"}),
    ({"var": [{"if": [{"var": "x"}, "a", "b"]}]}, {"x", "a", "b"}),
    ({"var": ""}, {""}),
    ({"some": [{"var": "rows"}, {">": [{"var": "age"}, {"val": [[1], "limit"]}]}]}, {"rows", "limit"}),
    ({"map": [{"var": "rows"}, {"map": [{"var": "k"}, {"val": [[4], "outer"]}]}]}, {"rows", "outer"}),
    ({"map": [{"var": "rows"}, {"val": [[1], "index"]}]}, {"rows"}),
    ({"reduce": [{"var": "rows"}, {"var": "accumulator"}, {"var": "start"}]}, {"rows", "start"}),
    ({"try": [{"var": "a"}, {"val": "type"}]}, {"a"}),
    ({"date_add": [{"var": "d"}, 3, "working_day"]}, {"d", "calendar"}),
    ({"date_add": [{"var": "d"}, 3, {"var": "unit"}]}, {"d", "unit", "calendar"}),
    ({"date_diff": [{"var": "d"}, {"var": "today"}]}, {"d", "today"}),
    ({"preserve": {"var": "a"}}, set()),
    ({"var": {"cat": ["a", {"var": "b"}]}}, {"b"}),
    ([{"var": "a"}, [{"var": "b"}]], {"a", "b"}),
    (True, set()),
]


@pytest.mark.parametrize(("rule", "wanted"), NAMES)
def test_names_read(rule: Any, wanted: set[str]) -> None:
    assert names_read(rule) == wanted


def test_a_rule_that_throws() -> None:
    with pytest.raises(RuleFailed, match="不在辖区") as caught:
        evaluate({"if": [A, 1, {"throw": "不在辖区"}]}, {})
    assert caught.value.error == {"type": "不在辖区"}
