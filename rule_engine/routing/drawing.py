"""A plan as an SVG drawing, and one case's way through it: text in, text out, nothing else needed.

Colours and lines are plain attributes, because a strict content security policy allows no inline styles; every part has
a class (`step`, `taken`, `open`, `done`, `special`, `after`), so that a page may dress it differently.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from rule_engine.logic.wording import say
from rule_engine.routing.frontier import Frontier
from rule_engine.routing.layout import HIGH, WIDE, Layout, Point, lay_out
from rule_engine.routing.plan import Arrow, RoutePlan, Step
from rule_engine.routing.route import Route

LEVELS: Final = {"village": "村", "town": "镇", "county": "县", "city": "市"}
LONGEST: Final = 14
INK, PALE, LINE, BLUE, GREEN, PAPER = "#1f2937", "#6b7280", "#9ca3af", "#1d4ed8", "#15803d", "#ffffff"


@dataclass(frozen=True, slots=True)
class Links:
    """Where the parts of a drawing lead. `to`: address of a step (None) or of its arrow of that number.

    `picked`: the step that the page is about.
    """

    to: Callable[[str, int | None], str]
    picked: str = ""


def draw(
    plan: RoutePlan,
    labels: Mapping[str, str],
    way: Frontier | Route | None = None,
    completed: Collection[str] = (),
    *,
    lanes: bool = False,
    links: Links | None = None,
) -> str:
    """The plan as SVG. With `way` (of `frontier` or `route`) the arrows taken stand out, with what is done and open.

    `labels`: path -> label and `path=value` -> label of an option, for the conditions on the arrows. `lanes`: the
    levels stand beside each other. With `links` every step and arrow leads somewhere, in the order of the way.
    """
    layout = lay_out(plan, tuple(LEVELS) if lanes else ())
    now = way.open if isinstance(way, Frontier) else ()
    done = frozenset(way.steps if isinstance(way, Route) else completed)
    taken = frozenset(way.way) if way else frozenset()
    arrows = _arrows(plan, layout, labels, taken, links)
    steps = _steps(plan, layout, frozenset(now), done, links)
    parts = _in_turn(plan, steps, arrows) if links else [*_flat(arrows), *steps.values()]
    what = 'role="group" aria-label="办理流程图"' if links else 'role="img"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width} {layout.height}" width="{layout.width}" '
        f'height="{layout.height}" {what} font-family="sans-serif" font-size="12">'
        f"{'' if links else '<title>办理流程图</title>'}"
        f'<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" orient="auto" '
        f'markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z" fill="context-stroke"/></marker></defs>'
    )
    return head + "".join([*_headings(layout), *parts]) + "</svg>"


def _headings(layout: Layout) -> Iterator[str]:
    for number, (level, left, width) in enumerate(layout.lanes):
        fill = "#f8fafc" if number % 2 else PAPER
        yield (
            f'<rect class="lane" x="{left}" y="0" width="{width}" height="{layout.height}" fill="{fill}"/>'
            f'<text x="{left + width // 2}" y="20" text-anchor="middle" fill="{PALE}">{LEVELS[level]}级</text>'
        )


Drawn = dict[tuple[str, int], tuple[str, str]]
"""Of each arrow its line and its condition."""


def _flat(arrows: Drawn) -> Iterator[str]:
    """All lines below all conditions."""
    yield from (line for line, _ in arrows.values())
    yield from (text for _, text in arrows.values() if text)


def _in_turn(plan: RoutePlan, steps: Mapping[str, str], arrows: Drawn) -> Iterator[str]:
    """Each step with the arrows that leave it, as one goes through them with the keyboard."""
    for step in plan.steps.values():
        yield steps[step.id]
        yield from (arrows[step.id, number][0] for number in range(len(step.arrows)))


def _linked(links: Links | None, step: str, number: int | None, said: str, inner: str) -> str:
    if links is None:
        return inner
    current = ' aria-current="true"' if number is None and step == links.picked else ""
    return f'<a href="{escape(links.to(step, number))}" aria-label="{escape(said)}"{current}>{inner}</a>'


def _arrows(
    plan: RoutePlan,
    layout: Layout,
    labels: Mapping[str, str],
    taken: frozenset[tuple[str, str]],
    links: Links | None,
) -> Drawn:
    made: Drawn = {}
    for step in plan.steps.values():
        for number, arrow in enumerate(step.arrows):
            points = layout.ways[step.id, arrow.to, number]
            is_taken = (step.id, arrow.to) in taken
            colour, width = (BLUE, 2.5) if is_taken else (LINE, 1.2)
            way = _path(points, plan, step, arrow)
            line = (
                f'<path class="arrow{" taken" if is_taken else ""}" d="{way}" fill="none" '
                f'stroke="{colour}" stroke-width="{width}" marker-end="url(#tip)"/>'
            )
            said = _condition(step, arrow, labels)
            text = _label(points, said, number, len(step.arrows)) if said else ""
            if links:
                broad = f'<path class="grip" d="{way}" fill="none" stroke="{PAPER}" stroke-width="16" opacity="0"/>'
                between = f"从“{_called(step)}”到“{_called(plan.steps[arrow.to])}”"
                full = f"{between}：{said}" if said else between
                line, text = _linked(links, step.id, number, full, broad + line + text), ""
            made[step.id, number] = (line, text)
    return made


def _called(step: Step) -> str:
    return {"fork": "分办", "join": "会合", "end": "结束"}.get(step.kind, step.action or step.id)


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


def _steps(
    plan: RoutePlan, layout: Layout, now: frozenset[str], done: frozenset[str], links: Links | None
) -> dict[str, str]:
    made = {}
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
        classes += ["picked"] if links and step.id == links.picked else []
        full = _full(step) if step.is_work or not links else _called(step)
        name = f'id="{escape(step.id)}"' if links is None else f'data-step="{escape(step.id)}"'
        inner = f'<g class="{" ".join(classes)}" {name}>{shape}<title>{escape(full)}</title></g>'
        made[step.id] = _linked(links, step.id, None, full, inner)
    return made


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
