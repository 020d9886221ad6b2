"""What the applicant is told at each turn of a case (R073).

One short message, no personal data beyond the matter's name.
"""

from __future__ import annotations

from datetime import date

_SENTENCES = {
    "accepted": "【{body}】您申请的“{matter}”已受理，办件编号 {number}{until}。凭受理回执上的查询密码可查询进度。",
    "granted": "【{body}】您申请的“{matter}”（办件编号 {number}）已办结，请按约定方式领取结果。",
    "refused": "【{body}】您申请的“{matter}”（办件编号 {number}）已作出决定，请到受理窗口领取决定书并了解理由。",
}
EVENTS = frozenset(_SENTENCES)


def message(event: str, *, body: str, matter: str, number: str, due_on: date | None) -> str:
    """The text of one event: `accepted`, `granted` or `refused`. Raises KeyError for any other."""
    until = f"，将于 {due_on.month} 月 {due_on.day} 日前办结" if due_on else ""
    return _SENTENCES[event].format(body=body, matter=matter, number=number, until=until)
