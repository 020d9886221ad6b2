"""An invented folder of the exchange format that uses every word of its vocabulary in combinations no real file has."""

from __future__ import annotations

import copy
import json
from typing import Any

Json = Any

ELEMENTS: dict[str, Json] = {
    "format": "gov-data-elements/1",
    "elements": [
        {"key": "bee.keeper", "name": "养蜂人", "type": "string", "max": 20, "privacy": "mask_name"},
        {
            "key": "bee.kind",
            "name": "蜂种",
            "type": "enum",
            "options": [
                {"value": "c", "label": "中蜂"},
                {"value": "i", "label": "意蜂"},
                {"value": "x", "label": "其他"},
            ],
        },
        {"key": "bee.hives", "name": "蜂箱数", "type": "integer", "min": 0, "max": 500},
        {
            "key": "bee.uses",
            "name": "用途",
            "type": "multi_enum",
            "options": [{"value": v, "label": n} for v, n in (("honey", "产蜜"), ("wax", "产蜡"), ("tour", "观光"))],
        },
        {"key": "bee.area", "name": "场地面积", "type": "decimal", "min": 0.5, "max": 99.5, "scale": 2},
        {"key": "bee.fee", "name": "场地租金", "type": "money", "min": 0},
        {"key": "bee.since", "name": "养蜂起始日", "type": "date"},
        {"key": "bee.until", "name": "租约截止日", "type": "date", "after": "bee.since"},
        {"key": "bee.seen_at", "name": "查看时间", "type": "datetime"},
        {
            "key": "bee.id_type",
            "name": "证件类型",
            "type": "enum",
            "options": [{"value": "resident_id", "label": "身份证"}],
        },
        {
            "key": "bee.id_number",
            "name": "证件号码",
            "type": "id_number",
            "privacy": "mask_id",
            "id_type_key": "bee.id_type",
        },
        {"key": "bee.born", "name": "出生日期", "type": "date", "derive_from": "bee.id_number"},
        {"key": "bee.coop", "name": "合作社代码", "type": "uscc", "max": 18},
        {"key": "bee.tel", "name": "电话", "type": "phone", "privacy": "mask_phone"},
        {"key": "bee.site", "name": "蜂场所在区划", "type": "division", "level": "village"},
        {"key": "bee.home", "name": "户籍区划", "type": "division", "level": "village"},
        {"key": "bee.address", "name": "详细地址", "type": "address", "max": 60, "privacy": "mask_address"},
        {
            "key": "bee.losses",
            "name": "历年损失",
            "type": "table",
            "columns": [
                {"key": "year", "label": "年份", "type": "integer", "min": 1990, "required": True},
                {"key": "kind", "label": "原因", "type": "enum", "options": [{"value": "mite", "label": "螨害"}]},
                {"key": "amount", "label": "金额", "type": "money"},
            ],
            "min_rows": 0,
            "max_rows": 5,
        },
        {"key": "bee.photo", "name": "现场照片", "type": "image", "accept": ["jpg", "png"], "max_kb": 500},
        {"key": "bee.nation", "name": "民族", "type": "enum", "options_ref": "GB/T 3304"},
        {
            "key": "bee.density",
            "name": "密度",
            "type": "decimal",
            "scale": 2,
            "computed": "(bee.hives + 1) / (2 * bee.area) - count(bee.losses)",
        },
        {
            "key": "bee.years",
            "name": "从业年数",
            "type": "integer",
            "computed": "full_years(bee.since, application.date)",
        },
        {"key": "bee.buffer", "name": "缓冲带面积", "type": "decimal", "scale": 1, "le": "bee.area", "default": 0},
        {"key": "bee.spray", "name": "附近是否喷药", "type": "boolean", "default": False},
        {"key": "bee.badge", "name": "养蜂证号", "type": "string", "pattern": "^[A-Z]{2}[0-9]{6}$"},
        {"key": "bee.remark", "name": "说明", "type": "text", "max": 300},
        {"key": "guide.moves", "name": "是否转地放养", "type": "boolean"},
        {"key": "commit.bee", "name": "承诺遵守转地规定", "type": "boolean", "must_be": True},
    ],
}

