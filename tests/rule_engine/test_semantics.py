"""What rules mean: our own vectors in Python, in Node and in Chromium, and the public suites."""

from __future__ import annotations

import pathlib
import re
from typing import Any

import pytest

from rule_engine import RuleError, RuleFailed, check, evaluate
from tests.rule_engine.conftest import Twin
from tests.rule_engine.plainly import outcome, plainly
from tests.rule_engine.vectors import canonical, compatible, semantics

CASES = list(semantics())
DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs/rules-conformance.md"


@pytest.mark.parametrize(
    ("about", "rule", "facts", "wanted"), CASES, ids=[f"{n}-{each[0][:40]}" for n, each in enumerate(CASES)]
)
def test_meaning(about: str, rule: Any, facts: Any, wanted: Any) -> None:
    assert outcome(rule, facts) == wanted, about


def test_meaning_in_node(in_node: Twin) -> None:
    assert in_node([[rule, facts] for _, rule, facts, _ in CASES]) == [wanted for *_, wanted in CASES]


@pytest.mark.browser
def test_meaning_in_chromium(in_chromium: Twin) -> None:
    assert in_chromium([[rule, facts] for _, rule, facts, _ in CASES]) == [wanted for *_, wanted in CASES]


@pytest.mark.shared
def test_canonical_suite(shared: pathlib.Path) -> None:
    cases = canonical(shared)
    failed = [case for case in cases if outcome(case[0], case[1]) != {"value": plainly(case[2])}]
    assert (len(cases), failed) == (275, [])


@pytest.mark.shared
def test_canonical_suite_in_node(shared: pathlib.Path, in_node: Twin) -> None:
    cases = canonical(shared)
    assert in_node([[rule, facts] for rule, facts, _ in cases]) == [{"value": plainly(value)} for *_, value in cases]


@pytest.mark.shared
@pytest.mark.browser
def test_canonical_suite_in_chromium(shared: pathlib.Path, in_chromium: Twin) -> None:
    cases = canonical(shared)
    assert in_chromium([[rule, facts] for rule, facts, _ in cases]) == [
        {"value": plainly(value)} for *_, value in cases
    ]


@pytest.mark.shared
def test_the_twin_takes_the_community_suites_the_same_way(shared: pathlib.Path, in_node: Twin) -> None:
    pairs = [[case["rule"], case.get("data")] for _, case in compatible(shared)]
    assert in_node(pairs) == [outcome(*pair) for pair in pairs]


def deviation(case: dict[str, Any]) -> str | None:
    """The class in which we deviate from a case of the community; None where we agree, `!` where nobody argued why."""
    rule, facts = case["rule"], case.get("data")
    try:
        got: Any = ("value", plainly(evaluate(rule, facts)))
    except RuleFailed as failure:
        got = ("error", failure.error)
    except RuleError:
        got = ("error", {"type": "Invalid Arguments"})
    wanted = ("value", plainly(case["result"])) if "result" in case else ("error", case["error"])
    if got == wanted:
        return None
    if wanted == ("error", {"type": "NaN"}):
        return "try" if "try" in str(rule) else _not_a_number(rule, got)
    if "try" in str(rule):
        return "try"
    if wanted == ("error", {"type": "Invalid Arguments"}):
        return "rows" if next(iter(rule)) in ("all", "some", "none") else "arguments"
    if "None" in str(rule) or rule in ({"*": ""}, {"in": ["", "test"]}):
        return "blank"
    return "!"


def _not_a_number(rule: Any, got: Any) -> str:
    compares = next(iter(rule)) in ("==", "!=", "<", "<=", ">", ">=")
    assert got[1] is (next(iter(rule)) == "!=") if compares else got[1] is None
    return "compared" if compares else "calculated"


@pytest.mark.shared
def test_community_suites_deviate_only_where_it_is_argued(shared: pathlib.Path) -> None:
    cases = [case for _, case in compatible(shared)]
    found = [deviation(case) for case in cases]
    counts = {each: found.count(each) for each in sorted({*found} - {None})}
    argued = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", DOCUMENT.read_text(), re.MULTILINE))
    assert {name: int(count) for name, count in argued.items()} == counts
    assert f"{found.count(None):,} of {len(cases):,}" in DOCUMENT.read_text()


@pytest.mark.shared
def test_what_the_community_refuses_at_run_time_is_refused_when_saved(shared: pathlib.Path) -> None:
    """Literals that can never be numbers are errors for whoever saves the rule, not for the clerk."""
    cases = [case for _, case in compatible(shared) if deviation(case) in ("calculated", "compared")]
    literal = [case["rule"] for case in cases if "val" not in str(case["rule"])]
    told = [rule for rule in literal if any(each.severity == "error" for each in check(rule, {}))]
    silent = [rule for rule in literal if rule not in told]
    assert len(told) >= 50, silent
