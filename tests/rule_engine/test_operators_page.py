"""docs/operators.md is what the operators say of themselves, and every example is true."""

from __future__ import annotations

import pathlib

import pytest

from rule_engine import evaluate
from rule_engine.operators import OPERATORS, REGISTRY, page
from rule_engine.operators.reference import meaning
from tests.rule_engine.plainly import plainly

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs/operators.md"


def test_the_page_is_generated() -> None:
    assert page() == PAGE.read_text(), "write docs/operators.md anew: python3 go.py docs"


@pytest.mark.parametrize("name", OPERATORS)
def test_example(name: str) -> None:
    sheet = OPERATORS[name].sheet
    value = evaluate(sheet.rule, sheet.facts)
    assert plainly(value) in (plainly(sheet.value), {"number": sheet.value})


@pytest.mark.parametrize("name", OPERATORS)
def test_every_operator_says_what_it_means(name: str) -> None:
    assert len(meaning(OPERATORS[name])) > 5
    assert f'"{name}"' in OPERATORS[name].sheet.write or name == "?:"


@pytest.mark.parametrize("name", OPERATORS)
def test_registered_with_the_package(name: str) -> None:
    assert REGISTRY.get(name) is OPERATORS[name]
