# ruff: noqa: E501 - rows of data read better on one line each
"""Sample data for the pages of clerks before and after a form: today, the guide, the joint result."""

from __future__ import annotations

from datetime import date

from tests.onewindow.web_style.case_sample import CASES, TODAY, at

MATTERS = [
    {
        "key": "food",
        "name": "食品经营许可证核发（新办）",
        "daily_name": "开餐馆办食品证",
        "department": "县市场监督管理局",
        "kind": "承诺件",
        "limit": "8 个工作日",
        "url": "/desk/form",
        "initials": "spjyxkzhfxb kcgbspz",
    },
    {
        "key": "elder",
        "name": "高龄津贴申领",
        "daily_name": "领高龄津贴",
        "department": "县民政局",
        "kind": "承诺件",
        "limit": "10 个工作日",
        "url": "/desk/form",
        "initials": "gljtsl lgljt",
    },
    {
        "key": "birth",
        "name": "出生登记（婚内本市）",
        "daily_name": "给孩子上户口",
        "department": "县公安局",
        "kind": "即办件",
        "limit": "当场办结",
        "url": "/desk/form",
        "initials": "csdj ghzshk",
    },
    {
        "key": "homestead",
        "name": "农村宅基地用地和建房审批",
        "daily_name": "农村建房",
        "department": "罗阳街道办事处",
        "kind": "承诺件",
        "limit": "20 个工作日",
        "url": "/desk/form",
        "initials": "nczjdydhjfsp ncjf",
    },
    {
        "key": "insurance",
        "name": "城乡居民基本医疗保险参保登记",
        "daily_name": "办居民医保",
        "department": "县医疗保障局",
        "kind": "即办件",
        "limit": "当场办结",
        "url": "/desk/form",
        "initials": "cxjmjbylbxcbdj bjmyb",
    },
    {
        "key": "drain",
        "name": "排水许可证核发",
        "daily_name": "接市政管网排水",
        "department": "县水利局",
        "kind": "承诺件",
        "limit": "7 个工作日",
        "url": "/desk/form",
        "initials": "psxkzhf",
    },
    {
        "key": "sign",
        "name": "户外招牌设施设置服务",
        "daily_name": "挂门店招牌",
        "department": "罗阳街道综合行政执法办",
        "kind": "承诺件",
        "limit": "3 个工作日",
        "url": "/desk/form",
        "initials": "hwzpssszfw gmdzp",
    },
    {
        "key": "disability",
        "name": "残疾人证办理",
        "daily_name": "办残疾人证",
        "department": "县残疾人联合会",
        "kind": "承诺件",
        "limit": "15 个工作日",
        "url": "/desk/form",
        "initials": "cjrzbl",
    },
]
THEMES = [
    {
        "name": "开办餐饮店一件事",
        "url": "/desk/guide",
        "count": 5,
        "departments": "市场监管、消防、水利、街道",
        "initials": "kbcydyjs kcg",
        "also": "开餐馆 开饭店",
    },
    {
        "name": "新生儿出生一件事",
        "url": "/desk/guide",
        "count": 6,
        "departments": "卫健、公安、医保、人社",
        "initials": "xsecsyjs",
        "also": "生孩子 上户口",
    },
]
TILES = [
    {"label": "在办", "count": 37, "url": "/desk/cases", "state": "running"},
    {"label": "即将到期", "count": 3, "url": "/desk/cases", "state": "warning"},
    {"label": "超期", "count": 1, "url": "/desk/cases", "state": "overdue"},
    {"label": "今日受理", "count": 9, "url": "/desk/cases", "state": "done"},
    {"label": "草稿", "count": 2, "url": "/desk/cases", "state": "draft"},
]
HOME = {
    "today": TODAY,
    "tiles": TILES,
    "q": "",
    "search_url": "/desk/home",
    "themes": THEMES,
    "matters": MATTERS,
    "set_url": "/desk/guide/set",
    "recent": CASES[:6],
    "cases_url": "/desk/cases",
}
HOME_EMPTY = HOME | {
    "tiles": [{**tile, "count": 0} for tile in TILES],
    "recent": [],
    "themes": [],
    "matters": [],
    "q": "飞船",
}

