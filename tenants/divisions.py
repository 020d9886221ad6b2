"""Divisions as a CSV file → a tree, or every broken row at once.

Header `code,name,level,parent_code`, any order, further columns ignored; levels province, city, county, town, village.
Codes follow GB/T 2260 and the statistics bureau's list: 4, 6, 9 or 12 digits, also padded with zeros to a longer form.
A unit without a national code (a zone, a farm; R007) has a local one that begins with a letter. Provinces are read and
left out: they are no tenants.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from .scope import WIDTH, Level, range_of
from .tree import Tenant, Tree

COLUMNS = ("code", "name", "level", "parent_code")
PROVINCE = "province"
ORDER = (PROVINCE, *(level.value for level in Level))
DIGITS = {PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWN: 9, Level.VILLAGE: 12}
SERIALS = {Level.CITY: 99, Level.COUNTY: 99, Level.TOWN: 999, Level.VILLAGE: 999}
LOCAL_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}")
LEVEL_NAMES = {PROVINCE: "省", Level.CITY: "市", Level.COUNTY: "县", Level.TOWN: "镇", Level.VILLAGE: "村"}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: the line of the file (1 is the header, 0 the whole file) and a Chinese sentence with the way out.

    `file` is its name where several were read.
    """

    line: int
    message: str
    file: str = ""

    def __str__(self) -> str:
        return self.file + (f"第 {self.line} 行：{self.message}" if self.line else self.message)


UNREADABLE = Problem(0, "文件既不是 UTF-8 也不是 GB 18030 编码，请另存为“CSV UTF-8”后重新上传。")


@dataclass(frozen=True, slots=True)
class Problems:
    """Every fault of a divisions file, by line."""

    items: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file, its codes trimmed of padding."""

    line: int
    code: str
    name: str
    level: str
    parent: str
    file: str = ""

    @property
    def is_local(self) -> bool:
        """The code is a local one."""
        return not self.code.isdigit()


def parse_divisions(content: bytes | str, known: Mapping[str, int] | None = None) -> Tree | Problems:
    """Read a divisions file. `known` are the numbers that units had before: they keep them in a new edition.

    Bytes may be UTF-8 with or without a byte order mark, or GB 18030 as spreadsheet programs save it.
    """
    return parse_all({"": content}, known)


def parse_all(contents: Mapping[str, bytes | str], known: Mapping[str, int] | None = None) -> Tree | Problems:
    """Read several divisions files, by name, as one list: a county's own, its zones, the city above it."""
    rows, problems = list[Row](), list[Problem]()
    for file, content in contents.items():
        text = content if isinstance(content, str) else _decode(content)
        found, faults = (list[Row](), [UNREADABLE]) if text is None else _rows(text)
        rows += (replace(row, file=file) for row in found)
        problems += (replace(fault, file=file) for fault in faults)
    by_code = {row.code: row for row in reversed(rows) if row.code}
    problems += (_twice(row, by_code[row.code]) for row in rows if row.code and by_code[row.code].file != row.file)
    for row in rows:
        problems += (replace(fault, file=row.file) for fault in _row_problems(row, by_code))
    if problems:
        return Problems(tuple(sorted(problems)))
    return _plant(rows, known or {})


def _twice(row: Row, first: Row) -> Problem:
    where = f"{first.file}第 {first.line} 行"
    return Problem(row.line, f"代码 {row.code} 与{where}重复，请删除其中一行或改正代码。", row.file)


