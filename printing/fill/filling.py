"""fill: template + values -> content, with every missing, wrong and unused name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from printing.fill import content as c
from printing.fill.charts import fill_chart
from printing.fill.scope import Condition, Ledger, Scope
from printing.fill.tables import fill_barcode, fill_grid, fill_key_values, fill_table
from printing.template import blocks as b
from printing.template.document import Name, Template
from printing.template.sizes import Style


def fill(template: Template, values: Mapping[str, object], condition: Condition, *, draft: bool = False) -> c.Filled:
    """Put the values in. Nothing is left blank silently: `missing` and `wrong` name what did not fit, `unused`
    what the template never reads. With `draft`, missing names are printed as 【name】.

    Raises TooLarge beyond 20,000 blocks or a million characters.
    """
    ledger = Ledger(condition, draft)
    scope = Scope(ledger, values)
    content = tuple(_fill_all(template.blocks, template, scope))
    footer = scope.string(template.footer.text)
    mark = template.watermark
    watermark = scope.string(mark.text) if mark is not None and scope.holds(mark.condition) else ""
    return c.Filled(
        content, footer, watermark, tuple(ledger.missing), tuple(ledger.wrong.values()), unused(template, values)
    )


def unused(template: Template, values: Mapping[str, object]) -> tuple[str, ...]:
    """The names of values that the template never reads."""
    found: dict[str, None] = {}
    _add_unused(values, "", template.names, found)
    return tuple(found)


def _add_unused(value: object, name: str, names: Mapping[str, Name], found: dict[str, None]) -> None:
    """Go down to the leaves, but not below a name that is read as a whole."""
    read = names.get(name)
    if read is not None and not read.loop:
        return
    if isinstance(value, dict | Mapping):
        start = f"{name}." if name else ""
        for key, part in value.items():
            _add_unused(part, f"{start}{key}", names, found)
    elif isinstance(value, list) and value and isinstance(value[0], dict | Mapping):
        for row in value:
            _add_unused(row, f"{name}[]", names, found)
    elif read is None:
        found[name] = None


def _fill_all(blocks: Iterable[b.Block], template: Template, scope: Scope) -> Iterator[c.Content]:
    for block in blocks:
        if isinstance(block, b.If):
            branch = block.then if scope.holds(block.condition) else block.otherwise
            yield from _fill_all(branch, template, scope)
        elif scope.holds(block.condition):
            scope.ledger.count()
            yield from _fill_one(block, template, scope)


def _fill_one(block: b.Block, template: Template, scope: Scope) -> Iterator[c.Content]:
    styles = template.styles
    match block:
        case b.Paragraph():
            style = styles[block.style]
            spans, indent = scope.spans(block.text), block.indent * (style.size + style.pitch)
            yield c.Para(block.at, spans, style, block.align, indent, block.keep, block.before, block.after)
        case b.KeyValues():
            yield fill_key_values(block, styles, template.page.type_width, scope)
        case b.Grid():
            yield fill_grid(block, styles, scope)
        case b.Table():
            yield from fill_table(block, styles, scope)
        case b.Each():
            for inner in _items(block, scope):
                yield from _fill_all(block.blocks, template, inner)
        case b.Group():
            yield c.Together(tuple(_fill_all(block.blocks, template, scope)))
        case b.Space():
            yield c.Gap(block.lines * styles["body"].lead + block.height)
        case b.CodeBlock():
            yield fill_barcode(block.code, block.at, styles, scope, block.align)
        case b.Break():
            yield c.PageBreak()
        case b.Chart():
            yield from fill_chart(block, styles, scope)
        case _:
            yield _fill_drawn(block, styles, scope)


def _items(block: b.Each, scope: Scope) -> Iterator[Scope]:
    items = list(block.items) or scope.rows(block.source_name, block.source, optional=block.optional)
    label = scope.label(block.source_name) if block.source else "items"
    for number, item in enumerate(items, 1):
        yield scope.within(block.name, label, item, number)


def _fill_drawn(block: b.Block, styles: Mapping[str, Style], scope: Scope) -> c.Content:
    match block:
        case b.Letterhead():
            text, number = scope.string(block.text), scope.string(block.number)
            return c.Head(block.at, text, number, block.form, block.size, styles["title"], styles["body"])
        case b.Sign():
            return _fill_sign(block, styles, scope)
        case b.Rule():
            label, style = scope.string(block.label), styles["small"]
            return c.CutLine(
                block.at,
                block.weight,
                block.height,
                block.colour,
                block.dashed,
                label,
                style,
                block.seal,
                block.seal_size,
            )
        case b.Image():
            return c.Picture(block.at, block.name, block.width, block.max_height, block.align)
        case b.Place():
            style, spans = styles[block.style], scope.spans(block.text)
            return c.Placed(block.at, block.x, block.y, block.width, block.height, spans, style, block.align)
        case _:
            raise AssertionError(block)


def _fill_sign(block: b.Sign, styles: Mapping[str, Style], scope: Scope) -> c.Signature:
    style = styles[block.style]
    return c.Signature(
        block.at,
        scope.string(block.org),
        scope.string(block.date),
        block.seal,
        scope.string(block.seal_name),
        block.seal_size,
        block.right * (style.size + style.pitch),
        style,
        fill_barcode(block.code, block.at, styles, scope) if block.code else None,
    )
