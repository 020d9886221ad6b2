"""From cells to changes: row by row, each told before it is made, none made that nobody chose."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from onewindow.domain.sheets.cells import cell, texts_of
from onewindow.domain.sheets.layout import BASICS, GROWS, ID, Sheet, at, sheets
from onewindow.domain.sheets.workbook import Cell, Cells
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.editing import Control
from onewindow.domain.workbench.entries import Unreadable, read
from onewindow.domain.workbench.following import follow
from onewindow.domain.workbench.starting import blank_matter
from onewindow.domain.workbench.tabs import Group, Listing, Tab
from tenants.pointers import write

Json = Any
CHANGED, NEW, GONE = "changed", "new", "gone"


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be taken: `cell` names sheet and cell («材料!C7»)."""

    cell: str
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What one row would change. `row` names it («材料!7»); `at`: the element's pointer, of a new one its list's.

    `texts`: pointer relative to `at` → the texts of its control.
    """

    row: str
    kind: str
    at: str
    texts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """All changes of a workbook, and everything that cannot be taken."""

    edits: tuple[Edit, ...]
    faults: tuple[Fault, ...] = ()


def plan(document: Json, cells: Cells, *, fresh: bool = False) -> Plan:
    """Compare a workbook with a document. `fresh`: rows of another matter's sheet count as new ones."""
    work = _Work(document, cells, fresh)
    work.compare()
    return Plan(tuple(work.edits), tuple(work.faults))


def applied(document: Json, edits: Sequence[Edit]) -> Json:
    """The document with some changes; what they cannot mean there is left out."""
    for edit in edits:
        document = _applied(document, edit)
    return document


def blank_document(cells: Cells, key: str) -> Json | Fault:
    """The matter that a filled sheet begins: its name stands under 事项名称."""
    rows = cells.rows.get(BASICS, ())
    for row in rows:
        if row.get("项目") and row["项目"].text == "事项名称":
            name = row["填写"].text if "填写" in row else ""
            return blank_matter(key, name) if name else Fault(row["项目"].place, "还没有填写事项名称。")
    return Fault(BASICS, "没有“事项名称”这一行，请用从这里下载的表格填写。")


def to_json(edits: Sequence[Edit]) -> list[Json]:
    """Changes as JSON, for the page that asks which of them are wanted."""
    return [{**asdict(each), "texts": {key: list(texts) for key, texts in each.texts.items()}} for each in edits]


def from_json(value: Json) -> tuple[Edit, ...]:
    """Changes back from the page; what is none is left out."""
    return tuple(_edit(each) for each in value if isinstance(each, dict)) if isinstance(value, list) else ()


def _edit(value: Mapping[str, Json]) -> Edit:
    texts = value.get("texts") if isinstance(value.get("texts"), dict) else {}
    read_texts = {str(key): tuple(map(str, each)) for key, each in texts.items() if isinstance(each, list)}  # type: ignore[union-attr]
    return Edit(str(value.get("row", "")), str(value.get("kind", "")), str(value.get("at", "")), read_texts)


def _applied(document: Json, edit: Edit) -> Json:
    listings = {each.at: each for sheet in sheets(document) for _, each in sheet.listings}
    if edit.kind == GONE:
        return editing.remove(document, edit.at) if write(at(edit.at)[:-1]) in GROWS else document
    before = document
    where = edit.at
    if edit.kind == NEW:
        if edit.at not in GROWS:
            return document
        document, where = editing.add(document, listings[edit.at])
    posted = {write((*at(where), *at(name))) if where else name: texts for name, texts in edit.texts.items()}
    parts: list[Group | Listing] = []
    for sheet in sheets(document):
        parts += [part for _, part in sheet.upright]
        parts += [part for _, part in sheet.listings]
    made = editing.apply(document, Tab("sheet", "表格", tuple(parts)), {editing.PRESENT: tuple(posted), **posted})
    return follow("matter", before, made.document)


