"""`table`: rows of columns, posted as `<name>-<row>-<column>`; kept as a list of mappings without blank cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from form_builder.elements import Column, Element
from form_builder.fields.base import Choices, Context, Fault, Flaw, Kind, Raw, Refused, Value, plain, refuse
from form_builder.fields.identity import derived
from form_builder.reading import Json
from form_builder.rules import rule
from rule_engine import truthy

ROWS_MAX = 100
"""Rows of a table whose element does not say."""
NO_COLUMN = frozenset({"table", "image", "file", "signature", "static_text", "declaration"})
_INDEX = re.compile(r"(\d{1,6})-([^-].*)")


def row_limit(element: Element) -> int:
    """The most rows that the table takes."""
    limits = [int(limit) for limit in (element.max_rows, element.max) if limit is not None]
    return min(limits, default=ROWS_MAX)


def row_floor(element: Element) -> int:
    """The fewest rows of a table that is filled in at all."""
    return max(int(element.min_rows or 0), int(element.min or 0))


def raw_rows(element: Element, raw: Raw, name: str) -> list[dict[str, list[str]]]:
    """The posted rows in order of their number, blank ones left out, each as its own raw page."""
    keys, prefix = {column.element.key for column in element.columns}, f"{name}-"
    found: dict[int, dict[str, list[str]]] = {}
    for control, texts in raw.items():
        match = _INDEX.fullmatch(control[len(prefix) :]) if control.startswith(prefix) else None
        if match and match.group(2).partition("-")[0] in keys and any(text.strip() for text in texts[:100]):
            found.setdefault(int(match.group(1)), {})[match.group(2)] = list(texts)
    return [found[number] for number in sorted(found)]


class Table(Kind):
    """Rows and columns. Rules of a column (`required`, `compute`) read the row, `today` and `application.date`."""

    name = "table"
    fragment = "table.rows"
    grouped = True
    bounds = "count"
    keys = frozenset({"columns", "min_rows", "max_rows"})

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds

    def flaws(self, element: Element) -> Iterator[Flaw]:
        yield from super().flaws(element)
        if not element.columns:
            yield Flaw("columns", "表格缺少列")
        if element.min_rows is not None and element.max_rows is not None and element.min_rows > element.max_rows:
            yield Flaw("min_rows", "最少行数大于最多行数")
        keys = [column.element.key for column in element.columns]
        for at, column in enumerate(element.columns):
            if "." in column.element.key or "-" in column.element.key or column.element.key in ("today", "application"):
                yield Flaw(f"columns/{at}/key", "列的键不能含“.”或“-”，也不能是 today、application")
            if keys.index(column.element.key) != at:
                yield Flaw(f"columns/{at}/key", f"列“{column.element.key}”重复")
            if column.element.kind in NO_COLUMN:
                yield Flaw(f"columns/{at}/kind", "表格的列不能是这种类型")

    def parse(self, element: Element, raw: Raw, name: str) -> Value | Refused:
        typed = raw_rows(element, raw, name)
        if len(typed) > row_limit(element):
            return refuse(f"最多 {row_limit(element)} 行，现有 {len(typed)} 行，请删除多余的行", code="too_many")
        rows: list[dict[str, Value]] = []
        faults: list[Fault] = []
        for at, cells in enumerate(typed):
            row: dict[str, Value] = {}
            for column in element.columns:
                value = self._kind(column).parse(column.element, cells, column.element.key)
                if isinstance(value, Refused):
                    faults += [self._placed(at, column, fault) for fault in value.faults]
                elif value is not None and column.element.compute is None:
                    row[column.element.key] = value
            rows.append(row)
        if faults:
            unread = {fault.at for fault in faults}
            faults += [fault for fault in self.faults(element, rows, Context()) if fault.at not in unread]
            return Refused(tuple(faults))
        return [row for row in rows if row] or None

    def complete(self, element: Element, value: Value, context: Context) -> Value:
        worked = [
            column.element for column in element.columns if column.element.compute is not None or column.element.derive
        ]
        if not worked:
            return value
        return [self._completed(row, worked, context) for row in value]

    def _completed(self, row: Mapping[str, Value], worked: list[Element], context: Context) -> dict[str, Value]:
        row = dict(row)
        for column in worked:
            if column.compute is not None:
                value = self.kinds[column.kind].adopt(column, rule(column.compute)(_facts(row, context)))
            elif column.derive and row.get(column.key) is None:
                value = derived(row.get(column.derive.source), column.derive.part, context.today)
            else:
                continue
            if value is not None:
                row[column.key] = value
        return row

    def faults(self, element: Element, value: Value, context: Context) -> Iterator[Fault]:
        if len(value) > row_limit(element):
            yield Fault(f"最多 {row_limit(element)} 行，请删除多余的行", code="too_many")
        elif len(value) < row_floor(element):
            yield Fault(f"至少填写 {row_floor(element)} 行", code="too_few")
        for at, row in enumerate(value):
            yield from self._row_faults(element, at, row, context)

    def _row_faults(self, element: Element, at: int, row: Mapping[str, Value], context: Context) -> Iterator[Fault]:
        for column in element.columns:
            cell = row.get(column.element.key)
            if cell is None:
                if column.required is True or (column.required and truthy(rule(column.required)(_facts(row, context)))):
                    yield self._placed(at, column, Fault("不能为空，请填写", code="required"))
                continue
            kind = row.get(column.element.id_kind) if column.element.id_kind else ""
            inner = Context(context.today, kind or "", context.choices)
            for fault in self._kind(column).faults(column.element, cell, inner):
                yield self._placed(at, column, fault)
            yield from self._order_faults(column, at, row, element)

    def _order_faults(self, column: Column, at: int, row: Mapping[str, Value], table: Element) -> Iterator[Fault]:
        cell, labels = row[column.element.key], {item.element.key: item.element.label for item in table.columns}
        for key, bad, words in (
            (column.element.after, lambda mine, other: not mine > other, "应晚于"),
            (column.element.at_most, lambda mine, other: mine > other, "不能大于"),
        ):
            other = row.get(key) if key else None
            if other is not None and bad(cell, other):
                yield self._placed(at, column, Fault(f"{words}“{labels.get(key, key)}”，请核对", code="order"))

    @staticmethod
    def _placed(at: int, column: Column, fault: Fault) -> Fault:
        place = f"{at}-{column.element.key}" + (f"-{fault.at}" if fault.at else "")
        return Fault(f"第 {at + 1} 行“{column.element.label}”{fault.message}", place, fault.code, fault.overridable)

    def _kind(self, column: Column) -> Kind:
        return self.kinds[column.element.kind]

    def totals(self, element: Element, value: Value) -> dict[str, Decimal]:
        return {
            column.element.key: sum((row.get(column.element.key) or Decimal(0) for row in value or ()), Decimal(0))
            for column in element.columns
            if column.total
        }

    def display(self, element: Element, value: Value, choices: Choices) -> str:
        rows = ["，".join(self._cells(element, row, choices)) for row in value or ()]
        totals = self.totals(element, value)
        labels = {column.element.key: column.element.label for column in element.columns}
        if rows and totals:
            rows.append("合计 " + "，".join(f"{labels[key]}：{plain(total)}" for key, total in totals.items()))
        return "；".join(rows)

    def cell(self, element: Element, value: Value, choices: Choices) -> str:
        """Lines of comma-separated cells under a line of labels; as an office program exports them."""
        if not value:
            return ""
        written = io.StringIO()
        lines = csv.writer(written, lineterminator="\n")
        lines.writerow([column.element.label for column in element.columns])
        for row in value:
            cells = ((column, row.get(column.element.key)) for column in element.columns)
            lines.writerow(
                "" if one is None else self._kind(column).cell(column.element, one, choices) for column, one in cells
            )
        return written.getvalue().removesuffix("\n")

    def from_cell(self, element: Element, text: str, choices: Choices) -> Raw | Refused:
        labels, *lines = list(csv.reader(io.StringIO(text.replace("\r\n", "\n"))))
        by_label = {column.element.label: column.element for column in element.columns}
        if unknown := [label for label in labels if label.strip() not in by_label]:
            return refuse(f"没有“{unknown[0][:20]}”这一列，首行应为列名：{'，'.join(by_label)}", code="table")
        columns = [by_label[label.strip()] for label in labels]
        raw: dict[str, list[str]] = {}
        for at, line in enumerate(lines[: row_limit(element) + 1]):
            for column, cell in zip(columns, line, strict=False):
                inner = self.kinds[column.kind].from_cell(column, cell.strip(), choices) if cell.strip() else {}
                if isinstance(inner, Refused):
                    return inner
                raw |= {f"x-{at}-{column.key}{name[1:]}": list(texts) for name, texts in inner.items()}
        return raw

    def _cells(self, element: Element, row: Mapping[str, Value], choices: Choices) -> Iterator[str]:
        for column in element.columns:
            cell = row.get(column.element.key)
            if cell is not None:
                yield f"{column.element.label}：{self._kind(column).display(column.element, cell, choices)}"

    def revive(self, element: Element, stored: Json) -> Value:
        columns = {column.element.key: column for column in element.columns}
        return [
            {
                key: self._kind(columns[key]).revive(columns[key].element, cell) if key in columns else cell
                for key, cell in row.items()
            }
            for row in stored
        ]

    def typed(self, element: Element, value: Value, name: str) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for at, row in enumerate(value or ()):
            for column in element.columns:
                cell = row.get(column.element.key)
                out |= self._kind(column).typed(column.element, cell, f"{name}-{at}-{column.element.key}")
        return out

    def sample(self, element: Element, context: Context) -> Value:
        row = {
            column.element.key: self._kind(column).sample(column.element, context)
            for column in element.columns
            if column.element.compute is None
        }
        return self.complete(element, [dict(row) for _ in range(max(1, row_floor(element)))], context)


def _facts(row: Mapping[str, Value], context: Context) -> dict[str, Value]:
    return {**row, "today": context.today or None, "application": {"date": context.today or None}}