def _decode(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _rows(text: str) -> tuple[list[Row], list[Problem]]:
    """The rows that can be told apart, first come first kept, and what is wrong with the table itself."""
    try:
        lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as fault:
        return [], [Problem(0, f"文件不是完整的 CSV 表格（{fault}），请检查引号和换行。")]
    header = [cell.strip().lower() for cell in lines[0]] if lines else []
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        return [], [Problem(1, f"表头缺少列：{'、'.join(missing)}。第一行应为 {','.join(COLUMNS)}。")]
    rows, problems, first = [], list[Problem](), dict[str, int]()
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < len(header):
            problems.append(Problem(number, f"只有 {len(cells)} 列，表头有 {len(header)} 列，请补齐。"))
            continue
        row = _row(number, {name: cell.strip() for name, cell in zip(header, cells, strict=False)})
        if row.code and row.code in first:
            problems.append(
                Problem(number, f"代码 {row.code} 与第 {first[row.code]} 行重复，请删除其中一行或改正代码。")
            )
            continue
        first[row.code] = number
        rows.append(row)
    if not rows and not problems:
        problems.append(Problem(0, "文件中没有任何区划，请至少提供一个县。"))
    return rows, problems


def _row(line: int, cells: Mapping[str, str]) -> Row:
    level = cells["level"].lower()
    above = ORDER[ORDER.index(level) - 1] if level in ORDER[1:] else ""
    return Row(line, _trim(cells["code"], level), cells["name"], level, _trim(cells["parent_code"], above))


def _trim(code: str, level: str) -> str:
    """A padded code without its padding: 441322000000 of a county is 441322."""
    width = DIGITS.get(level, 0)
    padded = code.isascii() and code.isdigit() and 0 < width < len(code) and not code[width:].strip("0")
    return code[:width] if padded else code


def _row_problems(row: Row, by_code: Mapping[str, Row]) -> list[Problem]:
    """What is wrong with one row, its parent included."""
    found = []
    if row.level not in ORDER:
        return [Problem(row.line, f"级别“{row.level}”不认识，应为 {'、'.join(ORDER)} 之一。")]
    if not row.name:
        found.append(f"代码 {row.code} 没有名称，请填写。")
    fault = _code_fault(row)
    if fault:
        found.append(fault)
    found += _parent_faults(row, by_code, code_is_good=fault is None)
    return [Problem(row.line, message) for message in found]


def _code_fault(row: Row) -> str | None:
    width, level = DIGITS[row.level], LEVEL_NAMES[row.level]
    if not row.code:
        return f"“{row.name}”没有代码，请填写区划代码，或以字母开头的本地代码。"
    if not row.code.isascii() or not row.code.isdigit():
        good = LOCAL_CODE.fullmatch(row.code) and row.level != PROVINCE
        return None if good else f"代码“{row.code}”不是数字，也不是以字母开头的本地代码，请改正。"
    if len(row.code) != width:
        return f"代码 {row.code} 有 {len(row.code)} 位，{level}级应为 {width} 位（或补零到 12 位），请改正代码或级别。"
    if row.level != PROVINCE and not int(row.code[-_serial_digits(row.level) :]):
        return f"代码 {row.code} 的末段全为零，不是{level}级代码，请改正代码或级别。"
    return None


def _parent_faults(row: Row, by_code: Mapping[str, Row], *, code_is_good: bool) -> list[str]:
    above = ORDER[ORDER.index(row.level) - 1] if row.level != PROVINCE else ""
    parent = by_code.get(row.parent)
    if parent is None:
        return [] if _may_be_root(row) else [_missing_parent(row, above)]
    if parent.level != above:
        wanted = f"应为{LEVEL_NAMES[above]}级" if above else "省级不能有上级"
        return [
            f"上级 {row.parent}（{parent.name}）是{LEVEL_NAMES.get(parent.level, parent.level)}级，{wanted}，请改正。"
        ]
    if code_is_good and not row.is_local and not parent.is_local and not row.code.startswith(parent.code):
        return [f"代码 {row.code} 不以上级代码 {parent.code} 开头，请改正代码或上级。"]
    return []


def _may_be_root(row: Row) -> bool:
    """A city or a county may stand at the top of a file, whose upper units are simply not in it."""
    return row.level == PROVINCE or (row.level in (Level.CITY, Level.COUNTY) and not row.is_local)


def _missing_parent(row: Row, above: str) -> str:
    if not row.parent:
        return f"“{row.name}”没有上级代码，请填写它所属的{LEVEL_NAMES[above]}。"
    return f"“{row.name}”的上级 {row.parent} 不在文件中，请补上这个{LEVEL_NAMES[above]}，或改正上级代码。"


def _plant(rows: list[Row], known: Mapping[str, int]) -> Tree | Problems:
    """Number the units from the top down, those with a national code first, and build the tree."""
    numbers: dict[str, int] = {}
    taken = set(known.values())
    tenants, problems = [], []
    for row in sorted(rows, key=lambda one: (ORDER.index(one.level), one.is_local)):
        if row.level == PROVINCE:
            continue
        level = Level(row.level)
        parent = numbers.get(row.parent)
        number = int(row.code) * WIDTH[level] if parent is None else _number(row, level, parent, known, taken)
        if number is None:
            problems.append(Problem(row.line, f"“{row.name}”在上级范围内已没有可用编号，请联系平台运维员。"))
            continue
        numbers[row.code] = number
        taken.add(number)
        tenants.append(Tenant(number, row.code, row.name, level, parent))
    return Problems(tuple(problems)) if problems else Tree(tenants)


def _number(row: Row, level: Level, parent: int, known: Mapping[str, int], taken: Set[int]) -> int | None:
    """A unit's number under its parent: the one it had, else its own serial, else the highest free one, else None."""
    lo, hi = range_of(parent)
    if lo < known.get(row.code, 0) <= hi:
        return known[row.code]
    width = WIDTH[level]
    serials = [] if row.is_local else [int(row.code[-_serial_digits(level) :])]
    wanted = (parent + serial * width for serial in (*serials, *range(SERIALS[level], 0, -1)))
    return next((number for number in wanted if number not in taken), None)


def _serial_digits(level: str) -> int:
    return len(str(SERIALS[Level(level)]))