class _Work:
    """One comparison, sheet by sheet."""

    def __init__(self, document: Json, cells: Cells, fresh: bool) -> None:
        self.document, self.cells, self.fresh = document, cells, fresh
        self.edits: list[Edit] = []
        self.faults: list[Fault] = [Fault(each.place, each.text) for each in cells.refused]

    def compare(self) -> None:
        """Every sheet that the workbook has; one that was taken out changes nothing."""
        known = sheets(self.document)
        for sheet in known:
            rows = self.cells.rows.get(sheet.title)
            if rows is None:
                continue
            if sheet.upright:
                for _, group in sheet.upright:
                    self.upright(sheet, group, rows)
            else:
                self.rows(sheet, rows)

    def upright(self, sheet: Sheet, group: Group, rows: Sequence[Mapping[str, Cell]]) -> None:
        """A row for each entry, found by its number, or by what it is called."""
        by_name = {row[ID].text: row for row in rows if ID in row}
        for control in editing.controls(self.document, group):
            row = by_name.get(control.name)
            if row is None or "填写" not in row:
                continue
            texts = self.texts(control, row["填写"])
            if texts is not None:
                self.edits.append(Edit(f"{sheet.title}!{row['填写'].row}", CHANGED, "", {control.name: texts}))

    def rows(self, sheet: Sheet, rows: Sequence[Mapping[str, Cell]]) -> None:
        """A row for each element: changed, new, gone."""
        items = {
            at(item.name)[-1]: (item, each) for _, each in sheet.listings for item in editing.items(self.document, each)
        }
        seen: set[str] = set()
        for row in rows:
            number = row[ID].text if ID in row else ""
            if number in seen:
                self.faults.append(Fault(row[ID].place, f"编号“{number[:40]}”写了两次，新行请把编号留空。"))
            elif number in items and number:
                seen.add(number)
                self.changed(sheet, row, items[number][0])
            elif number and not self.fresh:
                self.faults.append(Fault(row[ID].place, f"没有编号“{number[:40]}”，新行请把编号留空。"))
            else:
                self.new(sheet, row)
        listing = sheet.listings[0][1]
        if listing.at in GROWS and not self.fresh:
            gone = [item for name, (item, _) in items.items() if name not in seen]
            self.edits += [Edit(f"{sheet.title}!-{at(item.name)[-1]}", GONE, item.name, {}) for item in gone]

    def changed(self, sheet: Sheet, row: Mapping[str, Cell], item: editing.Item) -> None:
        """What a row says otherwise than the element does."""
        texts = {}
        for control in item.controls:
            given = row.get(control.entry.label)
            found = self.texts(control, given) if given else None
            if found is not None:
                texts[write(at(control.name)[len(at(item.name)) :])] = found
        if texts:
            number = next(iter(row.values())).row
            self.edits.append(Edit(f"{sheet.title}!{number}", CHANGED, item.name, texts))

    def new(self, sheet: Sheet, row: Mapping[str, Cell]) -> None:
        """A row without a number is a new element, where the list may grow."""
        listing, first = sheet.listings[0][1], next(iter(row.values()))
        if listing.at not in GROWS and self.fresh:
            return  # another matter's fields and steps: they are designed, not copied row by row
        if listing.at not in GROWS:
            self.faults.append(Fault(first.place, f"“{sheet.title}”不能在表格里加行，请到工作台上添加。"))
            return
        texts, before = {}, len(self.faults)
        for control in _blank(listing):
            given = row.get(control.entry.label)
            found = self.texts(control, given) if given and given.text else None
            if found is not None:
                texts[control.name] = found
        for entry in listing.entries:
            if entry.required and entry.label in (each.label for each in sheet.columns) and not texts.get(entry.at):
                self.faults.append(Fault(first.place, f"新行缺少「{entry.label}」，请填写。"))
        if texts and len(self.faults) == before:
            self.edits.append(Edit(f"{sheet.title}!{first.row}", NEW, listing.at, texts))

    def texts(self, control: Control, given: Cell) -> tuple[str, ...] | None:
        """The texts of a cell that somebody changed; None for one that stands as it was written, or is wrong."""
        if given.text == cell(control.entry, control.texts):
            return None
        found = texts_of(control.entry, given.text)
        if isinstance(found, str):
            self.faults.append(Fault(given.place, found))
            return None
        value = read(control.entry, found)
        if isinstance(value, Unreadable):
            self.faults.append(Fault(given.place, value.message))
            return None
        return found


def _blank(listing: Listing) -> Iterator[Control]:
    """The controls of a new element."""
    yield from (Control(entry.at, entry, ()) for entry in listing.entries)


def chosen(edits: Sequence[Edit], rows: Collection[str]) -> tuple[Edit, ...]:
    """The changes of the rows that were chosen."""
    return tuple(each for each in edits if each.row in rows)
