"""Several matters in one workbook: what belongs to which, what is told, and nothing of one in another."""

from __future__ import annotations

from typing import Any

import pytest

from onewindow.domain import sheets
from onewindow.domain.case_format import Pack
from onewindow.domain.sheets import Member
from tests.onewindow.publishing.test_diff import bees
from tests.onewindow.sheets.books import Change, add, around, changed, put

__all__ = ["bees"]
Json = Any


@pytest.fixture
def members(bees: Pack) -> list[Member]:
    """The invented matters, and one of them again under its own name and another key."""
    known, bodies = around(bees), [dict(each.to_json()) for each in bees.matters.values()]
    bodies.append({**bodies[0], "key": "again"})
    return [
        Member(str(each["key"]), str(each["name"]), f"d{n}", sheets.view(sheets.MATTER, each, known))
        for n, each in enumerate(bodies)
    ]


def plans(members: list[Member], change: Change) -> sheets.Plans:
    cells = sheets.read(changed(sheets.write_all(members), change))
    assert isinstance(cells, sheets.Cells)
    return sheets.plan_all(members, cells)


def nothing(book: Any) -> None:
    pass


def test_out_and_in_again_is_nothing(members: list[Member]) -> None:
    assert plans(members, nothing) == sheets.Plans({}, ())


def test_only_the_matter_that_was_changed_is_changed(members: list[Member]) -> None:
    def change(book: Any) -> None:
        put(book["事项目录"], 2, 日常用语="=1+1", 咨询电话="0752-1234567")
        names = [one.value for one in book["申请材料"]["B"]]
        put(book["申请材料"], names.index(names[-1]) + 1, 填报须知="双面打印")

    made = plans(members, change)
    assert [one.cell[:5] for one in made.faults] == ["事项目录!"]
    first, last = members[0].key, members[-1].key
    assert {key: len(one.edits) for key, one in made.plans.items()} == {first: 1, last: 1}
    (edit,) = made.plans[first].edits
    assert sheets.applied(members[0].view, [edit])["guide"]["consult_phone"] == "0752-1234567"


def test_rows_find_their_matter_by_its_name(members: list[Member]) -> None:
    """Two matters of one name carry their keys too."""

    def change(book: Any) -> None:
        name = book["受理条件"]["B2"].value
        assert name.endswith(f"（{members[0].key}）")
        add(book["受理条件"], 事项=name, 条件="本人到场")
        add(book["受理条件"], 事项="没有的事项", 条件="本人到场")
        add(book["受理条件"], 条件="本人到场")

    made = plans(members, change)
    assert [(key, [edit.kind for edit in one.edits]) for key, one in made.plans.items()] == [(members[0].key, ["new"])]
    assert [one.message[:6] for one in made.faults] == ["“事项目录”", "没有填写“事"]


def test_a_matter_that_is_not_listed_is_not_touched(members: list[Member]) -> None:
    def change(book: Any) -> None:
        book["事项目录"].delete_rows(2)
        for sheet in book.worksheets[2:-1]:
            for row in range(sheet.max_row, 1, -1):
                if str(sheet.cell(row, 2).value).endswith(f"（{members[0].key}）"):
                    sheet.delete_rows(row)

    assert plans(members, change) == sheets.Plans({}, ())


@pytest.mark.parametrize(
    ("change", "cell", "said"),
    [
        (lambda book: put(book["事项目录"], 2, 编号="nobody"), "事项目录!A2", "没有编号“nobody”"),
        (lambda book: put(book["事项目录"], 3, 编号=book["事项目录"]["A2"].value), "事项目录!A3", "写了两次"),
        (lambda book: book["选项"].__setitem__("B1", "x"), "事项目录!A2", "新版本"),
        (lambda book: book["申请材料"].__setitem__("B1", "事项名"), "申请材料!B1", "不认识"),
        (lambda book: book.remove(book["事项目录"]), "事项目录!A1", "没有“事项目录”"),
    ],
    ids=["unknown", "twice", "published anew", "head", "no overview"],
)
def test_what_does_not_fit_is_told(members: list[Member], change: Change, cell: str, said: str) -> None:
    made = plans(members, change)
    assert [one.cell for one in made.faults if said in one.message] == [cell], made.faults
