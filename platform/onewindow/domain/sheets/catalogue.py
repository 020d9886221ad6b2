"""Several matters in one workbook: 事项目录 with a row for each, and their lists with the matter in each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from onewindow.domain.sheets.cells import Column, distinct
from onewindow.domain.sheets.edits import Fault, Plan
from onewindow.domain.sheets.grids import LINES, head_of, head_of_number, line
from onewindow.domain.sheets.layout import BASICS, EXAMPLES, FILLED, ID, PART, Sheet, basics, sheets
from onewindow.domain.sheets.plan import MOST_FAULTS, TOO_MANY, compare, heading_faults
from onewindow.domain.sheets.reading import Cell, Cells
from onewindow.domain.sheets.rows import entries, rows
from onewindow.domain.sheets.views import View
from onewindow.domain.sheets.writing import Grid, Head, write_book
from rule_engine.values.words import did_you_mean

OVERVIEW, MATTER = "事项目录", "事项"
ABOUT = (
    "这是几个事项合在一起的表格：“事项目录”一行一个事项，其他各表用“事项”一列写明属于哪个事项。",
    "上传之后按事项列出会改什么；确认之后，改到的每个事项各起一份草稿。没有列在“事项目录”里的事项不动。",
)
Row = Mapping[str, Cell]


@dataclass(frozen=True)
class Member:
    """One matter. `mark`: the digest of the version that the workbook is made of."""

    key: str
    title: str
    mark: str
    view: View

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its sheets that all matters have."""
        return tuple(each for each in sheets(self.view) if each.title != EXAMPLES)

    @property
    def lists(self) -> tuple[Sheet, ...]:
        """Its lists."""
        return tuple(each for each in self.sheets if not each.upright)


@dataclass(frozen=True, slots=True)
class Plans:
    """What a workbook would change, by the keys of matters, and everything in it that cannot be taken."""

    plans: Mapping[str, Plan]
    faults: tuple[Fault, ...]


def write_all(members: Sequence[Member]) -> bytes:
    """The matters as one workbook; nothing but its explanation without any."""
    names = distinct({each.key: each.title for each in members})
    grids = [_overview(members)] if members else []
    for number, sheet in enumerate(members[0].lists if members else ()):
        known = [(each, each.lists[number]) for each in members]
        lines = [
            [texts[0], names[each.key], *texts[1:]]
            for each, own in known
            for texts in (line(own, row) for row in rows(each.view, own))
        ]
        grids.append(Grid(sheet.title, _heads(sheet, tuple(names.values())), lines))
    return write_book(grids, (*ABOUT, *LINES), {each.key: each.mark for each in members})


def keys_of(cells: Cells) -> tuple[str, ...]:
    """The keys of the matters that a workbook lists, as they are written."""
    return tuple(row[ID].text for row in cells.rows.get(OVERVIEW, ()) if ID in row and row[ID].text)


def plan_all(members: Sequence[Member], cells: Cells) -> Plans:
    """Compare a workbook with the matters it names, each with the version it was made of."""
    sorting = _Sorting({each.key: each for each in members}, cells)
    found: dict[str, Plan] = {}
    told: list[Fault] = []
    for key, one in sorting.listed.items():
        if len(told) > MOST_FAULTS:
            break
        found[key] = compare(one.view, sorting.cells(key), one.sheets)
        told += found[key].faults
    refused = [Fault(each.place, each.text) for each in cells.refused]
    return Plans({key: each for key, each in found.items() if each.edits}, (*refused, *sorting.faults, *told))


