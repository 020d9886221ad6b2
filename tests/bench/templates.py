"""services.templates: what a designer waits for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from onewindow.services import fonts, templates
from onewindow.web.workbench.proof import Sample, proof, sample_seals
from printing import FontSet, sample_values, system_template


def figures() -> Iterator[dict[str, Any]]:
    """Everything docs/bench.md lists under `templates`."""
    yield {"name": "templates.preview", "value": preview(fonts.house()), "unit": "ms", "goal": 300}


def preview(fonts: FontSet, count: int = 9) -> float:
    """CPU milliseconds of a designer's preview of a template never seen before, with all its findings: the slowest."""
    found = []
    for number in range(count):
        edited = system_template("acceptance_notice")
        assert isinstance(edited, dict)
        edited["name"] = f"受理通知书{number}"
        start = time.process_time()
        assert isinstance(templates.preview(edited, None, fonts), templates.Preview)
        found.append((time.process_time() - start) * 1000)
    return round(max(found), 1)


def typing(count: int = 9) -> float:
    """CPU milliseconds from what was typed to the page and its findings, as the designer's screen takes them."""
    found = []
    for number in range(count):
        edited = system_template("acceptance_notice")
        assert isinstance(edited, dict)
        edited["name"] = f"受理通知书{number}"
        start = time.process_time()
        assert proof(edited, Sample(sample_values()), fonts.house(), sample_seals()).pages
        found.append((time.process_time() - start) * 1000)
    return round(max(found), 1)
