"""Ready ways to begin with: valid at once, with the matter's own departments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onewindow.domain.workbench.routing.steps import with_route

Json = Any
_REMARK = re.compile(r"[(（](?!居[)）])[^()（）]*[)）]\s*$")
"""What stands behind a department's name: 县民政局(审批发放); 村(居)委会 keeps its own."""
_USUAL: Mapping[str, str] = {"village": "村(居)委会", "town": "镇公共服务办", "county": ""}


@dataclass(frozen=True, slots=True)
class Start:
    """A ready way. `steps`: (level, action, working days); a blank level is the one that exercises the power."""

    key: str
    label: str
    steps: tuple[tuple[str, str, int], ...]


STARTS = (
    Start(
        "village_town_county",
        "村受理 → 镇审核 → 县审批",
        (("village", "受理", 1), ("town", "审核", 2), ("county", "审批", 2)),
    ),
    Start("village_town", "村受理 → 镇审批", (("village", "受理", 1), ("town", "审批", 2))),
    Start("town_county", "镇受理 → 县审批", (("town", "受理", 1), ("county", "审批", 3))),
    Start("county", "县级一步办结", (("county", "审查并决定", 5),)),
    Start("instant", "当场办结（即办件）", (("", "当场办结", 0),)),
)


def begin(document: Json, key: str) -> Json:
    """The document with a ready way in place of its own."""
    start = next((each for each in STARTS if each.key == key), None)
    if start is None:
        return document
    names = [f"step_{number}" for number in range(1, len(start.steps) + 1)]
    steps: list[dict[str, Json]] = []
    for (level, action, days), name, onward in zip(start.steps, names, [*names[1:], "end"], strict=True):
        at = level or str(document.get("exercise_level") or "county")
        steps.append(
            {
                "id": name,
                "kind": "task",
                "level": at,
                "department": department(document, at),
                "action": action,
                "limit": {"value": days, "unit": "working_day"},
                "next": [{"to": onward}],
            }
        )
    if steps[0]["action"] == "受理":
        steps[0]["acceptance"] = True
    return with_route(document, [*steps, {"id": "end", "kind": "end"}], names[0])


def department(document: Json, level: str) -> str:
    """The matter's department at a level, without the remark behind its name; the usual one where it names none."""
    named = document.get("departments")
    written = named.get(level) if isinstance(named, Mapping) else None
    return _REMARK.sub("", written).strip() if isinstance(written, str) and written.strip() else _USUAL.get(level, "")
