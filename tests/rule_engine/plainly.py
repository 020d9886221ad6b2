"""Results in a form in which Python's and the browser's can be compared."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from rule_engine import BudgetExceeded, RuleError, RuleFailed, compile_rule
from rule_engine.values.texts import text


def plainly(value: Any) -> Any:
    """A value with its numbers spelled out: `{"number": "0.3"}`."""
    if isinstance(value, (int, Decimal, float)) and not isinstance(value, bool):
        return {"number": text(value)}
    if isinstance(value, list):
        return [plainly(each) for each in value]
    if isinstance(value, dict):
        return {"object": {key: plainly(each) for key, each in value.items()}}
    return value


def outcome(rule: Any, facts: Any) -> Any:
    """What a rule gives, or how it fails."""
    try:
        return {"value": plainly(compile_rule(rule)(facts))}
    except RuleFailed as failure:
        return {"failed": plainly(failure.error)}
    except BudgetExceeded:
        return {"budget": True}
    except RuleError:
        return {"invalid": True}


class Exact(json.JSONEncoder):
    """Decimals as JSON numbers, digit by digit."""

    def default(self, o: Any) -> Any:
        """A float that is spelled like the Decimal."""
        return float(o) if isinstance(o, Decimal) else super().default(o)
