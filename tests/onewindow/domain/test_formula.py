"""Formulas of computed elements as rules."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from form_builder import facts
from onewindow.domain.case_format.formula import Formula, FormulaFault, parse_formula
from rule_engine import evaluate


@pytest.mark.parametrize(
    ("text", "values", "result"),
    [
        ("a.w*a.h", {"a.w": Decimal("2.5"), "a.h": 4}, Decimal(10)),
        ("a.w + a.h * 2", {"a.w": 1, "a.h": 3}, Decimal(7)),
        ("(a.w + a.h) * 2", {"a.w": 1, "a.h": 3}, Decimal(8)),
        ("10 - 3 - 2", {}, Decimal(5)),
        ("12 / 3 / 2", {}, Decimal(2)),
        ("-a.w + 0.25", {"a.w": 1}, Decimal("-0.75")),
        ("count(a.rows)", {"a.rows": [{}, {}]}, 2),
        ("count(a.rows) * 2", {}, 0),
        ("full_years(a.born, application.date)", {"a.born": "1946-03-02", "application.date": "2026-03-01"}, 79),
        ("a.w / a.h", {"a.w": 1, "a.h": 0}, None),
        ("a.w * a.h", {"a.w": 1}, None),
    ],
)
def test_a_formula_calculates(text: str, values: dict[str, Any], result: Any) -> None:
    formula = parse_formula(text)
    assert isinstance(formula, Formula)
    assert evaluate(formula.rule, facts(values)) == result


HOSTILE = ("(" * 400 + "1" + ")" * 400, "-" * 400 + "1", "1+" * 400 + "1", "__import__('os')")
BROKEN = ("", " ", "a.w *", "* a.w", "(a.w", "a.w)", "a.w a.h", "sum(a.w)", "full_years(a.w)", "count(a, b)", "count()")


@pytest.mark.parametrize("text", [*BROKEN, "a.w ** 2", "a;b", "1.2.3", "a..b", *HOSTILE])
def test_what_is_no_formula_is_explained(text: str) -> None:
    fault = parse_formula(text)
    assert isinstance(fault, FormulaFault)
    assert fault.message


def test_a_function_name_alone_is_an_element() -> None:
    assert parse_formula("count") == Formula({"var": "count"}, ("count",))


@given(st.text(st.sampled_from("ab.1+-*/(), _count"), max_size=40))
def test_no_text_breaks_the_parser(text: str) -> None:
    assert isinstance(parse_formula(text), Formula | FormulaFault)
