"""Sample data for the pages of batches of paper."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

AT = datetime(2026, 11, 20, 9, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
COUNTS = {"total": 128, "done": 90, "failed": 2, "waiting": 36, "pages": 102}
ONE = {"title": "受理通知书", "form": "pdf", "made_at": AT, "state": "running", "cancelled": False, "ended": False}
HEAD = ONE | COUNTS | {"ready": False}
ENDED = HEAD | {"state": "done", "ended": True, "ready": True, "done": 126, "waiting": 0, "pages": 140}
LIST = {
    "printers_url": "#",
    "batches": [
        HEAD | {"url": "/desk/batch"},
        ENDED | {"url": "/desk/batch"},
        ENDED | {"url": "/desk/batch", "cancelled": True, "done": 50},
    ],
    "days": 7,
    "start": {"label": "选择办件", "url": "/desk/batch/new"},
}
URLS = dict.fromkeys(("state", "self", "cancel", "file", "json", "csv"), "/desk/batch")
BACK = {"label": "批量打印", "url": "/desk/batches"}
FAILED = [
    {
        "number": "4413220019202611200018",
        "reason": "没有字体能打印“𱍐”（U+31350）。请在“字体”中上传含有该字的字体后重打",
        "url": "/desk/case",
    },
    {
        "number": "4413220019202611200025",
        "reason": "该办件没有有效的《受理通知书》。请在办件页面出具后单独打印",
        "url": "/desk/case",
    },
]
RUNNING = {"batch": HEAD, "failed": FAILED, "days": 7, "urls": URLS, "back": BACK}
DONE = RUNNING | {"batch": ENDED}
ASKING = {
    "messages": {},
    "chosen": {"whole": "1", "document": "", "form": "pdf"},
    "documents": {"acceptance_notice": "受理通知书", "acceptance_receipt": "受理回执"},
    "forms": {"pdf": "合并为一个 PDF，便于直接打印", "zip": "每件一个 PDF，打成压缩包"},
    "cases": [
        {
            "id": f"0198-{at}",
            "number": f"44132200192026112000{at}",
            "matter": "食品经营许可证核发（新办）",
            "applicant": "张*",
            "accepted_at": AT,
            "picked": at == 11,
        }
        for at in range(10, 14)
    ],
    "count": 128,
    "largest": None,
    "action": "/desk/batch/new",
    "back": {"label": "办件", "url": "/desk/cases"},
}
REFUSED = ASKING | {
    "messages": {"document": "没有选择文书：请从列表中选择要打印的文书。"},
    "chosen": {"whole": "", "document": "", "form": "zip"},
    "largest": 2000,
    "count": 2000,
}
