"""From cells to changes: row by row, each told before it is made, none made that nobody chose."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onewindow.domain.sheets import fields
from onewindow.domain.sheets.cells import LONGEST, Column, texts_of
from onewindow.domain.sheets.edits import CHANGED, ELEMENTS, GONE, MOVED, NEW, Edit, Fault, Plan
from onewindow.domain.sheets.growth import Growth
from onewindow.domain.sheets.layout import BASICS, FILLED, ID, PART, Sheet, sheets
from onewindow.domain.sheets.reading import Cell, Cells
from onewindow.domain.sheets.rows import Box, Row, entries, rows
from onewindow.domain.sheets.views import View
from onewindow.domain.workbench import editing
from onewindow.domain.workbench.entries import WHEN, Kind, Unreadable, read
from onewindow.domain.workbench.routing.steps import step_of
from onewindow.domain.workbench.starting import blank_matter
from onewindow.domain.workbench.tabs import Listing
from rule_engine.values.words import did_you_mean
from tenants.pointers import parse, write

Json = Any
Given = Mapping[str, Cell]
MOST_FAULTS = 200
"""Faults of one comparison; whoever has more mends these first."""
TOO_MANY = f"错误超过 {MOST_FAULTS} 处，后面的行没有再看。请先改正这些，再上传一次。"
ALONE = "办理流程的先后由“去向”决定，移动行不起作用，请到工作台的“办理流程”页调整。"
ORDERLESS = "这张表的次序在表格里不能改，请到工作台上移动；这一行的其他改动照样有效。"


def plan(view: View, cells: Cells, *, fresh: bool = False) -> Plan:
    """Compare a workbook with a document. `fresh`: rows of another matter's sheet count as new ones."""
    known = sheets(view)
    wrong = heading_faults({each.title: each.heads for each in known}, cells)
    made = compare(view, cells, known, fresh=fresh)
    refused = [Fault(each.place, each.text) for each in cells.refused]
    if fresh:  # another matter has sheets and answers that this one does not have yet
        return Plan(made.edits, (*refused, *made.faults), (*wrong, *made.notes))
    return Plan(made.edits, (*refused, *wrong, *made.faults))


def compare(view: View, cells: Cells, known: Sequence[Sheet], *, fresh: bool = False) -> Plan:
    """The changes of the rows alone; a sheet that was taken out changes nothing."""
    work = _Work(view, fresh)
    for sheet in known:
        found = cells.rows.get(sheet.title)
        if found is not None and ID in cells.heads.get(sheet.title, {}):
            (work.upright if sheet.upright else work.listed)(sheet, found)
    more = [Fault(known[-1].title, TOO_MANY)] if work.full else []
    return Plan(tuple(work.edits), (*work.faults, *more), tuple(work.notes))


def heading_faults(known: Mapping[str, Sequence[str]], cells: Cells) -> list[Fault]:
    """Sheets and columns that are not ours: what stands there would be lost without a word."""
    found = []
    for title, heads in cells.heads.items():
        if title not in known:
            hint = did_you_mean(title, known) or f"可以有：{'、'.join(known)}。"
            found.append(
                Fault(f"{title}!A1", f"没有名叫“{title[:31]}”的工作表，这一张没有读。{hint}请改回原来的名称。")
            )
        elif ID not in heads:
            found.append(Fault(f"{title}!A1", f"没有“{ID}”一列，这张表没有读。请保留第一行的标题。"))
        else:
            found += _strange(heads, known[title])
    return found


def _strange(heads: Mapping[str, Cell], known: Sequence[str]) -> Iterator[Fault]:
    left = [each for each in known if each not in heads]
    for head, one in heads.items():
        if head not in known:
            hint = did_you_mean(head, left) or did_you_mean(head, known)
            yield Fault(one.place, f"不认识“{head[:30]}”这一列，这一列没有读。{hint}请改回原来的标题。")


def blank_document(cells: Cells, key: str) -> Json | Fault:
    """The matter that a filled sheet begins: its name stands under 事项名称."""
    rows = cells.rows.get(BASICS, ())
    for row in rows:
        if row.get("项目") and row["项目"].text == "事项名称":
            name = row[FILLED].text if FILLED in row else ""
            return blank_matter(key, name) if name else Fault(row["项目"].place, "还没有填写事项名称。")
    return Fault(BASICS, "没有“事项名称”这一行，请用从这里下载的表格填写。")


