"""What the template of the way takes: the drawing with its links, the steps in words, the tables, the ready ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from onewindow.domain.workbench.entries import UNITS
from onewindow.domain.workbench.places import names
from onewindow.domain.workbench.routing import grid
from onewindow.domain.workbench.routing.judging import judge
from onewindow.domain.workbench.routing.starts import STARTS
from onewindow.domain.workbench.routing.steps import (
    WORK,
    Step,
    empty,
    ids,
    named,
    plan_of,
    reached,
    step_of,
    steps_of,
    ways,
    ways_key,
)
from onewindow.domain.workbench.routing.walking import Walk
from onewindow.domain.workbench.words import LEVELS
from onewindow.web.workbench import drawing
from onewindow.web.workbench.opening import Opened
from rule_engine import DocumentError, Links, draw
from tenants.pointers import write

Json = Any
_PLAIN = "/if"


class Drawing:
    """One draft's way. `picked`: the step whose properties the page shows; `walk`: the way of an example."""

    def __init__(self, opened: Opened, picked: str, walk: Walk | None) -> None:
        self.opened = opened
        self.body = opened.proposal.body
        self.picked = picked
        self.walk = walk
        self.labels = drawing.labels_of(opened)
        self.to_do = drawing.to_do(opened)
        plan = plan_of(self.body)
        self.plan = None if isinstance(plan, DocumentError) else plan
        self.broken = (
            [f"{each.message}；{each.suggestion}。" for each in plan.problems]
            if isinstance(plan, DocumentError)
            else []
        )

    def map(self) -> Markup | None:
        """The drawing; None while there is nothing to draw, or it cannot be."""
        if self.plan is None or empty(self.body):
            return None
        way = self.walk.way if self.walk else None
        links = Links(self._to, self.picked)
        return Markup(draw(self.plan, self.labels, way, lanes=True, links=links))  # noqa: S704 - draw escapes every text

    def _to(self, step: str, number: int | None) -> str:
        """A step leads to its properties, an arrow with a condition to the condition, another to its step."""
        found = step_of(self.body, step)
        if number is not None and found is not None and "if" in ways(found)[number]:
            return self._rule_url(found, number)
        anchor = "ways" if number is not None else "picked"
        return url_for("workbench.route", draft=self.opened.proposal.id, step=step, _anchor=anchor)

    def _rule_url(self, step: Step, number: int) -> str:
        at = ("route", "steps", str(step["id"]), ways_key(step), names(ways(step))[number], "if")
        return url_for("workbench.rule", draft=self.opened.proposal.id, at=write(at))

    def steps(self) -> list[dict[str, Any]]:
        """The steps in words, in the order of the document."""
        return [self._step(each) for each in steps_of(self.body) if each.get("id")]

    def _step(self, step: Step) -> dict[str, Any]:
        name = str(step["id"])
        at = write(("route", "steps", name))
        limit = step.get("limit")
        days = f"{limit.get('value')} {UNITS.get(str(limit.get('unit')), '')}" if isinstance(limit, Mapping) else ""
        marks = ((_("special procedure, not counted"), "special"), (_("after the decision"), "after_decision"))
        return {
            "id": name,
            "at": at,
            "label": named(step),
            "level": dict(LEVELS).get(str(step.get("level")), ""),
            "department": step.get("department") or "",
            "work": step.get("kind", "task") in WORK,
            "facts": [days, *(str(said) for said, key in marks if step.get(key))],
            "current": name == self.picked,
            "taken": bool(self.walk and self.walk.way and name in self.walk.way.steps),
            "ways": [self._way(step, number, arrow) for number, arrow in enumerate(ways(step))],
            "remarks": [task for task in self.to_do if task.name == at or task.name.startswith(f"{at}/")],
        }

    def _way(self, step: Step, number: int, arrow: Mapping[str, Json]) -> dict[str, Any]:
        to = step_of(self.body, str(arrow.get("to")))
        pair = (str(step["id"]), str(arrow.get("to")))
        alone = step.get("kind") == "fork" or not any("if" in each for each in ways(step))
        return {
            "to": named(to) if to else str(arrow.get("to")),
            "name": f"{step['id']}>{number}",
            "number": number,
            "target": str(arrow.get("to")),
            "sentence": drawing.sentence(arrow["if"], self.labels) if "if" in arrow else "",
            "otherwise": "if" not in arrow and not alone,
            "rule_url": self._rule_url(step, number),
            "because": self.walk.reasons.get(pair, "") if self.walk else "",
            "taken": bool(self.walk and self.walk.way and pair in self.walk.way.way),
        }

    def picked_step(self) -> dict[str, Any] | None:
        """The step that is picked, with what can be done with it."""
        step = step_of(self.body, self.picked)
        if step is None:
            return None
        kind = step.get("kind", "task")
        last = sum(each.get("kind") == "end" for each in steps_of(self.body)) == 1
        return self._step(step) | {
            "kind": kind,
            "droppable": kind != "join" and not (kind == "end" and last),
            "leads": kind != "end",
        }

    def targets(self) -> list[tuple[str, str]]:
        """Where another way from the picked step can lead."""
        step = step_of(self.body, self.picked)
        known = {str(each.get("to")) for each in ways(step)} if step else set()
        known |= {name for name in map(str, ids(self.body)) if self.picked in reached(self.body, name, "")}
        others = [each for each in steps_of(self.body) if each.get("id") not in (self.picked, None)]
        return [
            (str(each["id"]), named(each)) for each in others if each["id"] not in known and each.get("kind") != "join"
        ]

    def leads(self) -> list[tuple[str, str]]:
        """Where a way from the picked step can lead instead: no step back, and a join only from inside its fork."""
        listed = steps_of(self.body)
        back = {name for name in map(str, ids(self.body)) if self.picked in reached(self.body, name, "")}
        around = {
            str(each.get("join"))
            for each in listed
            if each.get("kind") == "fork" and self.picked in reached(self.body, str(each["id"]), str(each.get("join")))
        }
        return [
            (str(each["id"]), named(each))
            for each in listed
            if each.get("id") and each["id"] not in back and (each.get("kind") != "join" or each["id"] in around)
        ]

    def starts(self) -> list[tuple[str, str]]:
        """The ready ways."""
        return [(each.key, each.label) for each in STARTS]

    def tables(self) -> list[dict[str, Any]]:
        """The decision tables, with what stands against each and what an example came to."""
        return [
            {
                "key": key,
                "name": table.get("name") or key,
                "rows": len(table["rows"]) if isinstance(table.get("rows"), list) else 0,
                "url": url_for("workbench.table", draft=self.opened.proposal.id, key=key),
                "faults": _faults(table),
                "said": self.walk.said.get(key, "") if self.walk else "",
            }
            for key, table in grid.tables_of(self.body).items()
        ]


def _faults(table: Mapping[str, Json]) -> int:
    judged = judge(table)
    return len(judged.boxes) or sum(each.stops for each in judged.found)
