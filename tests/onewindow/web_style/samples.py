"""Sample data for every page template: {path: (template, values)}. All people and organisations are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.onewindow.web_style import (
    account_sample,
    batch_sample,
    case_sample,
    compare_sample,
    desk_sample,
    form_sample,
    guide_sample,
    kinds_sample,
    local_sample,
    paper_sample,
    publishing_sample,
    route_sample,
    sheets_sample,
    template_sample,
    theme_sample,
    unit_sample,
    workbench_sample,
)

NAV = [
    {"label": "今日", "url": "/desk/home", "icon": "home", "current": False},
    {"label": "办理事项", "url": "/desk/guide/set", "icon": "form", "current": True},
    {"label": "办件", "url": "/desk/cases", "icon": "cases", "current": False, "count": 12},
    {"label": "待办", "url": "/officer/inbox", "icon": "inbox", "current": False, "count": 5},
]


def shell(name: str, **more: Any) -> dict[str, Any]:
    """Whose page it is and who looks at it."""
    public = name.startswith(("portal", "kiosk", "login", "error"))
    return {
        "tenant": {"name": "博罗县罗阳街道", "hall": "党群服务中心"},
        "home_url": "/",
        "demo": True,
        "person": None if public else {"name": "李秋菊", "post": "综合窗口"},
        "sign_out_url": "/logout",
        "account_url": None if public else "/account",
        "nav": NAV,
        "languages": [
            {"code": "zh", "label": "中文", "url": "?lang=zh", "current": True},
            {"code": "en", "label": "English", "url": "?lang=en", "current": False},
        ],
        "help_phone": "0752-0000000",
        "manual_url": "/manual/admin#basics",
        "density": "kiosk" if name.startswith("kiosk") else None,
    } | more


LOGIN: dict[str, Any] = {
    "action_url": "/login",
    "single_url": "/single",
    "username": "",
    "error": None,
    "expired": False,
    "resume": None,
    "next_url": None,
    "accounts": [
        {"name": "李秋菊", "post": "罗阳街道综合窗口", "username": "luoyang.clerk"},
        {"name": "陈志远", "post": "县市场监督管理局经办", "username": "market.officer"},
    ],
    "demo_password": "yichuang-demo",
}
EXPIRED = LOGIN | {
    "username": "luoyang.clerk",
    "expired": True,
    "resume": "eyJ…",
    "next_url": "/desk",
    "accounts": None,
    "error": "用户名或密码不正确，请核对大小写后再试；连续 5 次不正确将锁定 15 分钟。",
}
PORTAL = {
    "progress_url": "/portal/query",
    "verify_url": "/verify",
    "themes": [{**theme, "url": None} for theme in desk_sample.THEMES],
    "matters": [{**matter, "url": None} for matter in desk_sample.MATTERS],
    "hall": {
        "name": "罗阳街道党群服务中心",
        "address": "博罗县罗阳街道桥东路 8 号",
        "hours": "周一至周五 8:30–12:00，14:30–17:30",
        "phone": "0752-0000000",
    },
    "staff_url": "/login",
}
QUERY: dict[str, Any] = {
    "action_url": "/portal/query",
    "number": "",
    "code": "",
    "problems": [],
    "errors": {},
    "wait": None,
}
QUERY_PROBLEM = QUERY | {
    "number": "LYJD20261121000009",
    "code": "7K3M",
    "problems": [{"href": "#f-code", "label": "查询码", "message": "与办件编号不符，请核对受理回执上的 6 位查询码。"}],
    "errors": {"code": "查询码为 6 位字母和数字，不含 0、O、1、I"},
    "wait": "还可以再试 2 次，之后需等待 15 分钟。",
}
PUBLIC_STEPS = [
    {key: step[key] if key in ("name", "department", "state", "when") else None for key in step}
    for step in case_sample.STEPS
    if step["state"] != "skipped"
]
PROGRESS = {
    "case": case_sample.CASE["case"] | {"phone": "0752-0000000"},
    "say": "罗阳市场监督管理所正在进行现场核查，预计 2026年12月3日前办结。",
    "steps": PUBLIC_STEPS,
    "todo": [{"text": "补交食品安全规章制度", "until": date(2026, 11, 28)}],
    "again_url": "/portal/query",
}
ERROR = {"code": 404, "message": None, "kept": False, "actions": [{"label": "回到首页", "url": "/"}], "reference": None}
TOO_LARGE = ERROR | {"code": 413, "kept": True, "actions": [{"label": "返回表单", "url": "/"}]}
BROKEN = ERROR | {"code": 500, "kept": True, "reference": "b7f2-41c9"}

PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "login": ("auth/login.html", LOGIN),
    "login/expired": ("auth/login.html", EXPIRED),
    "login/resume": (
        "auth/resume.html",
        {"action_url": "/submit", "fields": [("applicant.name", "黄月英")], "files_missing": True},
    ),
    "login/password": ("auth/password.html", {"action_url": "/submit", "error": None, "must_change": True}),
    "login/password/problems": (
        "auth/password.html",
        {"action_url": "/submit", "error": "两次输入的新密码不一致，请重新输入。", "must_change": False},
    ),
    "login/code": ("auth/code.html", account_sample.CODE),
    "login/code/problems": ("auth/code.html", account_sample.CODE_AGAIN),
    "login/single": ("auth/single.html", account_sample.SINGLE),
    "login/single/problems": ("auth/single.html", account_sample.SINGLE_UNKNOWN),
    "login/enrol": ("auth/enrol.html", account_sample.ENROL),
    "login/recovery": ("auth/recovery.html", account_sample.RECOVERY),
    "account": ("auth/account.html", account_sample.ACCOUNT),
    "account/problems": ("auth/account.html", account_sample.ACCOUNT_REFUSED),
    "desk/home": ("desk/home.html", desk_sample.HOME),
    "desk/home/empty": ("desk/home.html", desk_sample.HOME_EMPTY),
    "desk/guide": ("desk/guide.html", desk_sample.GUIDE),
    "desk/guide/set": ("desk/guide.html", desk_sample.GUIDE_SET),
    "desk/form": ("desk/form.html", form_sample.page({})),
    "desk/form/problems": ("desk/form.html", form_sample.page(form_sample.ERRORS)),
    "desk/form/earlier": ("desk/form.html", form_sample.page({}) | {"earlier": compare_sample.EARLIER}),
    **kinds_sample.PAGES,
    "desk/table": ("desk/table.html", compare_sample.TABLE),
    "desk/why": ("desk/why.html", compare_sample.WHY),
    "desk/lift": ("desk/lift.html", compare_sample.LIFT),
    "desk/conflicts": ("desk/conflicts.html", compare_sample.CONFLICTS),
    "desk/submitted": ("desk/submitted.html", desk_sample.SUBMITTED),
    "desk/cases": ("desk/cases.html", case_sample.CASE_LIST),
    "desk/cases/empty": ("desk/cases.html", case_sample.CASE_LIST_EMPTY),
    "desk/case": ("desk/case.html", case_sample.CASE),
    "desk/paper": ("desk/paper.html", paper_sample.PAPER),
    "desk/paper/sheet": ("desk/paper.html", paper_sample.ON_A_SHEET),
    "desk/printers": ("desk/printers.html", paper_sample.PRINTERS),
    "desk/printer": ("desk/printer.html", paper_sample.PRINTER),
    "desk/paper/problem": ("desk/paper.html", paper_sample.REFUSED),
    "desk/paper/replaced": ("desk/paper.html", paper_sample.VOID),
    **publishing_sample.PAGES,
    **sheets_sample.PAGES,
    "workbench/sheet": ("workbench/sheet.html", guide_sample.SHEET),
    "workbench/sheet/told": ("workbench/sheet.html", guide_sample.SHEET_TOLD),
    "workbench/catalogue": ("workbench/catalogue.html", guide_sample.SPARED),
    "portal/guide": ("portal/guide.html", guide_sample.WHOLE),
    "portal/guide/short": ("portal/guide.html", guide_sample.SHORT),
    "portal/guides": ("portal/guide_list.html", guide_sample.LIST),
    "portal/guides/nothing": ("portal/guide_list.html", guide_sample.NOTHING),
    "portal/verify": ("portal/verify.html", paper_sample.ASK),
    "portal/verify/problem": ("portal/verify.html", paper_sample.ASK_WRONG),
    "portal/paper": ("portal/verify_paper.html", paper_sample.PROVED),
    "portal/paper/void": ("portal/verify_paper.html", paper_sample.TAKEN_BACK),
    "desk/batches": ("desk/batches.html", batch_sample.LIST),
    "desk/batches/empty": ("desk/batches.html", batch_sample.LIST | {"batches": []}),
    "desk/batch/new": ("desk/batch_new.html", batch_sample.ASKING),
    "desk/batch/problems": ("desk/batch_new.html", batch_sample.REFUSED),
    "desk/batch/running": ("desk/batch.html", batch_sample.RUNNING),
    "desk/batch/done": ("desk/batch.html", batch_sample.DONE),
    **template_sample.PAGES,
    **local_sample.PAGES,
    **unit_sample.PAGES,
    **workbench_sample.PAGES,
    **theme_sample.PAGES,
    **route_sample.PAGES,
    "officer/inbox": ("officer/inbox.html", case_sample.INBOX),
    "officer/inbox/empty": ("officer/inbox.html", case_sample.INBOX | {"tasks": []}),
    "officer/task": ("officer/task.html", case_sample.TASK),
    "officer/task/problems": ("officer/task.html", case_sample.TASK_PROBLEM),
    "officer/task/locked": ("officer/task.html", case_sample.TASK_LOCKED),
    "portal/home": ("portal/home.html", PORTAL),
    "portal/query": ("portal/progress_query.html", QUERY),
    "portal/query/problems": ("portal/progress_query.html", QUERY_PROBLEM),
    "portal/progress": ("portal/progress.html", PROGRESS),
    "kiosk/home": ("portal/home.html", PORTAL),
    "kiosk/query": ("portal/progress_query.html", QUERY_PROBLEM),
    "kiosk/progress": ("portal/progress.html", PROGRESS),
    "error/404": ("errors/error.html", ERROR),
    "error/413": ("errors/error.html", TOO_LARGE),
    "error/500": ("errors/error.html", BROKEN),
}
