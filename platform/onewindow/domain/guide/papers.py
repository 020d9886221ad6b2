"""Values and templates of what is printed of guides: booklets, flow charts, lists of scope, the one-time notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from onewindow.domain.guide.contents import Guide, Office

Values = dict[str, Any]


def booklet_values(guides: Sequence[Guide], office: Office, *, on: date, demo: bool, title: str = "") -> Values:
    """What 办事指南汇编, 办理流程图 and 业务范围清单 read; materials say in one column when and how they are needed."""
    matters = []
    for guide in guides:
        materials = [
            {**each, "note": "；".join(part for part in (each["need"], each["note"]) if part and part != "必要")}
            for each in guide.values["materials"]
        ]
        rights = guide.values["rights"] or "依法享有陈述、申辩和申请行政复议、提起行政诉讼的权利；应当如实提交材料。"
        matters.append({**_filled(guide.values), "materials": list(map(_filled, materials)), "rights": rights})
    return {
        "org": {"name": office.name, "complaint_phone": office.complaint_phone or "12345"},
        "document": {"date": on.isoformat()},
        "guide": {"title": title or "政务服务事项办事指南", "matters": matters},
        "marks": {"demo": demo, "reprint": ""},
    }


def plate_values(office: Office, *, demo: bool) -> Values:
    """What 窗口标志牌 reads: one plate a window of the unit; one for the hall where no windows are listed (R029)."""
    windows = office.windows or ({"name": "综合服务窗口"},)
    return {
        "org": {"name": office.name, "complaint_phone": office.complaint_phone or "12345"},
        "guide": {
            "plates": [
                {
                    "title": each["name"],
                    "duty": each.get("hours") or "首问负责　一次告知　限时办结",
                    "phone": each.get("phone") or office.consult_phone or "—",
                }
                for each in windows
            ]
        },
        "marks": {"demo": demo},
    }


def notice_values(guide: Guide, office: Office, *, url: str, on: date, demo: bool) -> Values:
    """What 一次性告知单 reads. `url`: of the guide's page, for the square code."""
    return {
        "org": {"name": office.name},
        "document": {"date": on.isoformat()},
        "matter": {
            **_filled(guide.values),
            "places": _places(guide.values),
            "steps": [_step(row) for row in guide.values["flow"]],
        },
        "guide": {"url": url},
        "marks": {"demo": demo},
    }


_MAY_BE_BLANK = frozenset({"code", "scope", "statutory", "excluded", "visits", "originals", "photocopies", "note"})
"""What the templates themselves have another text for."""


def _filled(values: Values) -> Values:
    """A dash where a guide has nothing to say, so that no form looks unfinished."""
    return {key: "—" if value == "" and key not in _MAY_BE_BLANK else value for key, value in values.items()}


def _places(values: Values) -> str:
    """Where to go: every window with its address, or the one address there is."""
    found = [f"{one['name']}（{one['address']}）" for one in values["counters"] if one.get("address")]
    return "；".join(found) if len(found) > 1 else str(values["address"])


def _step(row: Any) -> str:
    """One row of the flow in a sentence."""
    steps = row if isinstance(row, list) else [row]
    return "；同时或按情形：".join(each["name"] + (f"（{each['note']}）" if each["note"] else "") for each in steps)


def _heading(text: str) -> Values:
    return {
        "type": "paragraph",
        "style": "heading",
        "indent": 0,
        "before": 8,
        "after": 2,
        "keep_with_next": True,
        "text": text,
    }


def _listed(source: str) -> Values:
    line = {"type": "paragraph", "style": "line", "indent": 2, "text": "{{n}}．{{line}}"}
    return {"type": "each", "source": source, "as": "line", "blocks": [line]}


ONE_TIME_NOTICE = MappingProxyType(
    {
        "schema": "onewindow/template/1",
        "key": "one_time_notice",
        "name": "一次性告知单",
        "page": {"paper": "A4", "margin": [18, 16, 20, 16]},
        "styles": {
            "heading": {"font": "hei", "size": "小四", "lead": 22},
            "line": {"font": "song", "size": "小四", "lead": 21},
            "cell": {"size": "小四", "lead": 18},
            "label": {"size": "小四", "lead": 18},
        },
        "footer": {"text": "{{org.name}}　{{matter.name}}　第{{matter.version}}版", "elements": []},
        "watermark": {"text": "演示", "if": {"var": "marks.demo"}},
        "blocks": [
            {"type": "title", "text": "{{matter.name}}\n一次性告知单", "after": 6},
            {
                "type": "key_values",
                "label_width": 5,
                "items": [
                    {"label": "谁可以办", "text": "{{matter.subjects}}", "span": 2},
                    {"label": "多久办好", "text": "{{matter.promised_said}}"},
                    {"label": "收费", "text": "{{matter.fee}}"},
                    {"label": "在哪里办", "text": "{{matter.places}}", "span": 2},
                    {"label": "什么时间", "text": "{{matter.hours}}"},
                    {"label": "咨询电话", "text": "{{matter.phone}}"},
                    {"label": "办成拿到", "text": "{{matter.result?|or:—}}"},
                    {"label": "监督电话", "text": "{{matter.complaint_phone}}"},
                ],
            },
            _heading("符合这些条件"),
            _listed("matter.conditions"),
            _heading("请带齐这些材料"),
            {
                "type": "table",
                "source": "matter.materials",
                "as": "paper",
                "empty": "不用带材料",
                "columns": [
                    {"title": "带了", "text": "□", "width": 14, "align": "center"},
                    {"title": "材料名称", "text": "{{paper.name}}", "width": 66},
                    {"title": "原件", "text": "{{paper.originals?|or:—}}", "width": 14, "align": "center"},
                    {"title": "复印件", "text": "{{paper.photocopies?|or:—}}", "width": 18, "align": "center"},
                    {"title": "什么时候要、有什么要求", "text": "{{paper.need}}　{{paper.note?}}", "width": 62},
                ],
            },
            _heading("怎么办"),
            _listed("matter.steps"),
            {"type": "space", "height": 6},
            {"type": "qr", "data": "{{guide.url}}", "size": 28, "caption": "扫码看完整指南", "align": "center"},
            {
                "type": "paragraph",
                "style": "note",
                "align": "right",
                "indent": 0,
                "before": 6,
                "text": "{{org.name}}　{{document.date|date}}打印",
            },
        ],
    }
)
"""The list an applicant takes home: everything to bring, said once (一次性告知, R055, domain study 2.6)."""
