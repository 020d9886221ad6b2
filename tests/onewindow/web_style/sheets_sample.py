"""Sample data for the pages of spreadsheets: many matters in one workbook, and the element dictionary."""

from __future__ import annotations

from typing import Any

from tests.onewindow.web_style import guide_sample

ALL: dict[str, Any] = {
    "asked": "",
    "matters": ["养蜂场地备案", "转地放蜂登记"],
    "most": 300,
    "file_url": "/sheets.xlsx",
    "save_url": "/sheets",
    "home_url": "/workbench/",
    "planned": False,
    "groups": [],
    "rows": 0,
    "plan": "{}",
    "faults": [],
    "brought": None,
    "problems": [],
}
_ROWS = guide_sample.SHEET_TOLD["rows"]
ALL_TOLD = {
    **ALL,
    "planned": True,
    "groups": [
        {
            "key": "bee_keeping",
            "title": "养蜂场地备案",
            "mark": "d1",
            "rows": [{**row, "row": f"bee_keeping {row['row']}"} for row in _ROWS],
        },
        {
            "key": "bee_moving",
            "title": "转地放蜂登记",
            "mark": "d2",
            "rows": [
                {
                    "row": "bee_moving 事项目录!F3",
                    "shown": "事项目录!F3",
                    "kind": "changed",
                    "sentences": ["承诺办结时限由 10 个工作日改为 7 个工作日。"],
                },
                {
                    "row": "bee_moving 申请材料!A9",
                    "shown": "申请材料!A9",
                    "kind": "moved",
                    "sentences": ["材料的次序改变。"],
                },
            ],
        },
    ],
    "rows": 5,
    "faults": [{"cell": "受理条件!B9", "message": "“事项目录”里没有“养蜂”。请填写“事项目录”里的事项名称。"}],
}
ALL_BROUGHT = {
    **ALL,
    "matters": [],
    "asked": "没有",
    "brought": [
        {"title": "养蜂场地备案", "message": "", "url": "/workbench/1/"},
        {"title": "转地放蜂登记", "message": "您没有编辑这份文档的权限。", "url": None},
    ],
    "problems": [{"href": "#f-file", "label": "表格", "message": "不是 .xlsx 工作簿。"}],
}
ALL_SAME = {**ALL, "planned": True}
DICTIONARY: dict[str, Any] = {
    "asked": "",
    "elements": [
        {"key": "bee.hives", "label": "蜂箱数量", "kind": "整数", "options": "", "hint": "只填数字", "uses_url": "/u"},
        {
            "key": "bee.kind",
            "label": "蜂种",
            "kind": "单选",
            "options": "中华蜜蜂、意大利蜜蜂",
            "hint": "",
            "uses_url": "/u",
        },
    ],
    "total": 240,
    "change_url": "/dictionary",
    "home_url": "/workbench/",
}
NO_ELEMENT = {**DICTIONARY, "asked": "没有", "elements": [], "total": 0}
PAGES = {
    "workbench/sheets": ("workbench/sheets.html", ALL),
    "workbench/sheets/told": ("workbench/sheets.html", ALL_TOLD),
    "workbench/sheets/brought": ("workbench/sheets.html", ALL_BROUGHT),
    "workbench/sheets/same": ("workbench/sheets.html", ALL_SAME),
    "workbench/dictionary": ("workbench/dictionary.html", DICTIONARY),
    "workbench/dictionary/none": ("workbench/dictionary.html", NO_ELEMENT),
}
