"""Papers as their pages show them: at the desk, and to whoever verifies one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

AT = datetime(2026, 11, 21, 1, 5, tzinfo=UTC)
PAPER: dict[str, Any] = {
    "paper": {
        "title": "受理通知书",
        "number": "博罗阳受〔2026〕12号",
        "state": "valid",
        "made_at": AT,
        "by": "陈晓岚",
        "prints": 2,
        "code": "7KQM 2XWP 9HTB CDEF",
        "seals": ["受理专用章"],
        "void": None,
        "replaced_by": None,
    },
    "copies": [
        {"name": "原件", "url": "#", "made_at": AT, "by": "陈晓岚", "reason": "", "signed": True, "fresh": False},
        {
            "name": "第 1 次补打件",
            "url": "#",
            "made_at": AT,
            "by": "黄志强",
            "reason": "申请人遗失",
            "signed": True,
            "fresh": True,
        },
    ],
    "acts": {"view_url": "#", "view_label": "打开", "print_url": "#", "reprint_url": "#", "void_url": "#"},
    "typed": {},
    "problem": None,
    "warnings": [],
    "window": None,
    "back": {"label": "办件", "url": "#"},
}
ON_A_SHEET = PAPER | {
    "window": {"printer": "3号窗口针式打印机", "moved": "向右 1.2 毫米", "url": "#", "original_url": "#"},
}
PRINTERS: dict[str, Any] = {
    "printers": [
        {"id": "1", "name": "3号窗口针式打印机", "by": "陈晓岚", "at": AT, "here": True, "url": "#"},
        {"id": "2", "name": "4号窗口激光打印机", "by": "黄志强", "at": AT, "here": False, "url": "#"},
    ],
    "name": "",
    "problem": "请填写打印机的名称（40 字以内），例如“3号窗口针式打印机”。",
    "back": "#",
}
PRINTER: dict[str, Any] = {
    "printer": {"name": "3号窗口针式打印机", "here": False},
    "moved": "向右 1.2 毫米，向上 0.3 毫米",
    "set_by": "陈晓岚",
    "set_at": AT,
    "trial_url": "#",
    "sheets": [{"key": "receipt", "name": "收件凭证", "url": "#", "across": "0.5", "down": "-1.0"}],
    "typed": {"left": "95", "top": "50"},
    "choose": {"act": "choose:1", "url": "#"},
    "sheet": "",
    "problem": "移动超过 20 毫米：请检查纸张是否放正、纸张大小是否选对，再重新量。",
    "back": "#",
}
REFUSED = PAPER | {
    "typed": {"reprint_reason": "丢"},
    "problem": {"form": "reprint", "message": "请写明原因（至少两个字），例如“申请人遗失”。"},
}
VOID = PAPER | {
    "paper": PAPER["paper"]
    | {
        "state": "replaced",
        "seals": [],
        "void": {"at": AT, "reason": "经营地址写错"},
        "replaced_by": {"number": "博罗阳受〔2026〕13号", "url": "#"},
    },
    "acts": {"view_url": "#", "view_label": "打开"},
}
ASK: dict[str, Any] = {"action_url": "/verify", "number": "", "code": "", "problems": [], "errors": {}}
_WRONG = "没有编号与核验码都相符的文书，请与纸上逐字核对后重试。"
ASK_WRONG = ASK | {
    "number": "博罗阳受〔2026〕12号",
    "code": "7KQM2XWP",
    "problems": [{"href": "#f-number", "label": "文书编号", "message": _WRONG}],
    "errors": {"code": _WRONG},
}
PROVED: dict[str, Any] = {
    "paper": {
        "state": "valid",
        "say": "本文书由本系统出具，现行有效。请将下列内容与纸上逐项核对。",
        "organ": "博罗县罗阳街道便民服务中心",
        "title": "受理通知书",
        "number": "博罗阳受〔2026〕12号",
        "code": "7KQM 2XWP 9HTB CDEF",
        "issued_on": date(2026, 11, 21),
        "lines": [{"label": "申请人", "value": "张*三"}, {"label": "证件号码", "value": "4413**********1235"}],
        "demo": True,
    },
    "judged": None,
    "problem": "",
    "action_url": "/v/7KQM2XWP9HTBCDEF",
    "again_url": "/verify",
    "progress_url": "/progress",
}
TAKEN_BACK = PROVED | {
    "paper": PROVED["paper"] | {"state": "void", "say": "本文书已于 2026-11-22 作废，不再有效。", "demo": False},
    "judged": [
        {"kind": "problem", "text": "文件与存档的任何一份都不一致：至少有一个字节不同。"},
        {"kind": "problem", "text": "文件内容在签名之后被改动过，不能采信。请向出具机关索取原件。"},
    ],
    "problem": "请先选择您收到的 PDF 文件，再点比对。",
}