@dataclass
class _Sorting:
    """The rows of a workbook, sorted by the matters they belong to."""

    members: Mapping[str, Member]
    given: Cells
    faults: list[Fault] = field(default_factory=list)
    listed: dict[str, Member] = field(default_factory=dict)
    kept: dict[str, dict[str, list[Row]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = {name: key for key, name in distinct({k: m.title for k, m in self.members.items()}).items()}
        first = next(iter(self.members.values()), None)
        lists = {each.title: each for each in first.lists} if first else {}
        known = {title: (MATTER, *each.heads) for title, each in lists.items()}
        columns = _columns(first.view) if first else {}
        self.faults += heading_faults({OVERVIEW: (ID, *columns), **known}, self.given)
        if OVERVIEW not in self.given.rows:
            self.faults.append(Fault(f"{OVERVIEW}!A1", "没有“事项目录”这张表，不知道要改哪些事项。请用下载的表格。"))
        for row in self.given.rows.get(OVERVIEW, ()):
            self.list(row, columns)
        for title in lists:
            for row in self.given.rows.get(title, ()):
                if len(self.faults) >= MOST_FAULTS:
                    self.listed.clear()  # rows that were not looked at would be taken for deleted ones
                    self.faults.append(Fault(title, TOO_MANY))
                    return
                if key := self.owner(row):
                    self.kept[key].setdefault(title, []).append(row)

    def list(self, row: Row, columns: Mapping[str, str]) -> None:
        """A matter of the overview, with the entries of its row as rows of its own."""
        first = row.get(ID) or next(iter(row.values()))
        key = row[ID].text if ID in row else ""
        member = self.members.get(key)
        if member is None:
            told = f"没有编号“{key[:40]}”的事项。" if key else "新事项不能在这里加行。"
            self.faults.append(
                Fault(first.place, f"{told}请用下载的表格；新事项请在工作台首页新建，或从一张填好的表格开始。")
            )
        elif self.given.origin.get(key, member.mark) != member.mark:
            told = f"“{member.title}”在下载之后公布了新版本，这一行和它的其他各行都没有读。请重新下载，在新表格里改。"
            self.faults.append(Fault(first.place, told))
        elif key in self.listed:
            self.faults.append(Fault(first.place, f"编号“{key[:40]}”写了两次，请删去其中一行。"))
        else:
            self.listed[key] = member
            found = ((columns[head], one) for head, one in row.items() if head in columns)
            self.kept[key] = {BASICS: [{ID: replace(one, text=name), FILLED: one} for name, one in found]}

    def owner(self, row: Row) -> str:
        """The key of the matter that a row of a list belongs to; empty where it is told that it belongs to none."""
        written = row[MATTER].text if MATTER in row else ""
        first = row.get(MATTER) or next(iter(row.values()))
        key = self.names.get(written, "")
        if key in self.listed:
            return key
        if key and any(row[ID].text == key for row in self.given.rows.get(OVERVIEW, ()) if ID in row):
            return ""  # told already, at the overview
        told = (
            f"“事项目录”里没有“{written[:40]}”。{did_you_mean(written, self.names)}" if written else "没有填写“事项”。"
        )
        self.faults.append(Fault(first.place, f"{told}请填写“事项目录”里的事项名称。"))
        return ""

    def cells(self, key: str) -> Cells:
        """The workbook as one of its matters alone would have it."""
        own = self.kept[key]
        found = {each.title: own.get(each.title, []) for each in self.members[key].lists}
        there = {title: found[title] for title in found if title in self.given.rows}
        heads = {title: self.given.heads[title] for title in there}
        top = next((row[ID] for row in own[BASICS]), Cell(OVERVIEW, 1, 1, ID))
        return Cells({BASICS: own[BASICS], **there}, (), {BASICS: {ID: top}, **heads})


def _columns(view: View) -> dict[str, str]:
    """The heads of the overview and the entries that stand under them; of those that share a name each says its
    group too.
    """
    parts = [(part, one.entry) for part, columns in basics(view) for one in columns]
    labels = [entry.label for _part, entry in parts]
    return {
        entry.label if labels.count(entry.label) == 1 else f"{part}：{entry.label}": entry.at for part, entry in parts
    }


def _overview(members: Sequence[Member]) -> Grid:
    columns = [one for _part, columns in basics(members[0].view) for one in columns]
    named = zip(_columns(members[0].view), columns, strict=True)
    heads = (Head(ID, "请不要改", told=True, width=20), *(replace(_anywhere(one), label=name) for name, one in named))
    return Grid(OVERVIEW, heads, [[each.key, *_entries(each)] for each in members])


def _entries(member: Member) -> Iterator[str]:
    for sheet in member.sheets:
        if sheet.upright:
            yield from (box.text for row in entries(member.view, sheet) for box in row.boxes.values())


def _heads(sheet: Sheet, names: tuple[str, ...]) -> tuple[Head, ...]:
    part = (Head(PART, "字段在表单的哪一部分", width=18),) if sheet.parted else ()
    matter = Head(MATTER, "“事项目录”里的事项名称", names, width=26)
    return (head_of_number(sheet), matter, *part, *map(_anywhere, sheet.columns))


def _anywhere(one: Column) -> Head:
    """The head of a column, without choices that are those of one matter only."""
    made = head_of(one)
    return replace(made, choices=()) if one.entry.source == "divisions" else made
