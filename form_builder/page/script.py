"""The rules of a page as the text of `<script type="application/json" id="ow-form">`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from weakref import WeakKeyDictionary

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from form_builder.browser import given_facts, standing_rules
from form_builder.fields.base import Value
from form_builder.plan import FormPlan
from form_builder.reading import Json

_STANDING: WeakKeyDictionary[FormPlan, Markup] = WeakKeyDictionary()
"""What never changes, by plan: a memo of a pure function, dropped with its plan."""


def script_rules(plan: FormPlan, extra_facts: Mapping[str, Value] | None = None) -> Markup:
    """`plan.browser_rules(extra_facts)` as JSON in the order of evaluation, safe between script tags, tightly written.

    The part that is the same for everybody is written once for each plan.
    """
    standing = _STANDING.get(plan)
    if standing is None:
        standing = _STANDING[plan] = _text(standing_rules(plan))[:-1]
    return Markup('{},"facts":{}}}').format(standing, _text(given_facts(plan, extra_facts or {})))


def _text(value: Json) -> Markup:
    return htmlsafe_json_dumps(value, json.dumps, ensure_ascii=False, separators=(",", ":"))
