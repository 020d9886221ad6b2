"""Sample data for every page template: {path: (template, values)}. All people and organisations are invented."""

from __future__ import annotations

from typing import Any

from tests.onewindow.web_style import form_sample

NAV = [
    {"label": "今日", "url": "/desk/home", "icon": "home", "current": True},
    {"label": "办理事项", "url": "/desk/guide", "icon": "form", "current": False},
    {"label": "办件", "url": "/desk/cases", "icon": "cases", "current": False, "count": 12},
    {"label": "草稿", "url": "/desk/empty", "icon": "edit", "current": False, "count": 2},
]


def shell(template: str) -> dict[str, Any]:
    """Whose page it is and who looks at it."""
    public = template.startswith(("portal/", "auth/"))
    return {
        "tenant": {"name": "博罗县罗阳街道", "hall": "党群服务中心"},
        "home_url": "/",
        "demo": True,
        "person": None if public else {"name": "李秋菊", "post": "综合窗口"},
        "sign_out_url": "/logout",
        "nav": NAV,
        "languages": [
            {"code": "zh-CN", "label": "中文", "url": "?lang=zh", "current": True},
            {"code": "en", "label": "English", "url": "?lang=en", "current": False},
        ],
        "help_phone": "0752-0000000",
        "density": None,
    }


LOGIN: dict[str, Any] = {
    "action_url": "/login", "username": "", "error": None, "expired": False, "resume": None, "next_url": None,
    "accounts": [
        {"name": "李秋菊", "post": "罗阳街道综合窗口", "username": "luoyang.clerk"},
        {"name": "陈志远", "post": "县市场监督管理局经办", "username": "market.officer"},
    ],
    "demo_password": "yichuang-demo",
}  # fmt: skip

PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "login": ("auth/login.html", LOGIN),
    "login/expired": ("auth/login.html", LOGIN | {
        "username": "luoyang.clerk", "expired": True, "resume": "eyJ…", "next_url": "/desk", "accounts": None,
        "error": "用户名或密码不正确,请核对大小写后再试;连续 5 次不正确将锁定 15 分钟。",
    }),
    "desk/form": ("desk/form.html", form_sample.page({})),
    "desk/form/problems": ("desk/form.html", form_sample.page(form_sample.ERRORS)),
}  # fmt: skip