MATTER: dict[str, Json] = {
    "format": "gov-matter-case/1",
    "id": "bee_keeping",
    "name": "养蜂场地备案",
    "daily_name": "养蜂备案",
    "codes": {"implementation_code": "11441322007123456X3000120999000", "note": "虚构"},
    "matter_type": {"code": "10", "name": "其他行政权力"},
    "seed_class": "power",
    "subjects": ["natural_person"],
    "exercise_level": "town",
    "departments": {"village": "村委会", "town": "镇农业农村办", "county": "县农业农村局"},
    "case_type": "promised",
    "time_limits": {
        "statutory": {
            "value": 30,
            "unit": "calendar_day",
            "extension": {"value": 10, "approver": "负责人"},
            "note": "注",
        },
        "promised": {"value": 7, "unit": "working_day"},
        "excludes": ["现场踏勘"],
        "by_situation": [
            {"if": {"field": "bee.hives", "op": "le", "value": 10}, "promised": {"value": 3, "unit": "calendar_day"}},
            {
                "if": {"not": {"field": "bee.spray", "op": "filled"}},
                "promised": {"value": 1, "unit": "working_day"},
                "post_check": {"value": 20, "unit": "working_day"},
            },
        ],
        "stages": ["踏勘5个工作日"],
        "published_elsewhere": "某县3个工作日",
    },
    "on_site_visits": {"max": 1, "note": "踏勘时到场"},
    "online_depth": {"seed_level": 2, "capabilities": ["consult", "collect"]},
    "conditions": ["远离居民区", "不在水源保护区"],
    "legal_basis": ["中华人民共和国畜牧法", "养蜂管理办法(试行)"],
    "fees": [{"name": "检疫费", "standard": "每箱0.5元", "amount": 0.5, "payable_online": False}],
    "tenant_parameters": [{"key": "max_area", "name": "镇级可备案面积", "example": 20.5, "source": "本县规定"}],
    "not_accepted_if": [
        {
            "text": "只用于观光的不需备案",
            "if": {"field": "bee.uses", "op": "only", "value": ["tour"]},
            "outcome": "not_required_immediate_notice",
        },
        {
            "text": "外县蜂场向所在地申请",
            "if": {"field": "bee.site", "op": "not_within_tenant", "value": True},
            "outcome": "reject",
        },
    ],
    "checks": [
        {
            "text": "面积超过镇级权限的转县级审批",
            "if": {
                "all": [
                    {"field": "bee.area", "op": "filled"},
                    {"not": {"field": "bee.area", "op": "le_param", "value": "max_area"}},
                ]
            },
            "outcome": "redirect:bee_moving",
        },
        {
            "text": "附近喷药须人工核实",
            "if": {"field": "bee.spray", "op": "eq", "value": True},
            "outcome": "manual_review",
        },
    ],
    "fields": [
        {"element": "bee.keeper", "required": True},
        {"element": "bee.id_type", "required": True},
        {"element": "bee.id_number", "required": True},
        {"element": "bee.born", "required": False},
        {"element": "bee.tel", "required": True},
        {"element": "bee.nation", "required": False},
        {"element": "bee.site", "required": True, "override": {"label": "蜂场所在村"}},
        {"element": "bee.home", "required": True},
        {"element": "bee.address", "required": {"field": "bee.hives", "op": "gt", "value": 100}},
        {"element": "bee.kind", "required": True, "override": {"options_subset": ["c", "i"]}},
        {"element": "bee.hives", "required": True, "override": {"min": 1, "max": 300}},
        {"element": "bee.uses", "required": True},
        {"element": "bee.area", "required": True, "override": {"max": 50.5}},
        {"element": "bee.buffer", "required": False},
        {"element": "bee.density", "required": False},
        {"element": "bee.since", "required": True},
        {"element": "bee.until", "required": True, "visible_if": {"field": "bee.fee", "op": "gt", "value": 0.5}},
        {"element": "bee.years", "required": False},
        {"element": "bee.fee", "required": False},
        {
            "element": "bee.coop",
            "required": True,
            "visible_if": {
                "any": [
                    {"field": "bee.uses", "op": "contains_any", "value": ["wax", "tour"]},
                    {
                        "all": [
                            {"field": "bee.hives", "op": "ge", "value": 50},
                            {"field": "bee.hives", "op": "lt", "value": 60},
                        ]
                    },
                ]
            },
        },
        {
            "element": "bee.badge",
            "required": True,
            "visible_if": {"not": {"field": "bee.kind", "op": "ne", "value": "c"}},
        },
        {
            "element": "bee.losses",
            "required": False,
            "visible_if": {"field": "bee.since", "op": "lt", "value": "2020-01-01"},
        },
        {"element": "bee.photo", "required": False, "visible_if": {"field": "bee.kind", "op": "in", "value": ["i"]}},
        {"element": "bee.seen_at", "required": False},
        {"element": "bee.spray", "required": True},
        {
            "element": "bee.remark",
            "required": False,
            "visible_if": {"not": {"not": {"field": "bee.spray", "op": "eq", "value": True}}},
        },
        {"element": "commit.bee", "required": True},
    ],
    "materials": [
        {
            "key": "bee_form",
            "name": "备案表",
            "kind": "form",
            "form": "electronic",
            "original_copies": 2,
            "photocopies": 0,
            "necessity": "required",
            "source": "applicant",
            "shared_licence": None,
        },
        {
            "key": "bee_lease",
            "name": "租约",
            "kind": "document",
            "form": "paper",
            "original_copies": 0,
            "photocopies": 1,
            "necessity": "conditional",
            "required_if": {"field": "bee.until", "op": "filled"},
            "source": "applicant",
            "note": "验原件",
        },
        {
            "key": "bee_quarantine",
            "name": "检疫证明",
            "kind": "certificate",
            "form": "paper_or_electronic",
            "original_copies": 1,
            "photocopies": 0,
            "necessity": "deferrable",
            "source": "government",
            "issuer": "动物卫生监督所",
            "shared_licence": "quarantine",
            "waiver": {"mode": "commitment", "days": 5, "note": "五日内补"},
            "result_of_matter": "bee_moving",
        },
        {
            "key": "bee_map",
            "name": "位置图",
            "kind": "document",
            "form": "electronic",
            "original_copies": 1,
            "photocopies": 0,
            "necessity": "optional",
            "source": "applicant",
        },
    ],
    "routing": {
        "start": "village",
        "steps": [
            {
                "id": "village",
                "kind": "task",
                "level": "village",
                "department": "村委会",
                "action": "受理",
                "limit": {"value": 1, "unit": "working_day"},
                "next": [{"to": "split", "if": {"field": "bee.hives", "op": "ge", "value": 20}}, {"to": "town"}],
            },
            {
                "id": "split",
                "kind": "fork",
                "branches": [
                    {"to": "visit"},
                    {"to": "water", "if": {"field": "bee.uses", "op": "contains_any", "value": ["honey"]}},
                ],
                "join": "meet",
            },
            {
                "id": "visit",
                "kind": "task",
                "level": "town",
                "department": "镇农业农村办",
                "action": "现场踏勘",
                "limit": {"value": 5, "unit": "working_day"},
                "special": True,
                "special_procedure": "现场踏勘",
                "note": "不计时",
                "next": [{"to": "meet"}],
            },
            {
                "id": "water",
                "kind": "task",
                "level": "town",
                "department": "镇水务所",
                "action": "核查水源",
                "limit": {"value": 2, "unit": "calendar_day"},
                "next": [{"to": "meet"}],
            },
            {"id": "meet", "kind": "join", "next": [{"to": "town"}]},
            {
                "id": "town",
                "kind": "task",
                "level": "town",
                "department": "镇农业农村办",
                "action": "备案",
                "limit": {"value": 2, "unit": "working_day"},
                "next": [{"to": "ask", "if": {"field": "case.answered", "op": "eq", "value": False}}, {"to": "file"}],
            },
            {
                "id": "ask",
                "kind": "task",
                "level": "county",
                "department": "县农业农村局",
                "action": "答复",
                "limit": {"value": 3, "unit": "working_day"},
                "next": [{"to": "file"}],
            },
            {
                "id": "file",
                "kind": "task",
                "level": "county",
                "department": "县农业农村局",
                "action": "归档",
                "limit": {"value": 9, "unit": "working_day"},
                "after_decision": True,
                "next": [{"to": "end"}],
            },
            {"id": "end", "kind": "end"},
        ],
    },
    "special_procedures": [{"code": "2", "name": "现场踏勘", "max": {"value": 5, "unit": "working_day"}}],
    "documents": ["bee_receipt"],
    "result": {
        "type": "record",
        "name": "备案回执",
        "valid": {"value": 1, "unit": "year"},
        "number_rule": "BEE+6位",
        "note": "每年更新",
        "provides_elements": ["bee.badge"],
    },
    "provenance": ["虚构，仅供测试"],
    "examples": [
        {
            "name": "小蜂场",
            "data": {
                "bee.kind": "c",
                "bee.hives": 8,
                "bee.uses": ["honey"],
                "bee.area": 12.5,
                "bee.spray": False,
                "bee.site": "441322104203",
            },
            "tenant_division": "441322104",
            "expect": {
                "outcome": "accept",
                "visible_conditional_fields": ["bee.badge"],
                "required_materials": ["bee_quarantine", "bee_form"],
                "route_waves": [["village"], ["town"], ["file"]],
            },
        },
        {
            "name": "大蜂场、租地、并联",
            "data": {
                "bee.kind": "i",
                "bee.hives": 55,
                "bee.uses": ["honey", "tour"],
                "bee.area": 20.5,
                "bee.fee": 0.51,
                "bee.until": "2027-05-01",
                "bee.since": "2019-12-31",
                "bee.spray": True,
                "case.answered": False,
            },
            "tenant_parameters": {"max_area": 20.5},
            "expect": {
                "outcome": "manual_review",
                "visible_conditional_fields": ["bee.until", "bee.coop", "bee.losses", "bee.photo", "bee.remark"],
                "required_materials": ["bee_form", "bee_lease", "bee_quarantine"],
                "route_waves": [["village"], ["water", "visit"], ["town"], ["ask"], ["file"]],
            },
        },
        {
            "name": "超过镇级权限",
            "data": {"bee.area": 20.51, "bee.hives": 30, "bee.uses": ["wax"]},
            "expect": {"outcome": "redirect:bee_moving", "route_waves": [["village"], ["visit"], ["town"], ["file"]]},
        },
        {
            "name": "只做观光",
            "data": {"bee.uses": ["tour"], "bee.spray": True},
            "expect": {"outcome": "not_required_immediate_notice"},
        },
        {
            "name": "外县",
            "data": {"bee.site": "441323001001"},
            "tenant_division": "441322",
            "expect": {"outcome": "reject"},
        },
    ],
}

