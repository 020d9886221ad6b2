# ruff: noqa: E501 - rows of data read better on one line each
"""Sample data: the merged form of 开办餐饮店一件事, with invented people."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from tests.onewindow.web_style import drawn

YES_NO = [("1", "是", ""), ("0", "否", "")]
TOWNS = [
    ("441322001", "罗阳街道", "lyjd"), ("441322002", "龙溪街道", "lxjd"), ("441322102", "石坝镇", "sbz"),
    ("441322103", "麻陂镇", "mbz"), ("441322104", "观音阁镇", "gygz"), ("441322105", "公庄镇", "gzz"),
    ("441322106", "杨村镇", "ycz"), ("441322107", "柏塘镇", "btz"), ("441322111", "泰美镇", "tmz"),
    ("441322114", "湖镇镇", "hzz"), ("441322117", "园洲镇", "yzz"), ("441322118", "石湾镇", "swz"),
]  # fmt: skip
IS_ENTRUSTED = {"==": [{"var": "entrust.is_entrusted"}, True]}
RENTED = {"==": [{"var": "premises.ownership"}, "rent"]}
EATING = {"in": [{"var": "food.main_business"}, ["catering", "canteen"]]}
FAMILY = {"==": [{"var": "biz.form"}, "family"]}

SECTIONS: list[tuple[str, str, list[tuple[str, dict[str, Any], Any]]]] = [
    ("applicant", "申请人信息", [
        ("applicant.name", {"kind": "text", "label": "申请人姓名", "required": True}, "黄月英"),
        ("applicant.id_number", {"kind": "id_number", "label": "公民身份号码", "required": True, "hint": "18 位；出生日期和性别由此得出"}, "441322199003072428"),
        ("applicant.gender", {"kind": "choice", "label": "性别", "required": True, "options": [("2", "女", ""), ("1", "男", "")]}, "2"),
        ("applicant.birth_date", {"kind": "date", "label": "出生日期", "derive": {"from": "applicant.id_number", "part": "birth_date"}}, "1990-03-07"),
        ("applicant.phone", {"kind": "phone", "label": "联系电话", "required": True}, "13800000000"),
        ("applicant.ethnicity", {"kind": "choice", "label": "民族", "required": True, "options": [("01", "汉族", "hz"), ("02", "蒙古族", "mgz"), ("03", "回族", "hz"), ("08", "壮族", "zz"), ("13", "瑶族", "yz"), ("15", "土家族", "tjz"), ("16", "哈尼族", "hnz"), ("22", "畲族", "sz")]}, "01"),
        ("applicant.residence_address", {"kind": "address", "label": "现居住详细地址", "required": True, "hint": "精确到门牌号"}, ""),
    ]),
    ("business", "经营信息", [
        ("biz.name_proposed", {"kind": "text", "label": "拟用名称", "required": True, "hint": "个体工商户设立登记用：博罗县 + 字号 + 行业 + 店"}, "博罗县月英小厨餐饮店"),
        ("biz.form", {"kind": "choice", "label": "组成形式", "required": True, "options": [("personal", "个人经营", ""), ("family", "家庭经营", "")]}, "personal"),
        ("biz.family_members", {"kind": "table", "label": "参加经营的家庭成员", "required": True, "shown": FAMILY, "columns": [("name", "姓名"), ("id_number", "公民身份号码"), ("relation", "与经营者关系")]}, None),
        ("biz.staff_count", {"kind": "integer", "label": "从业人数", "required": True}, "4"),
        ("biz.capital", {"kind": "decimal", "label": "资金数额（万元）"}, "12.5"),
        ("biz.scope", {"kind": "long_text", "label": "经营范围", "required": True}, "餐饮服务"),
    ]),
    ("premises", "经营场所", [
        ("premises.division", {"kind": "division", "label": "经营场所所在区划", "required": True, "options": TOWNS, "hint": "输入名称或拼音首字母，如 lyjd"}, "441322001"),
        ("premises.ownership", {"kind": "choice", "label": "场所权属", "required": True, "options": [("own", "自有", ""), ("rent", "租赁", ""), ("free", "无偿使用", "")]}, "rent"),
        ("premises.address", {"kind": "address", "label": "经营场所详细地址", "required": True}, "解放中路 12 号首层"),
        ("premises.area_m2", {"kind": "decimal", "label": "经营场所面积（平方米）", "required": True, "hint": "不少于 5 平方米"}, "86.5"),
        ("premises.lease_end", {"kind": "date", "label": "租赁截止日期", "required": True, "shown": RENTED}, ""),
        ("premises.floors", {"kind": "text", "label": "所在楼层", "required": True}, "1"),
        ("premises.seat_count", {"kind": "integer", "label": "就餐座位数", "required": True, "shown": EATING}, ""),
    ]),
    ("food", "食品经营", [
        ("food.main_business", {"kind": "choice", "label": "主体业态", "required": True, "options": [("food_sale", "食品销售经营者", ""), ("catering", "餐饮服务经营者", ""), ("canteen", "集中用餐单位食堂", "")]}, "catering"),
        ("food.items", {"kind": "choices", "label": "经营项目", "required": True, "options": [("bulk", "散装食品销售", ""), ("hot_dish", "热食类食品制售", ""), ("cold_dish", "冷食类食品制售", ""), ("raw_dish", "生食类食品制售", ""), ("drink", "自制饮品制售", ""), ("prepacked", "预包装食品销售", "")]}, ["hot_dish", "drink"]),
        ("food.online_sale", {"kind": "boolean", "label": "是否网络经营", "required": True, "options": YES_NO}, "0"),
        ("food.vending_machine", {"kind": "boolean", "label": "是否利用自动设备经营", "required": True, "options": YES_NO}, ""),
        ("food.safety_manager_name", {"kind": "text", "label": "食品安全管理员姓名", "required": True}, ""),
        ("food.employee_count", {"kind": "integer", "label": "食品从业人员数", "required": True}, "3"),
    ]),
    ("sign", "门店招牌", [
        ("ad.width_m", {"kind": "decimal", "label": "宽（米）", "required": True}, "4.2"),
        ("ad.height_m", {"kind": "decimal", "label": "高（米）", "required": True}, "1.1"),
        ("ad.area_m2", {"kind": "decimal", "label": "面积（平方米）", "compute": {"*": [{"var": "ad.width_m"}, {"var": "ad.height_m"}]}, "hint": "由宽和高算出"}, "4.62"),
        ("ad.electronic", {"kind": "boolean", "label": "是否电子显示屏", "required": True, "options": YES_NO}, "0"),
    ]),
    ("end", "代办、领取与承诺", [
        ("entrust.is_entrusted", {"kind": "boolean", "label": "是否委托他人办理", "required": True, "options": YES_NO}, "0"),
        ("entrust.agent_name", {"kind": "text", "label": "代理人姓名", "required": True, "shown": IS_ENTRUSTED}, ""),
        ("entrust.agent_phone", {"kind": "phone", "label": "代理人联系电话", "required": True, "shown": IS_ENTRUSTED}, ""),
        ("delivery.method", {"kind": "choice", "label": "结果领取方式", "required": True, "options": [("window", "窗口领取", ""), ("post", "邮寄", ""), ("village", "村（居）代领送达", ""), ("electronic", "电子证照", "")]}, "window"),
        ("commit.truthful", {"kind": "declaration", "label": "申请人承诺所填信息及材料真实有效，愿意承担不实承诺的法律责任。", "required": True}, ""),
    ]),
]  # fmt: skip
ALL = {name: spec for _, _, fields in SECTIONS for name, spec, _ in fields}
ERRORS = {
    "applicant.id_number": "校验位不正确，请核对第 18 位；若证件如此印制，请联系主管解锁",
    "premises.lease_end": "尚未填写，请填写租赁合同上的截止日期",
    "food.vending_machine": "尚未选择，请选择是或否",
}
HIDDEN = {"biz.family_members", "entrust.agent_name", "entrust.agent_phone"}


def sections_html(errors: dict[str, str]) -> str:
    """All sections as the form builder draws them."""
    drawn_sections = (
        drawn.section(key, label, [
            drawn.field(name, {**spec, "error": errors.get(name)}, value or "", hidden=name in HIDDEN)
            for name, spec, value in fields
        ])
        for key, label, fields in SECTIONS
    )  # fmt: skip
    return drawn.Markup("").join(drawn_sections)


def rules() -> Markup:
    """What the page carries for the script."""
    keys = ("shown", "required", "compute", "derive")
    fields = {name: {key: spec[key] for key in keys if spec.get(key)} for name, spec in ALL.items()}
    needed = [{"key": one["key"], "needed": one["needed"]} for one in MATERIALS if one.get("needed")]
    facts = {"application": {"date": "2026-11-21"}}
    return htmlsafe_json_dumps({"fields": fields, "materials": needed, "facts": facts}, json.dumps)


CHECKS = [
    {"text": "齐全", "ticked": False},
    {"text": "格式规范", "ticked": False},
    {"text": "复印件与原件一致", "ticked": False},
]


def material(key: str, name: str, originals: int, photocopies: int, **more: Any) -> dict[str, Any]:
    """One material with the usual values."""
    usual = {"key": key, "name": name, "necessity": "required", "medium": "paper_or_electronic", "originals": originals}
    return (
        usual
        | {
            "photocopies": photocopies,
            "conditional": "needed" in more,
            "state": "needed",
            "received": False,
            "checks": CHECKS,
        }
        | more
    )


MATERIALS = [
    material("biz_registration_form", "个体工商户登记申请书", 1, 0),
    material("id_card", "申请人身份证", 1, 1, received=True, way="paper", pages=1, issuer="公安机关",
             checks=[{**check, "ticked": True} for check in CHECKS]),
    material("lease_contract", "租赁合同", 1, 1, needed=RENTED, why="因为 场所权属：租赁"),
    material("food_application_form", "食品经营许可申请书", 1, 0),
    material("layout_plan", "与食品经营相适应的主要设备设施布局、操作流程等文件", 1, 0, needed=EATING, why="因为 主体业态：餐饮服务经营者"),
    material("food_safety_rules", "食品安全自查、从业人员健康管理、进货查验记录、食品安全事故处置等规章制度", 1, 0, necessity="deferrable",
             why="可以承诺后补，承诺期限 5 个工作日"),
    material("sign_drawing", "招牌设计图", 1, 0, medium="electronic"),
    material("vending_info", "自动设备合格证明、放置地点及公示方法", 1, 0, state="not_needed",
             needed={"==": [{"var": "food.vending_machine"}, True]}),
    material("power_of_attorney", "授权委托书", 1, 0, state="not_needed", needed=IS_ENTRUSTED),
    material("agent_id_card", "代理人身份证", 1, 1, state="not_needed", needed=IS_ENTRUSTED, issuer="公安机关"),
    material("business_licence", "营业执照", 0, 1, state="internal", why="由本次一并办理的「个体工商户设立登记」产生，部门之间流转，不用提交"),
    material("sanitary_record", "卫生检测合格记录", 0, 1, state="waived", why="证照库中已有，2027年3月1日前有效，免于提交"),
]  # fmt: skip

MEMBERS = [
    {"name": "个体工商户设立登记", "department": "县市场监督管理局"},
    {"name": "食品经营许可证核发（新办）", "department": "县市场监督管理局"},
    {"name": "户外招牌设施设置服务", "department": "罗阳街道综合行政执法办"},
    {"name": "公众聚集场所消防安全检查", "department": "县消防救援大队"},
    {"name": "排水许可证核发", "department": "县水利局"},
]


def page(errors: dict[str, str]) -> dict[str, Any]:
    """Everything desk/form.html takes."""
    sections = [
        {"id": key, "label": label, "done": sum(1 for _, spec, value in fields if spec.get("required") and value),
         "total": sum(1 for name, spec, _ in fields if spec.get("required") and name not in HIDDEN),
         "problems": sum(name in errors for name, _, _ in fields)}
        for key, label, fields in SECTIONS
    ]  # fmt: skip
    return {
        "title": "开办餐饮店一件事",
        "members": MEMBERS,
        "savings": {"fields_asked": 115, "fields": 60, "materials_asked": 35, "materials": 26},
        "sections": sections,
        "sections_html": sections_html(errors),
        "rules": rules(),
        "problems": [
            {
                "href": f"#f-{name}",
                "label": ALL[name]["label"],
                "message": message,
                "matters": ["食品经营许可证核发（新办）"],
            }
            for name, message in errors.items()
        ],
        "materials": MATERIALS,
        "hidden": [("submission", "0190f1c2"), ("theme", "open_restaurant")],
        "submit_url": "/submit",
        "draft_url": "/draft",
        "draft_saved_at": datetime(2026, 11, 21, 9, 12, tzinfo=ZoneInfo("Asia/Shanghai")),
        "restored": None if errors else "已恢复 11月21日 09:12 保存的草稿。",
        "back": {"label": "改选事项", "url": "/desk/guide"},
        "place_of": None,
        "way": "page",
        "steps": None,
        "large": False,
        "divisions_url": "/divisions",
    }
