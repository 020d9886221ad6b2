"""Vectors: cases as data, run by Python and by the browser."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.rule_engine.plainly import plainly

OURS = pathlib.Path(__file__).resolve().parent.parent / "vectors" / "semantics.json"


def load(path: pathlib.Path) -> Any:
    """JSON with exact numbers."""
    return json.loads(path.read_text(), parse_float=Decimal)


def semantics() -> Iterator[tuple[str, Any, Any, Any]]:
    """Our own meaning: (about, rule, facts, outcome)."""
    for group in load(OURS):
        for case in group["cases"]:
            yield group["about"], case["rule"], case["facts"], expected(case)


def expected(case: dict[str, Any]) -> Any:
    """The outcome of a case, as `plainly.outcome` gives it."""
    if "refused" in case:
        return {"invalid": True}
    if "failed" in case:
        return {"failed": plainly(case["failed"])}
    return {"value": {"number": case["number"]} if "number" in case else plainly(case["value"])}


def canonical(shared: pathlib.Path) -> list[tuple[Any, Any, Any]]:
    """The suite of jsonlogic.com: (rule, facts, value)."""
    return [tuple(case) for case in load(shared / "vectors/jsonlogic/canonical/tests.json") if isinstance(case, list)]


def compatible(shared: pathlib.Path) -> list[tuple[str, dict[str, Any]]]:
    """The community's suites: (file, case)."""
    folder = shared / "vectors/jsonlogic/compat-tables"
    files = sorted(path for path in folder.rglob("*.json") if path.name != "index.json")
    return [(str(path.relative_to(folder)), case) for path in files for case in load(path) if isinstance(case, dict)]
