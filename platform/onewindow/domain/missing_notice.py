"""The one-time notice (一次性告知) at the window, before acceptance: everything still missing, said once (R055).

A case has the correction notice of `printing` as a record; here there is no case yet, only a draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lacking:
    """One material that is still missing: copies, form, who needs it and why, and what was said about it."""

    name: str
    originals: int
    photocopies: int
    medium: str
    because: str
    said: str = ""
    later: str = ""


def missing_template() -> Json:
    """The template (`onewindow/template/1`) of the notice."""
    return {
        "schema": "onewindow/template/1",
        "key": "missing_notice",
        "name": "一次性告知书",
        "page": {"paper": "A4", "margin": [20, 20, 20, 20]},
        "footer": {"numbering": "x_of_y"},
        "watermark": {"text": "演示", "if": {"var": "marks.demo"}},
        "blocks": [
            {"type": "title", "text": "{{org.name}}\n一 次 性 告 知 书"},
            {
                "type": "key_values",
                "label_width": 6,
                "items": [
                    {"label": "申 请 人", "text": "{{applicant.name?|or:（未填写）}}"},
                    {"label": "告知日期", "text": "{{notice.date|date}}"},
                    {"label": "申请事项", "text": "{{theme.name}}", "span": 2},
                    {"label": "办理部门", "text": "{{theme.departments}}", "span": 2},
                ],
            },
            {"type": "space", "height": 3},
            {
                "type": "paragraph",
                "style": "note",
                "indent": 0,
                "after": 2,
                "text": "按您目前填写的内容，以下材料尚未收到，请一次备齐：",
            },
            _table("materials"),
            {
                "type": "paragraph",
                "style": "note",
                "indent": 0,
                "before": 4,
                "text": "以下内容尚未填写或需要改正：{{fields?|or:无}}",
            },
            {
                "type": "paragraph",
                "style": "note",
                "indent": 0,
                "text": "本告知书之外不再要求其他材料；填写内容改变的，所需材料随之改变。",
            },
            {
                "type": "paragraph",
                "style": "note",
                "indent": 0,
                "text": "提交地点：{{org.address}}。联系人：{{clerk.name}}，电话：{{clerk.phone}}。",
            },
            {"type": "space", "height": 6},
            {"type": "paragraph", "style": "note", "indent": 0, "text": "申请人签收：[[blank:10]]　日期：[[blank:8]]"},
        ],
    }


def _table(source: str) -> Json:
    columns = (("材料名称", "{{item.name}}", 50), ("份数", "{{item.count}}", 20), ("形式", "{{item.medium}}", 18))
    return {
        "type": "table",
        "source": source,
        "empty": "材料已收齐",
        "columns": [
            {"title": "序号", "text": "{{n}}", "width": 11, "align": "center"},
            *({"title": title, "text": text, "width": width} for title, text, width in columns),
            {"title": "为什么需要", "text": "{{item.because}}", "width": 43},
            {"title": "备注", "text": "{{item.note?}}", "width": 28},
        ],
    }


MEDIA: Mapping[str, str] = {"paper": "纸质", "electronic": "电子", "paper_or_electronic": "纸质或电子"}


def missing_values(lacking: Sequence[Lacking], fields: Sequence[str], on: date, **more: Any) -> Json:
    """The values of the notice. `more`: org (name, address), applicant, theme (name, departments), clerk, marks."""
    return {
        "notice": {"date": on.isoformat()},
        "materials": [_line(one) for one in lacking],
        "fields": "、".join(fields),
        **more,
    }


def _line(one: Lacking) -> Json:
    copies = [f"{name}{count}份" for name, count in (("原件", one.originals), ("复印件", one.photocopies)) if count]
    return {
        "name": one.name,
        "count": "\n".join(copies),
        "medium": MEDIA.get(one.medium, one.medium),
        "because": one.because.replace(f"需要提交“{one.name}”", "要求"),
        "note": "；".join(part for part in (one.later, one.said) if part),
    }
