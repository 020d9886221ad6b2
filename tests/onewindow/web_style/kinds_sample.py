"""Sample data: a form with a field of every kind, drawn by form_builder itself, in every way of looking at it."""

from __future__ import annotations

from typing import Any

from form_builder import Answers, Dictionary, FormDocument, Problems, bind, clean, compile_plan, sample, typed
from form_builder.fields import KINDS
from form_builder.page import render_sections, script_rules, section_states
from onewindow.web.desk.ways import steps_of
from tests.onewindow.web_style import form_sample

TODAY = {"today": "2026-11-21"}
TOWNS = [("441322001", "罗阳街道"), ("441322100", "石坝镇"), ("441322102", "麻陂镇")]
LABELS = {
    "text": "字号",
    "long_text": "经营范围",
    "integer": "从业人数",
    "decimal": "面积（平方米）",
    "money": "注册资金",
    "date": "开业日期",
    "datetime": "预约核查时间",
    "date_range": "租赁期限",
    "division": "所在镇（街道）",
    "boolean": "是否连锁",
    "choice": "场所权属",
    "choices": "经营项目",
    "declaration": "以上内容属实，愿承担责任",
    "id_number": "经营者证件号码",
    "credit_code": "统一社会信用代码",
    "phone": "联系电话",
    "address": "详细地址",
    "image": "门头照片",
    "file": "租赁合同",
    "signature": "申请人签名",
    "static_text": "提示",
    "table": "家庭成员",
}
NEEDS: dict[str, dict[str, Any]] = {
    "choice": {"options": [{"value": "own", "label": "自有"}, {"value": "rent", "label": "租赁"}]},
    "choices": {"options": [{"value": "hot", "label": "热食"}, {"value": "cold", "label": "冷食"}], "hint": "可以多选"},
    "division": {"level": "town"},
    "static_text": {"hint": "请如实填写，带 * 的材料当场核对原件。"},
    "table": {
        "columns": [
            {"key": "name", "label": "姓名", "kind": "text", "required": True},
            {"key": "pay", "label": "月收入", "kind": "money", "total": True},
        ]
    },
}
SECTIONS = {"基本情况": ("text", "long_text", "integer", "decimal", "money", "boolean", "choice", "choices")}
SECTIONS["时间和地点"] = ("date", "datetime", "date_range", "division", "address")
SECTIONS["人员"] = ("id_number", "credit_code", "phone", "table")
SECTIONS["签名和附件"] = ("image", "file", "static_text", "signature", "declaration")


def _plan() -> Any:
    assert {kind for kinds in SECTIONS.values() for kind in kinds} == set(KINDS)
    elements = [{"key": f"k.{kind}", "label": LABELS[kind], "kind": kind, **NEEDS.get(kind, {})} for kind in KINDS]
    sections = [
        {
            "id": str(at),
            "label": label,
            "fields": [
                {"id": kind, "element": f"k.{kind}", "required": KINDS[kind].stored and kind != "file"}
                for kind in kinds
            ],
        }
        for at, (label, kinds) in enumerate(SECTIONS.items())
    ]
    dictionary = Dictionary.from_json({"schema": "onewindow/elements/1", "elements": elements})
    document = {"schema": "onewindow/form/1", "key": "kinds", "title": "各类填写项", "sections": sections}
    return compile_plan(bind(FormDocument.from_json(document), dictionary))


PLAN = _plan()


def page(way: str = "page", *, state: str = "begun", large: bool = False) -> dict[str, Any]:
    """What desk/form.html takes; `state`: begun, filled, wrong."""
    choices = {"division:town": TOWNS}
    answers = clean(PLAN, typed(PLAN, sample(PLAN, TODAY, choices=choices)), TODAY, choices=choices)
    assert isinstance(answers, Answers)
    filled = answers if state == "filled" else {}
    problems = clean(PLAN, {}, TODAY) if state == "wrong" else None
    assert problems is None or isinstance(problems, Problems)
    now = PLAN.state(filled, TODAY)
    sections = section_states(PLAN, now, problems)
    steps = steps_of(sections, "p4" if state == "filled" else "") if way == "steps" else None
    drawn = render_sections(PLAN, now, filled, problems, choices=choices, step=steps.here if steps else "")
    return form_sample.page({}) | {
        "title": "各类填写项",
        "sections": sections,
        "sections_html": drawn,
        "rules": script_rules(PLAN, TODAY),
        "problems": [
            {"href": f"#f-{one.field}", "label": one.label, "message": one.message.split("”")[-1]}
            for one in problems or ()
        ],
        "way": way,
        "steps": steps,
        "large": large,
        "default_density": "kiosk" if large else None,
        "divisions_url": "/divisions",
        "restored": None,
    }


SHOWN = {"page": ("begun", "filled", "wrong"), "steps": ("filled", "wrong"), "table": ("filled", "wrong")}
PAGES = {
    **{
        f"desk/form/kinds/{way}/{state}": ("desk/form.html", page(way, state=state))
        for way, states in SHOWN.items()
        for state in states
    },
    **{f"kiosk/form/{way}": ("desk/form.html", page(way, state="filled", large=True)) for way in SHOWN},
}
