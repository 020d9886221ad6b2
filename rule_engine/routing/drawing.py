"""A plan as an SVG drawing, and one case's way through it: text in, text out, nothing else needed.

Colours and lines are plain attributes, because a strict content security policy allows no inline styles; every part has
a class (`step`, `taken`, `open`, `done`, `special`, `after`), so that a page may dress it differently.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape
from typing import Final

from rule_engine.logic.wording import say
from rule_engine.routing.frontier import Frontier
from rule_engine.routing.layout import HIGH, WIDE, Layout, Point, lay_out
from rule_engine.routing.plan import Arrow, RoutePlan, Step
from rule_engine.routing.route import Route

LEVELS: Final = {"city": "市", "county": "县", "town": "镇", "village": "村"}
LONGEST: Final = 14
INK, PALE, LINE, BLUE, GREEN, PAPER = "#1f2937", "#6b7280", "#9ca3af", "#1d4ed8", "#15803d", "#ffffff"


def draw(
    plan: RoutePlan,
    labels: Mapping[str, str],
    way: Frontier | Route | None = None,
    completed: Collection[str] = (),
) -> str:
    """The plan as SVG. With `way` (of `frontier` or `route`) the arrows taken stand out, with what is done and open.

    `labels`: path -> label and `path=value` -> label of an option, for the conditions on the arrows.
    """
    layout = lay_out(plan)
    now = way.open if isinstance(way, Frontier) else ()
    done = frozenset(way.steps if isinstance(way, Route) else completed)
    taken = frozenset(way.way) if way else frozenset()
    parts = [*_arrows(plan, layout, labels, taken), *_steps(plan, layout, frozenset(now), done)]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width} {layout.height}" width="{layout.width}" '
        f'height="{layout.height}" role="img" font-family="sans-serif" font-size="12"><title>办理流程图</title>'
        f'<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" orient="auto" '
        f'markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z" fill="context-stroke"/></marker></defs>'
    )
    return head + "".join(parts) + "</svg>"


def _arrows(
    plan: RoutePlan, layout: Layout, labels: Mapping[str, str], taken: frozenset[tuple[str, str]]
) -> Iterator[str]:
    texts = []
    for step in plan.steps.values():
        for number, arrow in enumerate(step.arrows):
            points = layout.ways[step.id, arrow.to, number]
            is_taken = (step.id, arrow.to) in taken
            colour, width = (BLUE, 2.5) if is_taken else (LINE, 1.2)
            yield (
                f'<path class="arrow{" taken" if is_taken else ""}" d="{_path(points, plan, step, arrow)}" fill="none" '
                f'stroke="{colour}" stroke-width="{width}" marker-end="url(#tip)"/>'
            )
            said = _condition(step, arrow, labels)
            if said:
                texts.append(_label(points, said, number, len(step.arrows)))
    yield from texts


def _path(points: Sequence[Point], plan: RoutePlan, step: Step, arrow: Arrow) -> str:
    """From the foot of one step to the head of the other, straight down through the points between."""
    (x, y), *middle, (end_x, end_y) = points
    made = [f"M{x} {y + _half(step)}"]
    here = (x, y + _half(step))
    for point in [*middle, (end_x, end_y - _half(plan.steps[arrow.to]))]:
        bend = (here[1] + point[1]) // 2
        made.append(f"C{here[0]} {bend} {point[0]} {bend} {point[0]} {point[1]}")
        here = point
    return "".join(made)


def _half(step: Step) -> int:
    return HIGH // 2 if step.is_work else 14


def _condition(step: Step, arrow: Arrow, labels: Mapping[str, str]) -> str:
    if arrow.rule is None:
        return "否则" if step.kind != "fork" and any(each.rule for each in step.arrows) else ""
    return say(arrow.expr, labels)


def _label(points: Sequence[Point], said: str, number: int, count: int) -> str:
    """Near the end of the arrow, on a pale ground; the whole condition on hovering."""
    x, y = points[1][0], points[1][1] - HIGH // 2 - 12 - (number % 2) * 14 * (count > 2)
    return (
        f'<text class="condition" x="{x}" y="{y}" text-anchor="middle" fill="{PALE}" stroke="{PAPER}" stroke-width="4" '
        f'paint-order="stroke">{escape(_short(said))}<title>{escape(said)}</title></text>'
    )


def _steps(plan: RoutePlan, layout: Layout, now: frozenset[str], done: frozenset[str]) -> Iterator[str]:
    for step in plan.steps.values():
        x, y = layout.places[step.id]
        classes = [
            "step",
            step.kind,
            *(["special"] if step.special else []),
            *(["after"] if step.after_decision else []),
        ]
        classes += [*(["open"] if step.id in now else []), *(["done"] if step.id in done else [])]
        shape = _box(step, x, y, step.id in now, step.id in done) if step.is_work else _mark(step, x, y)
        yield f'<g class="{" ".join(classes)}" id="{escape(step.id)}">{shape}<title>{escape(_full(step))}</title></g>'


def _box(step: Step, x: int, y: int, is_open: bool, is_done: bool) -> str:
    colour = BLUE if is_open else GREEN if is_done else LINE
    fill = "#eff6ff" if is_open else "#f0fdf4" if is_done else PAPER
    dash = ' stroke-dasharray="5 3"' if step.special or step.after_decision else ""
    lines = [step.action or step.id, step.department or LEVELS.get(step.level, step.level), _limit(step)]
    texts = "".join(
        f'<text x="{x}" y="{y - 14 + 18 * place}" text-anchor="middle" fill="{INK if place == 0 else PALE}"'
        f"{'' if place else ' font-weight=' + chr(34) + 'bold' + chr(34)}>{escape(_short(line))}</text>"
        for place, line in enumerate(lines)
    )
    return (
        f'<rect x="{x - WIDE // 2}" y="{y - HIGH // 2}" width="{WIDE}" height="{HIGH}" rx="6" fill="{fill}" '
        f'stroke="{colour}" stroke-width="{2.5 if is_open else 1.2}"{dash}/>{texts}'
    )


def _mark(step: Step, x: int, y: int) -> str:
    said = {"fork": "分办", "join": "会合", "end": "结束"}[step.kind]
    return (
        f'<rect x="{x - 34}" y="{y - 14}" width="68" height="28" rx="14" fill="#f3f4f6" stroke="{LINE}"/>'
        f'<text x="{x}" y="{y + 4}" text-anchor="middle" fill="{PALE}">{said}</text>'
    )


def _limit(step: Step) -> str:
    parts = [str(step.limit)] if step.limit else []
    parts += ["不计时"] if step.special else []
    parts += ["办结后"] if step.after_decision else []
    return " ".join([*parts, *(["外部系统"] if step.kind == "external" else [])])


def _full(step: Step) -> str:
    level = LEVELS.get(step.level, step.level)
    return " ".join(filter(None, [step.action or step.id, level, step.department, step.post, _limit(step)]))


def _short(said: str) -> str:
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
