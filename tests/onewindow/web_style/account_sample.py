"""Sample data for the pages around signing in and one's own account."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

CODE: dict[str, Any] = {
    "action_url": "/submit",
    "error": None,
    "hidden": {"next": "/desk/"},
    "back_url": "/login",
    "confirming": False,
}
CODE_AGAIN = CODE | {
    "error": "动态码或恢复码不正确，请看手机上最新的 6 位数字重新输入；每个码只能用一次。",
    "confirming": True,
}
SINGLE: dict[str, Any] = {
    "action_url": "/single",
    "county": "441322",
    "providers": [{"name": "广东省统一身份认证", "url": "/single/441322/gd"}],
    "error": None,
    "next_url": "",
    "back_url": "/login",
}
SINGLE_UNKNOWN = SINGLE | {
    "county": "110000",
    "providers": [],
    "error": "这个区划代码没有设置统一身份登录，请核对代码，或用用户名和密码登录。",
}
ENROL: dict[str, Any] = {
    "action_url": "/submit",
    "error": None,
    "secret": "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP",
    "qr": {"size": 29, "path": "M4 4h7v7h-7zM18 4h7v7h-7zM4 18h7v7h-7zM13 13h3v3h-3z"},
    "must_enrol": True,
    "back_url": "/account",
}
RECOVERY: dict[str, Any] = {"codes": [f"k7mp{n}-3xwt{n}" for n in range(10)], "back_url": "/"}
SEEN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ACCOUNT: dict[str, Any] = {
    "name": "李秋菊",
    "roles": ["窗口人员 · 镇综合窗口 · 罗阳街道综合窗口"],
    "sessions": [
        {"device": "Chrome 120 · Windows", "since": SEEN, "last_seen": SEEN, "here": True},
        {"device": "Firefox 121 · Linux", "since": SEEN, "last_seen": SEEN, "here": False},
    ],
    "second": {"on": True, "required": False},
    "lent": [
        {
            "what": "窗口人员 · 镇综合窗口",
            "given": True,
            "who": "陈志远",
            "first": date(2026, 11, 23),
            "last": date(2026, 11, 27),
            "reason": "外出学习",
            "url": "/submit",
        }
    ],
    "posts": [{"value": "1", "label": "窗口人员 · 镇综合窗口"}],
    "colleagues": [{"value": "2", "label": "陈志远"}],
    "today": "2026-11-21",
    "typed": {},
    "error": None,
    "urls": dict.fromkeys(("lend", "password", "enrol", "codes", "off", "elsewhere"), "/submit"),
}
ACCOUNT_REFUSED = ACCOUNT | {
    "second": {"on": False, "required": True},
    "lent": [],
    "typed": {"binding": "1", "first": "2026-11-20", "last": "2026-11-19"},
    "error": "委托开始日期不能早于今天，结束日期不能早于开始日期，请修改日期。",
}
