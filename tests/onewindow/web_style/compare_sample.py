"""Sample data: members beside their one table, reasons, and matters whose forms disagree."""

from __future__ import annotations

from datetime import date
from typing import Any

FOOD, FIRE, DRAIN = "食品经营许可证核发(新办)", "公众聚集场所消防安全检查", "排水许可证核发"
BACK = {"label": "引导问题", "url": "/desk/guide"}


def row(label: str, *says: str, **more: Any) -> dict[str, Any]:
    """One row: what each member says of it."""
    cells = [{"says": word, "note": "原1" if word == "must" and more.get("paper") else ""} for word in says]
    return {"label": label, "cells": cells, "shared": sum(map(bool, says)) > 1, "narrowed": "", "by": ""} | more


TABLE = {
    "title": "开办餐饮店一件事",
    "columns": [
        {"key": "food", "title": FOOD, "fields": 23, "materials": 7},
        {"key": "fire", "title": FIRE, "fields": 21, "materials": 8},
        {"key": "drain", "title": DRAIN, "fields": 18, "materials": 6},
    ],
    "sections": [
        {
            "label": "经营场所",
            "rows": [
                row("经营场所详细地址", "must", "must", "must", narrowed="《消防》中称“公众聚集场所详细地址”"),
                row("统一社会信用代码", "result", "result", "result", by="个体工商户设立登记"),
                row("就餐座位数", "sometimes", "", ""),
            ],
        }
    ],
    "materials": [
        row("营业执照", "result", "result", "must", by="个体工商户设立登记"),
        row("平面图", "must", "may", ""),
    ],
    "waves": [["个体工商户设立登记"], [FOOD, FIRE, DRAIN]],
    "savings": {
        "fields_sum": 115,
        "fields_union": 60,
        "fields_saved": 55,
        "materials_sum": 35,
        "materials_union": 26,
        "materials_saved": 9,
    },
    "blank_url": "/desk/blank.pdf",
    "back": BACK,
}
TABLE["columns"].insert(0, {"key": "biz", "title": "个体工商户设立登记", "fields": 25, "materials": 8})  # type: ignore[attr-defined]
for each in (*TABLE["sections"][0]["rows"], *TABLE["materials"]):  # type: ignore[index]
    each["cells"].insert(0, {"says": "must", "note": ""})

WHY = {
    "title": "开办餐饮店一件事",
    "sections": [
        {
            "label": "经营场所",
            "fields": [
                {"key": "a", "label": "经营场所面积", "because": f"《{FOOD}》要求必填", "required": True},
                {
                    "key": "b",
                    "label": "就餐座位数",
                    "because": "因主体业态是餐饮",
                    "required": False,
                },
            ],
        }
    ],
    "spared": [{"label": "统一社会信用代码", "because": "由《个体工商户设立登记》的办理结果提供，无需填写"}],
    "materials": [{"name": "平面图", "because": f"《{FOOD}》需要提交“平面图”", "due": True}],
    "back": {"label": "表单", "url": "/desk/apply/1"},
}

CONFLICTS = {
    "title": "这些事项的表单暂时不能合并",
    "conflicts": [
        {
            "kind": "options",
            "label": "结果领取方式",
            "members": [FOOD, FIRE],
            "message": "两个事项没有共同的选项",
            "proposal": "采用全部选项",
            "settles": True,
        },
        {
            "kind": "type",
            "label": "建设规模",
            "members": [FOOD, DRAIN],
            "message": "一个要求填数字，一个要求填文字",
            "proposal": "请按新的数据元重新发布较早的表单",
            "settles": False,
        },
    ],
    "singles": [{"name": FOOD, "url": "/desk/matters"}, {"name": FIRE, "url": "/desk/matters"}],
    "back": BACK,
}

EARLIER = {
    "url": "/submit",
    "subject": "applicant.id_number",
    "problem": "请先征得申请人同意，并勾选“已同意”。",
    "filled": 0,
    "offers": [
        {
            "id": "0190f1c2",
            "title": "开办餐饮店一件事",
            "on": date(2026, 3, 2),
            "labels": ["申请人姓名", "联系电话"],
            "chosen": True,
        }
    ],
}

LIFT = {
    "title": "开办餐饮店",
    "field": "统一社会信用代码",
    "value": "91350211M0000XUF46",
    "message": "“统一社会信用代码”校验位不符，请逐位核对；如与证照一致，可由负责人核准后放行",
    "matters": ["食品经营许可", "户外招牌设置"],
    "error": "用户名或密码不正确。",
    "reason": "与营业执照原件核对一致",
    "username": "civil.head",
    "action_url": "/desk/apply/1/lift?field=org.uscc",
    "back": {"label": "表单", "url": "/desk/apply/1"},
}
