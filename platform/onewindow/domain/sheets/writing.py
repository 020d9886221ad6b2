"""Grids as the bytes of a workbook (.xlsx), written so that nothing in them runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from onewindow.domain.sheets.cells import clean
from onewindow.domain.sheets.reading import CHOICES, EXPLANATION

Choices = tuple[str, ...]
AUTHOR = "一窗"
SPARE = 200
"""Rows below the last whose cells offer choices too."""
_HEAD, _TOLD = PatternFill("solid", fgColor="DCE8EC"), PatternFill("solid", fgColor="E7E6E3")
_BOLD, _GREY, _TOP = Font(bold=True), Font(color="5C5C5C"), Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True, slots=True)
class Head:
    """One column. `hint`: what to fill in, shown at the head; `told`: cells are only to be read; `strict`: nothing but
    a choice is taken; `width` in signs.
    """

    label: str
    hint: str = ""
    choices: Choices = ()
    strict: bool = True
    told: bool = False
    width: int = 24


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its heads, its rows of texts, and choices of single cells (row from 0, column from 0)."""

    title: str
    heads: tuple[Head, ...]
    rows: Sequence[Sequence[str]]
    single: Mapping[tuple[int, int], tuple[Choices, bool]] = field(default_factory=dict)


def write_book(grids: Sequence[Grid], lines: Sequence[str], origin: Mapping[str, str]) -> bytes:
    """The workbook: an explanation, the grids, and hidden the choices with what the workbook was made of."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = EXPLANATION
    first.column_dimensions["A"].width = 100
    for number, line in enumerate(lines, 1):
        _put(first, number, 1, line).alignment = _TOP
    made = [(book.create_sheet(grid.title), grid) for grid in grids]
    hidden = _Hidden(book.create_sheet(CHOICES), origin)
    for sheet, grid in made:
        _fill(sheet, grid)
        _offer(sheet, grid, hidden)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Hidden:
    """The hidden sheet: a column for each list of choices, written once."""

    def __init__(self, sheet: Worksheet, origin: Mapping[str, str]) -> None:
        self.sheet = sheet
        self.known: dict[Choices, str] = {}
        sheet.sheet_state = "hidden"
        for row, pair in enumerate(origin.items(), 1):
            for column, text in enumerate(pair, 1):
                _put(sheet, row, column, text)

    def range(self, choices: Choices) -> str:
        """Where a list stands."""
        if choices not in self.known:
            column = len(self.known) + 3
            for row, text in enumerate(choices, 1):
                _put(self.sheet, row, column, text)
            letter = get_column_letter(column)
            self.known[choices] = f"'{CHOICES}'!${letter}$1:${letter}${len(choices)}"
        return self.known[choices]


def _fill(sheet: Worksheet, grid: Grid) -> None:
    sheet.freeze_panes = "C2" if len(grid.heads) > 2 else "B2"
    for column, head in enumerate(grid.heads, 1):
        one = _put(sheet, 1, column, head.label)
        one.font, one.fill, one.alignment = _BOLD, _HEAD, _TOP
        if said := "；".join(filter(None, (head.hint, "只供查看，改了也不算" if head.told else ""))):
            one.comment = Comment(said, AUTHOR)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.number_format = head.width, "@"  # what is typed below stays a text too
    for row, texts in enumerate(grid.rows, 2):
        for column, (head, text) in enumerate(zip(grid.heads, texts, strict=True), 1):
            one = _put(sheet, row, column, text)
            one.alignment = _TOP
            if head.told:
                one.fill, one.font = _TOLD, _GREY


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A text stays a text, whatever it begins with: no formula, no number, no date is made of it."""
    one = sheet.cell(row, column, clean(text))
    assert isinstance(one, Cell)  # nothing is merged here
    one.data_type = "s"
    one.number_format = "@"
    return one


def _offer(sheet: Worksheet, grid: Grid, hidden: _Hidden) -> None:
    """Drop-downs of what cells may hold; where several may be chosen they offer one and take more."""
    ranges = {
        f"{get_column_letter(column)}2:{get_column_letter(column)}{len(grid.rows) + 1 + SPARE}": (
            head.choices,
            head.strict,
        )
        for column, head in enumerate(grid.heads, 1)
    }
    single = {f"{get_column_letter(at[1] + 1)}{at[0] + 2}": given for at, given in grid.single.items()}
    rules: dict[tuple[Choices, bool], DataValidation] = {}
    for where, (choices, strict) in {**ranges, **single}.items():
        if choices:
            rule = rules.get((choices, strict)) or _rule(hidden.range(choices), strict)
            rules[choices, strict] = rule
            rule.add(where)
    for rule in rules.values():
        sheet.add_data_validation(rule)


def _rule(where: str, strict: bool) -> DataValidation:
    rule = DataValidation(type="list", formula1=where, allow_blank=True)
    rule.showErrorMessage = strict
    rule.errorTitle, rule.error = "不在列表里", "请从下拉列表中选择。"
    return rule
