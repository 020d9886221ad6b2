"""Sample data for public guides, from the invented matters, and for the sheets and the report of the workbench."""

from __future__ import annotations

from datetime import date

from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.guide import Office, Version, guide_of
from onewindow.domain.matter import MatterDocument
from onewindow.domain.publishing.values import labels_of
from tests.onewindow.domain import invented
from tests.onewindow.web_style import workbench_sample

GUIDE = {
    "scope": "本县养蜂人",
    "rights": "依法享有陈述、申辩的权利。",
    "ways": ["window", "online"],
    "topics": ["农业"],
    "counters": [
        {"id": "a", "name": "一号窗口", "address": "桥西一路3号", "hours": "工作日 9:00-17:00", "phone": "0752-1"},
        {"id": "b", "name": "二号窗口", "address": "桥东二路8号", "hours": "工作日 9:00-17:00"},
    ],
    "questions": [{"id": "q", "question": "冬天也能办吗？", "answer": "能。"}],
}

PHONES = ({"name": "咨询电话", "number": "0752-6200000"}, {"name": "监督投诉电话", "number": "0752-12345"})


def _values() -> dict[str, object]:
    pack = read_folder(invented.raw())
    assert isinstance(pack, Pack)
    body = {**pack.matters["bee_keeping"].to_json(), "guide": GUIDE}
    office, version = Office("博罗县罗阳街道", phones=PHONES), Version(3, date(2026, 11, 21), "须当面核验蜂群")
    return guide_of(MatterDocument.stored(body), office, version, labels_of(pack.dictionary)).values


VALUES = _values()
FLOW = VALUES["flow"]
assert isinstance(FLOW, list)
WHOLE = {
    "unit": "博罗县罗阳街道",
    "guide": VALUES,
    "short": False,
    "rows": [row if isinstance(row, list) else [row] for row in FLOW],
    "list_url": "/guide/1/",
    "other_url": "?edition=short",
    "flow_url": "/static/logo.svg",
    "code_url": "/static/logo.svg",
    "prints": {"notice": "/n.pdf", "booklet": "/b.pdf", "chart": "/c.pdf"},
}
SHORT = {**WHOLE, "short": True}
LIST = {
    "unit": "博罗县罗阳街道",
    "above": [{"name": "博罗县", "url": "/guide/1/"}],
    "below": [{"name": "东区社区", "url": "/guide/2/"}, {"name": "西区社区", "url": "/guide/3/"}],
    "asked": "",
    "topic": "农业",
    "topics": [{"name": "农业", "count": 2, "url": "?topic=农业"}, {"name": "其他", "count": 1, "url": "?topic=其他"}],
    "all_url": "/guide/1/",
    "lines": [
        {"name": "养蜂场地备案", "daily_name": "养蜂备案", "url": "/guide/1/bee_keeping"},
        {"name": "转地放蜂登记", "daily_name": "", "url": "/guide/1/bee_moving"},
    ],
    "windows": GUIDE["counters"],
    "phones": PHONES,
    "booklet_url": "/b.pdf",
    "charts_url": "/c.pdf",
    "scope_url": "/s.pdf",
    "plates_url": "/p.pdf",
    "most": 1,
}
NOTHING = {**LIST, "lines": [], "asked": "没有", "topics": [], "above": [], "below": [], "windows": (), "phones": ()}
SHEET = workbench_sample.frame(
    "sheet",
    file_url="/sheet.xlsx",
    save_url="/sheet",
    planned=False,
    foreign=False,
    rows=[],
    faults=[],
    plan="[]",
    problems=[],
)
SHEET_TOLD = {
    **SHEET,
    "planned": True,
    "foreign": True,
    "rows": [
        {
            "row": "申请材料!7",
            "shown": "申请材料!7",
            "kind": "changed",
            "sentences": ["材料「居民户口簿」的填报须知改为「双面打印」。"],
        },
        {"row": "受理条件!4", "shown": "受理条件!4", "kind": "new", "sentences": ["增加条件「本人到场」。"]},
        {"row": "受理条件!-c2", "shown": "受理条件!-c2", "kind": "gone", "sentences": ["删除条件「首次签发」。"]},
    ],
    "faults": [{"cell": "申请材料!C7", "message": "「必要性」没有“必须”。可以填：必要、非必要。"}],
}
SPARED = {
    "groups": [
        {
            "title": "本来就是我们自己办出的结果",
            "hint": "部门之间核对，不必让群众再交。",
            "lines": [
                {"name": "营业执照", "source": "个体工商户登记", "matters": ["食品经营许可", "排水许可"]},
            ],
        },
        {"title": "证照库里有", "hint": "", "lines": []},
    ],
    "paces": [
        {"name": "户外招牌备案", "statutory": "20 个工作日", "promised": "18 个工作日", "share": 10, "steps": 4},
        {"name": "养犬登记", "statutory": "", "promised": "0 个工作日", "share": None, "steps": 2},
    ],
    "matters": 3,
    "compared": 1,
    "saved": 10,
    "home_url": "/workbench/",
}
