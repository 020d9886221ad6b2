"""Where the steps of a plan stand on a drawing: in layers from top to bottom, long arrows led between the steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rule_engine.routing.plan import RoutePlan

WIDE, NARROW, HIGH = 184, 28, 66
HEADING = 30
GAP_X, GAP_Y, MARGIN = 22, 46, 16

Point = tuple[int, int]
Way = tuple[str, str, int]
"""An arrow: from, to, its number among the arrows of `from`."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Centres of the steps, the points each arrow passes, the size of the whole; lanes: name, left edge, width."""

    places: Mapping[str, Point]
    ways: Mapping[Way, Sequence[Point]]
    width: int
    height: int
    lanes: Sequence[tuple[str, int, int]] = ()


def lay_out(plan: RoutePlan, levels: Sequence[str] = ()) -> Layout:
    """The same plan always gives the same layout. With `levels` each of those in use has a lane, from left to right."""
    depth = layers(plan)
    ways = [(step.id, arrow.to, n) for step in plan.steps.values() for n, arrow in enumerate(step.arrows)]
    rows: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for step_id, layer in depth.items():
        rows[layer].append(step_id)
    bends: dict[Way, list[str]] = {}
    for way in ways:
        bends[way] = [f"{way[0]}>{way[1]}>{way[2]}>{layer}" for layer in range(depth[way[0]] + 1, depth[way[1]])]
        for layer, bend in enumerate(bends[way], depth[way[0]] + 1):
            rows[layer].append(bend)
    _untangle(rows, [[way[0], *bends[way], way[1]] for way in ways])
    named = [level for level in levels if any(step.level == level for step in plan.steps.values())]
    lane = _lanes(plan, named, ways, bends)
    for row in rows:
        row.sort(key=lambda name: lane[name])
    widths = [max(_width([name for name in row if lane[name] == n]) for row in rows) for n in range(max(1, len(named)))]
    widths = [max(width, WIDE) + (GAP_X if named else 0) for width in widths]
    lefts = [MARGIN + sum(widths[:n]) for n in range(len(widths))]
    width = sum(widths) + 2 * MARGIN
    top = MARGIN + (HEADING if named else 0)
    places = {
        name: place
        for layer, row in enumerate(rows)
        for n, left in enumerate(lefts)
        for name, place in _placed([name for name in row if lane[name] == n], layer, left, widths[n], top)
    }
    led = {way: [places[name] for name in (way[0], *bends[way], way[1])] for way in ways}
    height = len(rows) * HIGH + (len(rows) - 1) * GAP_Y + top + MARGIN
    lanes = tuple(zip(named, lefts, widths, strict=False))
    return Layout({step_id: places[step_id] for step_id in plan.steps}, led, width, height, lanes)


def _lanes(
    plan: RoutePlan, named: Sequence[str], ways: Sequence[Way], bends: Mapping[Way, list[str]]
) -> dict[str, int]:
    """In which lane each step stands: of its level, or of the step before it; an arrow goes down beside its end."""
    lane: dict[str, int] = {}
    before = {way[1]: way[0] for way in reversed(ways)}
    for step_id in _from_start(plan):
        level = plan.steps[step_id].level
        lane[step_id] = named.index(level) if level in named else lane.get(before.get(step_id, ""), 0)
    return lane | {bend: lane[way[1]] for way in ways for bend in bends[way]}


def layers(plan: RoutePlan) -> dict[str, int]:
    """Each step below all steps that lead to it; an arrow that goes back is not followed."""
    depth = dict.fromkeys(plan.steps, 0)
    order = _from_start(plan)
    for step_id in order:
        for arrow in plan.steps[step_id].arrows:
            if order.index(arrow.to) > order.index(step_id):
                depth[arrow.to] = max(depth[arrow.to], depth[step_id] + 1)
    return depth


def _from_start(plan: RoutePlan) -> list[str]:
    """Every step after those that lead to it, as far as there is such an order."""
    made: list[str] = []
    seen: set[str] = set()
    for start in (plan.start, *plan.steps):
        waiting = [(start, False)]
        while waiting:
            step_id, done = waiting.pop()
            if done:
                made.append(step_id)
            elif step_id not in seen:
                seen.add(step_id)
                waiting.append((step_id, True))
                waiting.extend((arrow.to, False) for arrow in plan.steps[step_id].arrows)
    return made[::-1]


def _untangle(rows: list[list[str]], chains: Sequence[Sequence[str]]) -> None:
    """Order each layer by the middle of what leads to it, so that few arrows cross."""
    parents: dict[str, list[str]] = {}
    for chain in chains:
        for parent, child in pairwise(chain):
            parents.setdefault(child, []).append(parent)
    for above, below in pairwise(rows):
        place = {name: number / max(1, len(above) - 1) if len(above) > 1 else 0.5 for number, name in enumerate(above)}

        def middle(name: str, place: dict[str, float] = place) -> float:
            known = [place[each] for each in parents.get(name, ()) if each in place]
            return sum(known) / len(known) if known else 0.5

        below.sort(key=middle)


def _size(name: str) -> int:
    return NARROW if ">" in name else WIDE


def _width(row: Sequence[str]) -> int:
    return sum(map(_size, row)) + GAP_X * max(0, len(row) - 1)


def _placed(row: Sequence[str], layer: int, left: int, width: int, top: int) -> list[tuple[str, Point]]:
    x = left + (width - _width(row)) // 2
    y = top + layer * (HIGH + GAP_Y) + HIGH // 2
    made = []
    for name in row:
        made.append((name, (x + _size(name) // 2, y)))
        x += _size(name) + GAP_X
    return made
