"""compile_template: JSON -> Template, or TemplateError with every finding."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import partial

from printing.errors import Finding, TemplateError
from printing.template import fields as f
from printing.template.blocks import Place
from printing.template.document import Footer, Page, Template, Watermark
from printing.template.fields import Field, read_object
from printing.template.reading import MAX_BLOCKS, Context, Tally, read_number, read_rule, read_word
from printing.template.schema import read_blocks
from printing.template.sizes import COLOURS, MM, ON_GRID, PAPERS, ROLES, STYLES, Style
from printing.template.walk import fixed_characters, walk
from printing.values import Json

SCHEMA = "onewindow/template/1"
MARGINS = (37, 26, 35, 28)
"""Top, right, bottom, left in mm: GB/T 9704-2012, 5.2 (type area 156 x 225 mm on A4)."""
MAX_JSON_DEPTH = 100
INHERITANCE = {"inherit", "tightened"}
"""What a lower tenant may change of the template: read by others, nothing to do with how it looks."""
PARTS = {"schema", "key", "name", "page", "styles", "footer", "watermark", "blocks"} | INHERITANCE

STYLE = {
    "font": f.choice(*ROLES, default="song"),
    "size": f.size(10.5),
    "lead": f.number(4, 200, 15.0),
    "bold": f.flag(),
    "colour": f.choice(*COLOURS, default="black"),
}


def compile_template(source: Json) -> Template:
    """Compile template JSON (`onewindow/template/1`).

    Raises TemplateError with every finding when the template is not well formed.
    """
    tally = Tally()
    if _is_too_deep(source):
        raise TemplateError([Finding("", f"套得太深（超过 {MAX_JSON_DEPTH} 层）", "减少规则和块的层数")])
    if not isinstance(source, dict) or source.get("schema") != SCHEMA:
        raise TemplateError([Finding("/schema", "不是打印模板", f'schema 应为 "{SCHEMA}"')])
    context = Context(tally, frozenset(STYLES))
    for key in source.keys() - PARTS:
        context.fail(f"/{key}", f"不认识的属性“{key}”", f"可用的属性：{'、'.join(sorted(PARTS))}")
    page, grid = read_page(context, source.get("page", {"paper": "A4"}))
    styles = read_styles(context, source.get("styles", {}), page, grid)
    context = Context(tally, frozenset(styles))
    blocks = read_blocks(context, source.get("blocks"), "/blocks")
    footer = read_footer(context, source.get("footer", {}))
    watermark = read_watermark(context, source.get("watermark"))
    if tally.blocks > MAX_BLOCKS:
        context.fail("/blocks", f"模板太大（超过 {MAX_BLOCKS} 块）", "拆成几个模板")
    key, name = (read_name(context, source.get(part), f"/{part}") for part in ("key", "name"))
    if tally.findings:
        raise TemplateError(tally.findings)
    extra = footer.text.literals() + (watermark.text.literals() if watermark else "") + "第页共0123456789— "
    return Template(
        key=key,
        name=name,
        digest=template_digest(source),
        page=page,
        styles=styles,
        footer=footer,
        watermark=watermark,
        blocks=blocks,
        names=tally.names,
        fixed=fixed_characters(blocks, styles, extra),
        on_sheet=any(isinstance(block, Place) for block in walk(blocks)),
    )


def _is_too_deep(source: Json) -> bool:
    level: list[Json] = [source]
    for _ in range(MAX_JSON_DEPTH):
        level = [part for value in level for part in _parts(value)]
        if not level:
            return False
    return True


def _parts(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def template_digest(source: Json) -> str:
    """`sha256:` + hex of the canonical JSON (UTF-8, sorted keys, no white space)."""
    canonical = json.dumps(source, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def read_name(context: Context, value: Json, pointer: str) -> str:
    """The key or name of the template."""
    if isinstance(value, str) and 0 < len(value) <= 100:
        return value
    context.fail(pointer, "缺少模板的标识或名称", "写成 1 至 100 个字的文字")
    return ""


def read_page(context: Context, value: Json) -> tuple[Page, tuple[int, int] | None]:
    """Paper, margins and the character grid `(characters, lines)`."""
    if not isinstance(value, dict):
        context.fail("/page", "页面应当是一个对象", '写成 {"paper": "A4"}')
        value = {}
    for key in value.keys() - {"paper", "margin", "grid", "max_pages", "background"}:
        context.fail(f"/page/{key}", f"不认识的属性“{key}”", "可用的属性：paper、margin、grid、max_pages、background")
    paper = value.get("paper", "A4")
    if not isinstance(paper, str) or paper not in PAPERS:
        context.fail("/page/paper", "没有这种纸张", f"可用的纸张：{'、'.join(PAPERS)}")
        paper = "A4"
    width, height = PAPERS[paper]
    margins: Json = value.get("margin", list(MARGINS))
    if not isinstance(margins, list) or len(margins) != 4:
        context.fail("/page/margin", "页边距应为四个数", "按上、右、下、左写四个毫米数")
        margins = list(MARGINS)
    top, right, bottom, left = (
        read_number(context, part, f"/page/margin/{index}", 0, 150) for index, part in enumerate(margins)
    )
    if left + right > width - 20 or (height and top + bottom > height - 20):
        context.fail("/page/margin", "页边距太大，版心不足 20 毫米", "减小页边距")
    most = value.get("max_pages", 0)
    page = Page(
        width * MM,
        height * MM if height else None,
        top * MM,
        right * MM,
        bottom * MM,
        left * MM,
        int(read_number(context, most, "/page/max_pages", 0, 500)),
        read_word(context, value.get("background", ""), "/page/background"),
    )
    return page, read_grid_size(context, value.get("grid"))


def read_grid_size(context: Context, value: Json) -> tuple[int, int] | None:
    """`{"chars": 28, "lines": 22}`."""
    if value is None:
        return None
    fields = {"chars": f.whole(5, 80), "lines": f.whole(5, 80)}
    return read_object(context, value, "/page/grid", lambda chars, lines: (chars, lines), fields)


def read_styles(context: Context, value: Json, page: Page, grid: tuple[int, int] | None) -> dict[str, Style]:
    """The built-in styles, fitted to the character grid, and the template's own."""
    styles = dict(STYLES)
    if not isinstance(value, dict) or len(value) > 50:
        context.fail("/styles", "样式应当是一个对象（最多 50 种）", "写成 { 名称: { … } }")
        value = {}
    for name, own in value.items():
        base = styles.get(name, styles["cell"])
        inherit = {key: Field(spec.read, getattr(base, key)) for key, spec in STYLE.items()}
        style = read_object(context, own, f"/styles/{name}", partial(Style), inherit)
        styles[name] = style or base
    if grid and page.height:
        chars, lines = grid
        lead = (page.height - page.top - page.bottom) / lines
        for name in ON_GRID:
            style = styles[name]
            pitch = page.type_width / chars - style.size
            styles[name] = Style(style.font, style.size, lead, style.bold, style.colour, pitch)
    return styles


FOOTER = {
    "numbering": f.choice("x_of_y", "dashes", "none", default="x_of_y"),
    "text": f.text(""),
    "letter": f.flag(),
    "elements": f.COMMON["elements"],
}


def read_footer(context: Context, value: Json) -> Footer:
    """Page numbers and the line beside them."""
    return read_object(context, value, "/footer", Footer, FOOTER) or Footer()


def read_watermark(context: Context, value: Json) -> Watermark | None:
    """`{"text", "if"}`."""
    if value is None:
        return None
    fields: Mapping[str, Field] = {"text": f.text(), "if": Field(read_rule, None, "condition")}
    return read_object(context, value, "/watermark", Watermark, fields)
