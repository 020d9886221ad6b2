"""A draft taken home as a spreadsheet and brought back: told first, chosen row by row, then written."""

from __future__ import annotations

import html
import io
import re

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from werkzeug.datastructures import FileStorage

from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Fields, Visitor, said

ADMIN = "boluo.admin"


def begun(admin: Visitor, key: str) -> str:
    answer = admin.post("/workbench/", {"source": key, "name": f"{key} 的副本"})
    assert answer.status == 303, said(answer)
    return admin.follow(answer).path.rsplit("/", 1)[0]


def brought(admin: Visitor, address: str, data: bytes, name: str = "表格.xlsx") -> Answer:
    return admin.post(address, {"file": FileStorage(io.BytesIO(data), filename=name)})


def test_a_draft_goes_home_and_comes_back(town_hall: TownHall) -> None:
    admin = town_hall.visitor(ADMIN)
    address = begun(admin, "social_security_card")
    data = admin.get(f"{address}/sheet.xlsx").body
    assert "表格与草稿一致" in said(brought(admin, f"{address}/sheet", data))
    book = load_workbook(io.BytesIO(data))
    names = [one.value for one in book["申请材料"][1]]
    book["申请材料"].cell(2, names.index("填报须知") + 1).value = "双面打印"
    book["受理条件"].append(["", "本人到场"])
    stream = io.BytesIO()
    book.save(stream)
    told = brought(admin, f"{address}/sheet", stream.getvalue())
    assert "双面打印" in said(told)
    assert "本人到场" in said(told)
    plan = html.unescape(re.search(r'<textarea name="plan"[^>]*>(.*?)</textarea>', told.text, re.DOTALL).group(1))  # type: ignore[union-attr]
    rows = [html.unescape(one) for one in re.findall(r'name="row" value="([^"]+)"', told.text)]
    revision = re.search(r'name="revision" value="(\d+)"', told.text).group(1)  # type: ignore[union-attr]
    assert len(rows) == 2
    chosen = next(row for row in rows if row.startswith("受理条件"))
    done = admin.post(f"{address}/sheet", {"act": "apply", "plan": plan, "row": [chosen], "revision": revision})
    assert done.status == 303, said(done)
    assert "本人到场" in admin.get(f"{address}/conditions").text
    assert "双面打印" not in admin.get(f"{address}/materials").text  # that row was not chosen


def test_a_matter_begins_from_a_filled_sheet(town_hall: TownHall) -> None:
    admin = town_hall.visitor(ADMIN)
    data = admin.get(f"{begun(admin, 'elder_preferential_card')}/sheet.xlsx").body
    started = brought(admin, "/workbench/from-sheet", data)
    assert started.status == 303
    page = admin.follow(admin.follow(started))
    assert "elder_preferential_card 的副本" in page.text
    assert "近期免冠一寸照片" in admin.get(page.path.rsplit("/", 1)[0] + "/materials").text


def test_what_is_no_workbook_changes_nothing(town_hall: TownHall) -> None:
    admin = town_hall.visitor(ADMIN)
    address = begun(admin, "shop_sign_service")
    refused = brought(admin, f"{address}/sheet", b"name,value\n", "x.csv")
    assert refused.status == 422
    assert "不是 .xlsx 工作簿" in said(refused)
    assert "不是 .xlsx 工作簿" in said(admin.follow(brought(admin, "/workbench/from-sheet", b"x")))
    bad = admin.post(f"{address}/sheet", {"act": "apply", "plan": "[" * 9_000, "row": "x", "revision": "1"})
    assert bad.status == 400


