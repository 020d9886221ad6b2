"""Margins, sizes and line spacing of a template: shown with what holds where it says nothing, and doubts about them.

Sources: GB/T 9704-2012, 5.2 and 7 (margins 37, 26, 35, 28 mm; 22 lines of 28 characters; sizes by their names).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.papers.kinds import STYLES as STYLE_NAMES
from onewindow.domain.workbench.places import find, put
from onewindow.domain.workbench.tabs import Group
from printing import Finding
from printing.template.compile import MARGINS
from printing.template.sizes import NAMED_SIZES, STYLES, to_number, to_points
from tenants.pointers import ABSENT, parse

Json = Any
_SIDES = ("上边距", "右边距", "下边距", "左边距")
_PAGE, _SLIP = ("title", "body", "heading", "subheading", "note", "cell", "label", "small"), ("slip_title", "slip")
_ON_GRID = ("body", "heading", "subheading")
_STANDARD = "国家标准（公文）：上 37、右 26、下 35、左 28"
_USUAL = ((("page", "margin"), list(MARGINS)), (("footer", "numbering"), "x_of_y"))
"""What holds where a template says nothing."""
LEAST_LEFT, LEAST_SIZE, LEAST_LEAD = 12, 9.0, 1.1
"""Room for binding in mm, the smallest type in points, and the least line height as a multiple of its type."""


def groups(template: Json) -> tuple[Group, ...]:
    """The controls of margins, the character grid, and the type of every style the template can use."""
    margins = tuple(Entry(f"page/margin/{at}", label, Kind.DECIMAL) for at, label in enumerate(_SIDES))
    found = [Group("页边距（毫米）", margins, _STANDARD)]
    if _gridded(template):
        lines = (
            Entry("page/grid/lines", "每页行数", Kind.INTEGER, hint="国家标准：22", floor=5),
            Entry("page/grid/chars", "每行字数", Kind.INTEGER, hint="国家标准：28", floor=5),
        )
        found.append(Group("正文的行和字", lines))
    entries = [entry for name, label in _styles(template) for entry in _of_style(template, name, label)]
    found.append(Group("字号和行距", tuple(entries), "不改就用标准的字号和行距"))
    return tuple(found)


def opened(template: Json) -> Json:
    """The template with margins and type written out, so that they can be drawn and changed."""
    for at, usual in _USUAL:
        if find(template, at) is ABSENT:
            template = put(template, at, usual)
    for name, _label in _styles(template):
        said = find(template, ("styles", name))
        own = dict(said) if isinstance(said, Mapping) else {}
        template = put(template, ("styles", name), {**_standard(name), **own})
    return template


def closed(template: Json, before: Json) -> Json:
    """The template after editing, saying no more than was said before and what was changed."""
    drawn = opened(before)
    for at, _usual in _USUAL:
        if find(template, at) == find(drawn, at):
            template = put(template, at, find(before, at))
    if find(template, ("footer",)) == {} and find(before, ("footer",)) is ABSENT:
        template = put(template, ("footer",), ABSENT)
    for name, _label in _styles(before):
        at = ("styles", name)
        here, was, raw = find(template, at), find(drawn, at), find(before, at)
        if here is ABSENT:
            continue
        changed = {key: part for key, part in here.items() if part != was.get(key)}
        said = (dict(raw) if isinstance(raw, Mapping) else {}) | changed
        template = put(template, at, said or ABSENT)
    if find(template, ("styles",)) == {} and find(before, ("styles",)) is ABSENT:
        template = put(template, ("styles",), ABSENT)
    return template


def departures(template: Json) -> tuple[Finding, ...]:
    """Doubts about margins and type: they can be printed, and somebody will have trouble with the paper."""
    return tuple(_departures(opened(template)))


def _departures(full: Json) -> Iterator[Finding]:
    margins = [to_number(part) for part in full["page"]["margin"]]
    if len(margins) == 4 and not _is_slip(full) and (left := margins[3]) is not None and left < LEAST_LEFT:
        message = f"左边距只有 {left:g} 毫米，装订会压住文字"
        yield Finding("/page/margin", message, f"改为 {LEAST_LEFT} 毫米以上，公文为 28 毫米", "warning")
    for name, label in _styles(full):
        said = find(full, ("styles", name))
        size, lead = (to_points(said.get("size")), to_number(said.get("lead"))) if said is not ABSENT else (None, None)
        if size is not None and size < LEAST_SIZE:
            yield Finding(f"/styles/{name}/size", f"“{label}”小于小五号，不容易看清", "改为小五号或更大", "warning")
        if size and lead is not None and lead < size * LEAST_LEAD and not (name in _ON_GRID and _gridded(full)):
            wanted = f"行距改为 {size * 1.3:.0f} 磅左右"
            yield Finding(f"/styles/{name}/lead", f"“{label}”的行距比字还挤，上下行会碰在一起", wanted, "warning")


def _styles(template: Json) -> list[tuple[str, str]]:
    """The styles that are offered: those of the kind of paper, and the template's own."""
    labels, usual = dict(STYLE_NAMES), _SLIP if _is_slip(template) else _PAGE
    said = find(template, ("styles",))
    own = [name for name in said if name not in usual] if isinstance(said, Mapping) else []
    return [(name, labels.get(name, f"样式 {name}")) for name in (*usual, *own)]


def _of_style(template: Json, name: str, label: str) -> Iterator[Entry]:
    now = find(opened(template), ("styles", name, "size"))
    sizes = tuple((each, each) for each in NAMED_SIZES)
    own = () if now is ABSENT or now in NAMED_SIZES else ((str(now), f"{now} 磅"),)
    short = label.partition("（")[0]
    yield Entry(f"styles/{name}/size", f"{short}：字号", Kind.CHOICE, options=(*own, *sizes))
    if not (name in _ON_GRID and _gridded(template)):
        yield Entry(f"styles/{name}/lead", f"{short}：行距（磅）", Kind.DECIMAL)


def _standard(name: str) -> dict[str, Json]:
    style = STYLES.get(name, STYLES["cell"])
    named = next((each for each, points in NAMED_SIZES.items() if points == style.size), f"{style.size:g}")
    return {"size": named, "lead": int(style.lead)}


def _gridded(template: Json) -> bool:
    return isinstance(find(template, parse("page/grid")), Mapping)


def _is_slip(template: Json) -> bool:
    return bool(find(template, ("page", "paper")) == "slip80")
