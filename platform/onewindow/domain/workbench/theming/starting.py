"""The theme an admin begins with: from nothing, or as a copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Any


def blank_theme(key: str, name: str, lead: str) -> Mapping[str, Json]:
    """A new theme of a lead department; what is missing is for the task list to say."""
    return {
        "schema": "onewindow/theme/1",
        "key": key,
        "name": name,
        "lead_department": lead,
        "subjects": ["natural_person"],
        "guide": [],
        "members": [],
        "conditions": [],
        "settlements": {},
        "scenarios": [],
    }


def copied_theme(source: Mapping[str, Json], key: str, name: str, lead: str) -> Mapping[str, Json]:
    """A new theme that begins as a copy: another key and name, another lead where one is given."""
    return {**source, "key": key, "name": name, "lead_department": lead or source.get("lead_department", "")}