def hidden(told: Answer) -> dict[str, str]:
    """What the page of the choice posts beside what is ticked."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', told.text)
    (plan,) = re.findall(r'<textarea name="plan"[^>]*>(.*?)</textarea>', told.text, re.DOTALL)
    return {name: html.unescape(value) for name, value in found if name != "csrf_token"} | {"plan": html.unescape(plan)}


def rows(told: Answer) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'name="row" value="([^"]+)"', told.text)]


def ticked(told: Answer, chosen: list[str]) -> Fields:
    """The post that takes over what was ticked."""
    return {"act": "apply", **hidden(told), "row": chosen}


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill(sheet: Worksheet, row: int, head: str, text: str) -> None:
    sheet.cell(row, [one.value for one in sheet[1]].index(head) + 1).value = text


def test_an_old_sheet_changes_only_what_was_changed_in_it(town_hall: TownHall) -> None:
    admin = town_hall.visitor(ADMIN)
    address = begun(admin, "social_security_card")
    data = admin.get(f"{address}/sheet.xlsx").body

    def bring(head: str, text: str) -> Answer:
        book = load_workbook(io.BytesIO(data))
        fill(book["申请材料"], 2, head, text)
        told = brought(admin, f"{address}/sheet", saved(book))
        assert len(rows(told)) == 1
        return admin.post(f"{address}/sheet", ticked(told, rows(told)))

    assert bring("填报须知", "双面打印").status == 303
    assert bring("出具单位", "县社保局").status == 303
    page = admin.get(f"{address}/materials").text
    assert "双面打印" in page
    assert "县社保局" in page
    clash = bring("填报须知", "单面打印")
    assert clash.status == 409
    assert "双面打印" in said(clash)
    assert "单面打印" in said(clash)


def test_many_matters_go_home_and_come_back_into_drafts(own_hall: TownHall) -> None:
    admin = own_hall.visitor(ADMIN)
    assert "用表格修改这些事项" in said(admin.get("/workbench/"))
    admin.get("/workbench/sheets.xlsx")  # what is cached is cached
    with own_hall.counting() as asked:
        data = admin.get("/workbench/sheets.xlsx").body
    out = len(asked)
    same = brought(admin, "/workbench/sheets", data)
    assert "表格与现行内容一致" in said(same), said(same)
    assert "格子不能采用" not in said(same)
    book = load_workbook(io.BytesIO(data))
    overview = book["事项目录"]
    listed = [one.value for one in overview["A"]][1:]
    for row in range(2, len(listed) + 2):
        fill(overview, row, "监督投诉电话", "12345")
    title = overview["B2"].value
    materials = book["申请材料"]
    materials.insert_rows(2)
    fill(materials, 2, "事项", title)
    fill(materials, 2, "材料名称", "近期照片")
    fill(materials, 2, "必要性", "必要")
    fill(materials, 3, "事项", "没有的事项")
    told = brought(admin, "/workbench/sheets", saved(book))
    assert "申请材料!B3" in said(told)
    assert len(hidden(told)) == len(listed) + 1
    chosen = [row for row in rows(told) if "!-" not in row]
    assert len(chosen) == len(listed) + 1
    with own_hall.counting() as asked:
        done = admin.post("/workbench/sheets", ticked(told, chosen))
    assert done.status == 200
    assert said(done).count("打开草稿") == len(listed)
    assert len(asked) <= out + 12, asked
    again = admin.post("/workbench/sheets", ticked(told, chosen))
    assert said(again).count("已写入它的草稿") == len(listed)
    draft = re.search(r'href="(/workbench/[0-9a-f-]{36}/)"', done.text)
    assert draft
    assert "12345" in admin.get(draft.group(1) + "guide").text


def test_what_a_draft_says_otherwise_is_not_overwritten(own_hall: TownHall) -> None:
    admin = own_hall.visitor(ADMIN)
    book = load_workbook(io.BytesIO(admin.get("/workbench/sheets.xlsx?q=shbz").body))
    assert len(list(book["事项目录"].iter_rows())) > 1
    fill(book["事项目录"], 2, "监督投诉电话", "12320")
    told = brought(admin, "/workbench/sheets", saved(book))
    done = admin.post("/workbench/sheets", ticked(told, rows(told)))
    assert "草稿里同一处已经改成别的了" in said(done)
    unmarked = {name: each for name, each in ticked(told, rows(told)).items() if not name.startswith("mark:")}
    late = admin.post("/workbench/sheets", unmarked)
    assert late.status == 409


def test_the_dictionary_is_changed_in_a_sheet(own_hall: TownHall) -> None:
    admin = own_hall.visitor(ADMIN)
    assert "申请人姓名" in said(admin.get("/workbench/dictionary?q=sqrxm"))
    page = admin.follow(admin.post("/workbench/dictionary", {}))
    assert page.path.endswith("/sheet")
    book = load_workbook(io.BytesIO(admin.get(page.path + ".xlsx").body))
    book["数据元"].append(["bee.hives", "蜂箱数量", "整数"])
    told = brought(admin, page.path, saved(book))
    assert rows(told)
    assert "蜂箱数量" in said(told)
    done = admin.post(page.path, ticked(told, rows(told)))
    assert done.status == 303, said(done)
    again = admin.follow(admin.post("/workbench/dictionary", {}))
    assert again.path == page.path
    kept = load_workbook(io.BytesIO(admin.get(page.path + ".xlsx").body))
    assert "蜂箱数量" in [one.value for one in kept["数据元"]["B"]]


def test_who_may_not_write_matters_reaches_no_sheet(town_hall: TownHall) -> None:
    clerk = town_hall.visitor("luoyang.window")
    for path in ("/workbench/sheets", "/workbench/sheets.xlsx", "/workbench/dictionary"):
        assert clerk.get(path).status == 403
    assert clerk.post("/workbench/sheets", {"act": "apply"}).status == 403