MOVING: dict[str, Json] = {
    "format": "gov-matter-case/1",
    "id": "bee_moving",
    "name": "转地放蜂检疫",
    "daily_name": "转地检疫",
    "codes": {},
    "matter_type": {"code": "01", "name": "行政许可"},
    "seed_class": "power",
    "subjects": ["natural_person"],
    "exercise_level": "county",
    "departments": {"county": "动物卫生监督所"},
    "case_type": "promised",
    "time_limits": {"statutory": {"value": 20, "unit": "working_day"}, "promised": {"value": 4, "unit": "working_day"}},
    "on_site_visits": {"max": 0, "note": ""},
    "online_depth": {"seed_level": 3, "capabilities": ["process"]},
    "conditions": [],
    "legal_basis": ["中华人民共和国动物防疫法"],
    "fees": [],
    "fields": [
        {"element": "bee.keeper", "required": True, "override": {"max": 10}},
        {"element": "bee.hives", "required": False, "override": {"max": 200}},
        {"element": "bee.kind", "required": True},
        {"element": "guide.moves", "required": True},
    ],
    "materials": [
        {
            "key": "bee_form",
            "name": "备案表",
            "kind": "form",
            "form": "electronic",
            "original_copies": 1,
            "photocopies": 3,
            "necessity": "required",
            "source": "applicant",
        }
    ],
    "routing": {
        "start": "accept",
        "steps": [
            {
                "id": "accept",
                "kind": "task",
                "level": "county",
                "department": "动物卫生监督所",
                "action": "检疫",
                "limit": {"value": 4, "unit": "working_day"},
                "next": [{"to": "end"}],
            },
            {"id": "end", "kind": "end"},
        ],
    },
    "special_procedures": [],
    "documents": [],
    "result": {"type": "certificate", "name": "检疫证明"},
    "provenance": [],
    "examples": [
        {
            "name": "任意",
            "data": {"bee.kind": "x"},
            "expect": {"required_materials": ["bee_form"], "route_waves": [["accept"]]},
        }
    ],
}