YES_NO = [{"value": "1", "label": "是"}, {"value": "0", "label": "否"}]
GUIDE = {
    "title": "开办餐饮店一件事",
    "lead": "先回答 4 个问题，系统据此确定要办哪些事项。",
    "questions": [
        {"key": "org.has_licence", "label": "已经有营业执照了吗？", "value": "0", "options": YES_NO},
        {
            "key": "guide.has_sign",
            "label": "要在门口挂招牌吗？",
            "value": "1",
            "options": YES_NO,
            "hint": "贴在玻璃门内侧的不算",
        },
        {
            "key": "premises.is_public_gathering",
            "label": "属于公众聚集场所吗？",
            "value": "",
            "options": YES_NO,
            "hint": "餐饮场所建筑面积 300 平方米以上的一般属于",
        },
        {"key": "guide.drain_to_network", "label": "污水排入市政管网吗？", "value": "", "options": YES_NO},
    ],
    "members": [
        {
            "key": "biz",
            "name": "个体工商户设立登记",
            "department": "县市场监督管理局",
            "limit": "1 个工作日",
            "state": "in",
        },
        {
            "key": "food",
            "name": "食品经营许可证核发（新办）",
            "department": "县市场监督管理局",
            "limit": "8 个工作日",
            "state": "in",
        },
        {
            "key": "sign",
            "name": "户外招牌设施设置服务",
            "department": "罗阳街道综合行政执法办",
            "limit": "3 个工作日",
            "state": "in",
        },
        {
            "key": "fire",
            "name": "公众聚集场所消防安全检查",
            "department": "县消防救援大队",
            "limit": "10 个工作日",
            "state": "open",
        },
        {"key": "drain", "name": "排水许可证核发", "department": "县水利局", "limit": "7 个工作日", "state": "open"},
    ],
    "choices": [],
    "rules": {
        "members": [
            {"key": "biz", "include": {"==": [{"var": "org.has_licence"}, False]}},
            {"key": "food"},
            {"key": "sign", "include": {"==": [{"var": "guide.has_sign"}, True]}},
            {"key": "fire", "include": {"==": [{"var": "premises.is_public_gathering"}, True]}},
            {"key": "drain", "include": {"==": [{"var": "guide.drain_to_network"}, True]}},
        ],
        "fields": {
            key: {"kind": "boolean"}
            for key in ("org.has_licence", "guide.has_sign", "premises.is_public_gathering", "guide.drain_to_network")
        },
        "facts": {},
    },
    "problems": [],
    "action_url": "/submit",
    "back": {"label": "返回", "url": "/desk/home"},
}
GUIDE_SET = GUIDE | {
    "title": "自选事项一并办理", "lead": "勾选要一起办的事项，重复的内容只填一次。", "questions": [], "members": [], "rules": None,
    "choices": [{**matter, "chosen": at < 2} for at, matter in enumerate(MATTERS)],
}  # fmt: skip
SUBMITTED = {
    "title": "开办餐饮店一件事", "applicant": "黄*英", "accepted_at": at(21, 9, 26),
    "primary": {"label": "打印受理回执", "url": "#"}, "also": [{"label": "打印全部受理通知书", "url": "#"}],
    "cases": [
        {**case, "limit": limit, "state": state, "documents": [{"label": "受理通知书", "url": "#"}, {"label": "受理回执", "url": "#"}]}
        for case, limit, state in ((CASES[0] | {"due": date(2026, 12, 3)}, "8 个工作日", "running"), (CASES[1] | {"due": date(2026, 12, 2)}, "7 个工作日", "waiting"), (CASES[3], "3 个工作日", "running"), (CASES[7] | {"matter": "公众聚集场所消防安全检查", "department": "县消防救援大队"}, "10 个工作日", "running"))
    ],
    "deferred": [{"name": "食品安全规章制度", "until": date(2026, 11, 28), "matter": "食品经营许可证核发（新办）"}],
    "pre_result": [{"matter": "排水许可证核发", "waits_for": "个体工商户设立登记"}],
    "again_url": "/desk/home",
    "due_note": "1 件暂时不能计算到期日：尚未导入 2027 年的工作日历。已通知管理员，导入后自动补上。",
}  # fmt: skip
