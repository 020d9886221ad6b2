"""A draft taken home as a spreadsheet and brought back: told first, chosen row by row, then written."""

from __future__ import annotations

import html
import io
import re

from openpyxl import load_workbook
from werkzeug.datastructures import FileStorage

from tests.flows.town_hall import TownHall
from tests.flows.visitor import Answer, Visitor, said

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
