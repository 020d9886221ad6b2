"""Samples of what a unit's own pages show beside its adjustments: posts."""

from __future__ import annotations

from datetime import date
from typing import Any

PERSON = {"name": "李秋菊", "role": "窗口人员", "principal": "", "first": None, "last": None, "url": "/p"}
DEPUTY = PERSON | {"name": "王建国", "principal": "李秋菊", "first": date(2026, 11, 1), "last": date(2026, 11, 30)}
POST: dict[str, Any] = {
    "name": "综合窗口",
    "unit": "罗阳街道",
    "department": "党群服务中心",
    "duty": "收件、受理、发证",
    "people": [PERSON, DEPUTY],
    "matters": 3,
    "url": "/post",
}
TURNING = {"first": 51, "last": 52, "previous_url": "/before", "next_url": "/after"}
POSTS: dict[str, Any] = {
    "posts": [POST, POST | {"name": "首席代表", "department": "", "duty": "", "people": [], "matters": 0}],
    "page": TURNING,
    "asked": "综合",
    "unfounded": [
        {
            "name": "审核岗",
            "department": "民政办",
            "label": "民政办",
            "matters": ["高龄津贴申领", "低保申请", "临时救助", "残疾人两项补贴"],
        }
    ],
    "unfounded_count": 1,
    "units": [{"value": number, "label": f"第{number}社区", "initials": "dsq"} for number in range(14)],
    "departments": [("党群服务中心", "党群服务中心")],
    "typed": {"scope": 3, "department": "党群服务中心", "name": "综合窗口", "duty": ""},
    "save_url": "/save",
    "people_url": "/people",
    "back": "/unit",
    "problems": [{"href": "#f-name", "label": "这个部门已有同名岗位，请换一个名称。", "message": ""}],
}
NO_POSTS = POSTS | {"posts": [], "unfounded": [], "asked": "", "problems": [], "units": POSTS["units"][:2]}
ONE_POST: dict[str, Any] = {
    "post": POST,
    "people": [PERSON, DEPUTY],
    "matters": ["高龄津贴申领", "低保申请"],
    "typed": {"title": "综合窗口", "duty": "收件、受理、发证"},
    "save_url": "/save",
    "people_url": "/people",
    "back": "/posts",
    "problems": [{"href": "#main", "label": "李秋菊等 2 人还在这个岗位。", "message": ""}],
}
PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "workbench/posts": ("workbench/posts.html", POSTS),
    "workbench/posts/empty": ("workbench/posts.html", NO_POSTS),
    "workbench/posts/none-found": ("workbench/posts.html", NO_POSTS | {"asked": "没有"}),
    "workbench/post": ("workbench/post.html", ONE_POST),
    "workbench/post/free": ("workbench/post.html", ONE_POST | {"people": [], "matters": [], "problems": []}),
}
