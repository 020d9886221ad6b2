"""The merged application form as a drawn table: blank for handwriting, filled from answers, editable afterwards."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from printing import FontSet, Json, compile_template, form_template, layout, lint, render
from printing.typesetting.pages import Art, Mark, Stroke, TextRun
from tests.printing.paper import condition, text_of


def options(*labels: str) -> list[Json]:
    return [{"label": label} for label in labels]


PEOPLE: list[Json] = [
    {"id": "name", "label": "姓名", "kind": "text"},
    {"id": "born", "label": "出生日期", "kind": "date"},
]
SECTIONS: list[dict[str, Json]] = [
    {
        "label": "经营者信息",
        "fields": [
            {"id": "org.name", "label": "名称", "kind": "text", "max": 60},
            {"id": "org.credit_code", "label": "统一社会信用代码", "kind": "credit_code"},
            {"id": "org.type", "label": "主体类型", "kind": "choice", "options": options("个体", "公司")},
            {"id": "org.founded", "label": "成立日期", "kind": "date"},
            {"id": "org.capital", "label": "注册资本（元）", "kind": "money"},
            {"id": "org.staff", "label": "人数", "kind": "integer"},
            {"id": "org.online", "label": "网络经营", "kind": "boolean"},
            {"id": "org.scope", "label": "经营范围", "kind": "long_text"},
            {"id": "org.photo", "label": "照片", "kind": "image"},
        ],
    },
    {
        "label": "人员和承诺",
        "fields": [
            {"id": "people", "label": "从业人员", "kind": "table", "columns": PEOPLE},
            {"id": "skills", "label": "经营项目", "kind": "choices", "options": options("热食", "冷食", "自制饮品")},
            {"id": "nation", "label": "民族", "kind": "choice", "options": options(*map(str, range(56)))},
            {"id": "odd", "label": "特殊{{选项}}", "kind": "choice", "options": options("甲|乙", "[[丙]]")},
            {"id": "true", "label": "承诺", "kind": "declaration", "text": "所填内容真实[[b|有效]]"},
            {"id": "hint", "kind": "static_text", "text": "请用黑色笔填写{{x}}"},
        ],
    },
]
ANSWERS: dict[str, Any] = {
    "org": {
        "name": "博罗县𬭎盛餐饮店",
        "credit_code": "92441322MA4L12345X",
        "type": "公司",
        "founded": "2026-11-21",
        "capital": "100000",
        "staff": 12,
        "online": False,
        "scope": "餐饮服务；食品销售。" * 20,
    },
    "people": [{"name": "张䶮", "born": "1990-01-01"}, {"name": "李㛃"}],
    "skills": ["热食", "自制饮品"],
    "nation": "汉族",
    "odd": "甲|乙",
    "true": True,
}


def form() -> Json:
    return form_template("开办餐饮店“一件事”申请表", SECTIONS)


def test_the_filled_form_holds_every_answer(fonts: FontSet, tmp_path: Path) -> None:
    done = render(compile_template(form()), {"answers": ANSWERS}, fonts, condition=condition)
    found = text_of(done.data, tmp_path)
    assert done.overflows == ()
    for text in (
        "开办餐饮店“一件事”申请表",
        "一、经营者信息",
        "名称博罗县𬭎盛餐饮店",
        "92441322MA4L12345X",
        "☐个体☑公司",
        "2026年11月21日",
        "100000.00",
        "☐是☑否",
        "餐饮服务；食品销售。" * 20,
        "二、人员和承诺",
        "从业人员序号姓名出生日期1张䶮1990-01-012李㛃",
        "☑热食☐冷食☑自制饮品",
        "民族汉族",
        "特殊{{选项}}甲|乙",
        "☑所填内容真实[[b|有效]]",
        "请用黑色笔填写{{x}}",
        "申请人（签名或盖章）：",
    ):
        assert text in found, text


def test_the_blank_form_has_room_for_handwriting(fonts: FontSet, tmp_path: Path) -> None:
    sheet = compile_template(form())
    done = layout(sheet, {}, fonts, condition=condition)
    assert done.missing == ()
    assert {item.text for page in done.pages for item in page.drawn if isinstance(item, Mark)} == {"☐"}
    found = text_of(render(sheet, {}, fonts, condition=condition).data, tmp_path)
    assert "☐个体☐公司" in found
    assert "☐热食☐冷食☐自制饮品" in found
    rows = [item for page in done.pages for item in page.drawn if isinstance(item, Stroke)]
    assert len(rows) > 4


def test_a_photograph_is_drawn_in_its_cell(fonts: FontSet) -> None:
    file = BytesIO()
    Image.new("RGB", (30, 40)).save(file, "PNG")
    done = layout(
        compile_template(form()), {}, fonts, condition=condition, images={"answers.org.photo": file.getvalue()}
    )
    (photo,) = [item for page in done.pages for item in page.drawn if isinstance(item, Art)]
    assert photo.height / photo.width == pytest.approx(4 / 3)


def test_the_form_template_can_be_linted_and_edited(fonts: FontSet) -> None:
    source = form()
    assert isinstance(source, dict)
    assert isinstance(source["blocks"], list)
    source["blocks"].append({"type": "paragraph", "text": "受理机关意见：{{opinion?}}"})
    sheet = compile_template(source)
    unknown = lint(sheet, {"answers": {}, "case.number": {}, "application.date": {}, "form.note": {}, "marks.demo": {}})
    assert [finding.message for finding in unknown] == ["没有名为“opinion”的数据"]


def test_rows_are_full_and_sections_stay_with_their_first_row(fonts: FontSet) -> None:
    kinds = ["text", "integer", "boolean", "integer", "phone", "text"]
    sections: list[dict[str, Json]] = []
    for number in range(1, 15):
        fields: list[Json] = [
            {"id": f"f{number}_{at}", "label": f"项目{at}", "kind": kind} for at, kind in enumerate(kinds)
        ]
        sections.append({"label": f"第{number}部分", "fields": fields})
    done = layout(compile_template(form_template("长表", sections)), {}, fonts, condition=condition)
    assert len(done.pages) > 1
    for page in done.pages:
        texts = [item.text for item in page.drawn if isinstance(item, TextRun) and item.size == 10.5]
        assert not texts[-1].endswith("部分")
        right = {round(part[2], 1) for item in page.drawn if isinstance(item, Stroke) for part in item.segments}
        assert max(right) == pytest.approx(page.width - 16 / 25.4 * 72, abs=0.1)


def test_more_than_twenty_sections_are_numbered() -> None:
    source = form_template("表", [{"label": "甲", "fields": []}] * 21)
    assert "二十一、甲" in str(source)
    assert "十、甲" in str(source)