THEME: dict[str, Json] = {
    "format": "gov-theme-case/1",
    "id": "start_bees",
    "name": "养蜂一件事",
    "lead_department": "县农业农村局",
    "service_objects": ["natural_person"],
    "source": "虚构",
    "conditions": ["本县范围"],
    "guide_questions": ["guide.moves"],
    "members": [
        {"matter": "bee_keeping", "phase": 1},
        {"matter": "bee_moving", "include_if": {"field": "guide.moves", "op": "eq", "value": True}, "phase": 2},
    ],
    "scenarios": [
        {
            "name": "转地",
            "data": {"guide.moves": True, "bee.kind": "i", "bee.hives": 5, "bee.uses": ["honey"], "bee.spray": False},
        },
        {"name": "不转地", "data": {"guide.moves": False, "bee.kind": "c", "bee.spray": False}},
    ],
    "expected": {
        "static": {
            "fields_per_member": {"bee_keeping": 27, "bee_moving": 4},
            "fields_sum": 31,
            "fields_union": 28,
            "fields_saved": 3,
            "shared_materials": {"bee_form": ["bee_keeping", "bee_moving"]},
            "overrides_in_play": {
                "bee.site": {"bee_keeping": {"label": "蜂场所在村"}},
                "bee.kind": {"bee_keeping": {"options_subset": ["c", "i"]}},
                "bee.hives": {"bee_keeping": {"min": 1, "max": 300}, "bee_moving": {"max": 200}},
                "bee.area": {"bee_keeping": {"max": 50.5}},
                "bee.keeper": {"bee_moving": {"max": 10}},
            },
        },
        "scenarios": [
            {
                "name": "转地",
                "active_members": ["bee_keeping", "bee_moving"],
                "asked_materials": {
                    "bee_form": {"original_copies": 2, "photocopies": 3, "needed_by": ["bee_keeping", "bee_moving"]}
                },
                "internal_materials": {"bee_quarantine": ["bee_keeping"]},
                "depends_on": {"bee_keeping": ["bee_moving"], "bee_moving": []},
                "waves": [["bee_moving"], ["bee_keeping"]],
                "promised_days": {"bee_keeping": 3, "bee_moving": 4},
                "package_promised_days": 7,
                "sum_of_promised_days": 7,
            },
            {
                "name": "不转地",
                "active_members": ["bee_keeping"],
                "internal_materials": {},
                "waves": [["bee_keeping"]],
                "promised_days": {"bee_keeping": 7},
                "package_promised_days": 7,
            },
        ],
    },
}

DOCUMENTS: dict[str, Json] = {
    "format": "gov-documents/1",
    "common_elements": ["title", "issue_date"],
    "documents": [{"key": "bee_receipt", "name": "备案回执", "used_for": "all", "elements": ["number"]}],
}

_FILES = {
    "data_elements.json": ELEMENTS,
    "matter_bee_keeping.json": MATTER,
    "matter_bee_moving.json": MOVING,
    "theme_start_bees.json": THEME,
    "documents.json": DOCUMENTS,
}


def folder() -> dict[str, Json]:
    """The invented folder as JSON values, free to be changed."""
    return copy.deepcopy(_FILES)


def raw(files: dict[str, Json] | None = None) -> dict[str, bytes]:
    """A folder as bytes."""
    return {name: json.dumps(value, ensure_ascii=False).encode() for name, value in (files or folder()).items()}