@dataclass
class _Work:
    """One comparison, sheet by sheet."""

    view: View
    fresh: bool
    edits: list[Edit] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    claimed: set[str] = field(default_factory=set)
    shifted: set[str] = field(default_factory=set)

    @property
    def full(self) -> bool:
        """Whether so much is wrong that no more is looked at."""
        return len(self.faults) >= MOST_FAULTS

    def upright(self, sheet: Sheet, given: Sequence[Given]) -> None:
        """A row for each entry, found by its number."""
        known = {row.number: row for row in entries(self.view, sheet)}
        for number, line in self.numbered(given):
            if number not in known:
                if not self.fresh:
                    self.fault(line, "没有这一项，请把“编号”改回原样；这里不能加行。")
            elif FILLED in line:
                (box,) = known[number].boxes.values()
                texts = self.texts(box, line[FILLED])
                if texts is not None:
                    self.edits.append(Edit(line[FILLED].place, CHANGED, "", {number: texts}))

    def listed(self, sheet: Sheet, given: Sequence[Given]) -> None:
        """A row for each element: changed, new, gone, or at another place."""
        known = {row.number: row for row in rows(self.view, sheet)}
        seen: dict[str, Cell] = {}
        trail: list[str] = []
        for number, line in self.numbered(given):
            if number in known:
                seen[number] = line[ID]
                trail.append(number)
                self.changed(sheet, known[number], line)
            elif number and not self.fresh and sheet.grows is not Growth.NAMED:
                self.fault(line, f"没有编号“{number[:40]}”，新行请把编号留空。")
            elif self.new(sheet, line, trail):
                trail.append(self.edits[-1].row)
        if not self.fresh and not self.full:
            self.gone(sheet, known, seen)
            self.moved(sheet, known, seen)

    def numbered(self, given: Sequence[Given]) -> Iterator[tuple[str, Given]]:
        """The rows with their numbers; one that stands twice is told, and left out the second time."""
        seen: set[str] = set()
        for line in given:
            if self.full:
                return
            number = line[ID].text if ID in line else ""
            if number and number in seen:
                self.fault(line, f"编号“{number[:40]}”写了两次，新行请把编号留空。")
                continue
            seen.add(number)
            yield number, line

    def changed(self, sheet: Sheet, row: Row, line: Given) -> None:
        """What a row says otherwise than the element does."""
        texts = {}
        length = len(parse(row.name))
        for head, box in row.boxes.items():
            found = self.texts(box, line[head]) if head in line else None
            if found is not None and box.control is not None:
                texts[write(parse(box.control.name)[length:])] = found
        part = line[PART].text if sheet.parted and PART in line else ""
        part = "" if part == row.part or not self.is_part(line, part) else part
        if part:
            self.shifted.add(row.number)
        if texts or part:
            self.edits.append(Edit(f"{sheet.title}!{line[ID].row}", CHANGED, row.name, texts, part))

    def new(self, sheet: Sheet, line: Given, trail: Sequence[str]) -> bool:
        """A row without a number is a new element, where the list may grow."""
        first = next(iter(line.values()))
        row = f"{sheet.title}!{first.row}"
        if sheet.grows is Growth.FIXED:
            self.refuse(first, f"“{sheet.title}”不能在表格里加行，请到工作台上添加。")
            return False
        part = line[PART].text if sheet.parted and PART in line else ""
        if part and not self.fresh and not self.is_part(line, part):
            return False
        before = len(self.faults)
        texts = self.begun(sheet, line)
        if texts and len(self.faults) == before:
            at = "form/sections" if sheet.parted else sheet.listings[0][1].at
            self.edits.append(Edit(row, NEW, at, texts, part, tuple(reversed(trail))[:20]))
            return True
        return False

    def begun(self, sheet: Sheet, line: Given) -> Mapping[str, tuple[str, ...]]:
        """The texts that a new element begins with; nothing where something is wrong or missing."""
        first = next(iter(line.values()))
        if sheet.grows is Growth.STEPS and self.fresh and not line.get("环节名称", first).text:
            self.refuse(first, "分办、会合和结束不随表格带过来，请到工作台的“办理流程”页设定。")
            return {}
        texts: dict[str, tuple[str, ...]] = {}
        named = sheet.grows is Growth.FIELDS and fields.is_named(self.view, line)
        for one in sheet.columns:
            given = line.get(one.entry.label)
            if named and one.entry.at in (fields.KIND, fields.OPTIONS):
                continue  # the dictionary says it
            if given is None or not given.text:
                if one.entry.required and one.begins:
                    self.faults.append(Fault(first.place, f"新行缺少「{one.entry.label}」，请填写。"))
            elif not one.begins:
                self.refuse(given, _only_told(one))
            elif (found := self.meant(one, given)) is not None:
                texts[one.entry.at] = found
        return self.settled(sheet, line, texts)

    def settled(self, sheet: Sheet, line: Given, texts: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        """What a sheet of its own kind makes of a new row."""
        if sheet.grows is Growth.NAMED and ID in line and line[ID].text:
            return {**texts, "key": (line[ID].text,)}
        if sheet.grows is not Growth.FIELDS or fields.ELEMENT not in texts:
            return texts
        made = fields.settled(self.view, texts)
        asked = made if isinstance(made, str) else made[fields.ELEMENT][0]
        if isinstance(made, str) or asked in self.claimed:
            told = made if isinstance(made, str) else f"“{texts[fields.ELEMENT][0]}”加了两次，一个数据元只问一次。"
            self.faults.append(Fault(line["数据元"].place, told))
            return {}
        self.claimed.add(asked)
        return made

    def gone(self, sheet: Sheet, known: Mapping[str, Row], seen: Collection[str]) -> None:
        """The elements whose rows were taken out."""
        lost = [row for number, row in known.items() if number not in seen]
        for row in lost if sheet.grows is not Growth.FIXED else ():
            name = f"{sheet.title}!-{row.number}"
            step = step_of(self.view.document, row.number) if sheet.grows is Growth.STEPS else None
            if step is not None and step.get("kind") == "join":
                forks = [each.number for each in lost]
                if not any(_joined(self.view.document, each) == row.number for each in forks):
                    self.faults.append(Fault(name, "会合不能单独删去，请删去它前面的分办，或到工作台上改。"))
            elif step is not None and step.get("kind") == "end":
                self.faults.append(Fault(name, "“结束”不能在表格里删去，请到工作台上改。"))
            else:
                self.edits.append(Edit(name, GONE, row.name, {}))

    def moved(self, sheet: Sheet, known: Mapping[str, Row], seen: Mapping[str, Cell]) -> None:
        """Lists whose rows stand in another order than their elements."""
        for part, listing in sheet.listings:
            staying = seen.keys() - self.shifted
            own = [number for number, row in known.items() if row.part == part and number in staying]
            wanted = sorted(own, key=list(seen).index)
            if own == wanted:
                continue
            first = seen[next(new for new, old in zip(wanted, own, strict=True) if new != old)]
            if sheet.grows is Growth.STEPS or not _orders(sheet, listing):
                told = ALONE if sheet.grows is Growth.STEPS else ORDERLESS
                self.faults.append(Fault(first.place, told))
            else:
                self.edits.append(Edit(first.place, MOVED, listing.at, {ELEMENTS: tuple(wanted)}))

    def is_part(self, line: Given, part: str) -> bool:
        """Whether a section is meant that is there, or one that is new beyond doubt; else it is told."""
        there = fields.sections(self.view.document).values()
        near = "" if not part or part in there else did_you_mean(part, there)
        if near:
            told = f"没有叫“{part[:30]}”的部分。{near}确实要另加的，请到工作台的“表单”页添加。"
            self.faults.append(Fault(line[PART].place, told))
        return bool(part) and not near

    def texts(self, box: Box, given: Cell) -> tuple[str, ...] | None:
        """The texts of a cell that somebody changed; None for one that stands as it was written, or is wrong."""
        if given.text == box.text:
            return None
        if box.control is None:
            self.refuse(given, _only_told(box.column))
            return None
        if any(len(text) >= LONGEST for text in box.control.texts):
            self.faults.append(Fault(given.place, "原文太长，一个格子放不下，请到工作台上改。"))
            return None
        found = self.meant(box.column, given)
        if found is None or editing.same(box.control, found):
            return None
        if found == (WHEN,) and box.control.entry.kind is Kind.ASKED:
            told = "“按条件必填”的条件在表格里不能写，请到工作台的“表单”页用句子设定。"
            self.faults.append(Fault(given.place, told))
            return None
        return found

    def meant(self, one: Column, given: Cell) -> tuple[str, ...] | None:
        """The texts that a cell means; None where it is wrong."""
        found = texts_of(one, given.text)
        value = Unreadable(found) if isinstance(found, str) else read(one.entry, found)
        if isinstance(value, Unreadable):
            self.faults.append(Fault(given.place, value.message))
            return None
        return found if not isinstance(found, str) else None

    def fault(self, line: Given, message: str) -> None:
        """Something is wrong with a row as a whole."""
        self.faults.append(Fault((line.get(ID) or next(iter(line.values()))).place, message))

    def refuse(self, given: Cell, message: str) -> None:
        """What cannot be written is told; of a matter that is just begun only as a note."""
        (self.notes if self.fresh else self.faults).append(Fault(given.place, message))


def _only_told(one: Column) -> str:
    if one.entry.kind is Kind.RULE:
        way_out = "请把这一格改回原样，要改条件请到工作台上用句子设定。"
        return f"「{one.entry.label}」在表格里只能查看，原来的条件没有动。{way_out}"
    return f"「{one.entry.label}」在这一行只能查看，没有改动。请把这一格改回原样，要改请到工作台上改。"


def _orders(sheet: Sheet, listing: Listing) -> bool:
    """Whether the elements of a list have names that stay when they are moved."""
    return bool(listing.identity) and sheet.grows is not Growth.FIXED


def _joined(document: Json, name: str) -> str:
    step = step_of(document, name)
    return str(step.get("join", "")) if step else ""
