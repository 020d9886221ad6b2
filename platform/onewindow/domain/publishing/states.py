"""Where a draft stands and what it is for."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a draft stands on its way to publication (R035)."""

    DRAFT = "draft"
    RETURNED = "returned"
    CONFIRMING = "confirming"
    SIGNING = "signing"
    REVIEWING = "reviewing"
    LISTING = "listing"
    APPROVED = "approved"
    PUBLISHED = "published"
    ABANDONED = "abandoned"


STATE_NAMES = MappingProxyType(
    {
        State.DRAFT: "草稿",
        State.RETURNED: "已退回",
        State.CONFIRMING: "待部门确认",
        State.SIGNING: "待负责人签署",
        State.REVIEWING: "待法制审核",
        State.LISTING: "待目录审定",
        State.APPROVED: "待发布",
        State.PUBLISHED: "已发布",
        State.ABANDONED: "已作废",
    }
)
CLOSED = frozenset({State.PUBLISHED, State.ABANDONED})
"""Nothing more happens to it."""
WRITING = frozenset({State.DRAFT, State.RETURNED})
"""Nobody has been asked for an opinion yet, or it came back."""


class Purpose(StrEnum):
    """What a draft is for: a new or changed document, going back to an older version, taking a document away."""

    CHANGE = "change"
    ROLLBACK = "rollback"
    WITHDRAWAL = "withdrawal"


PURPOSE_NAMES = MappingProxyType(
    {Purpose.CHANGE: "新增或变更", Purpose.ROLLBACK: "恢复旧版本", Purpose.WITHDRAWAL: "停办"}
)
KIND_NAMES = MappingProxyType(
    {
        "matter": "事项",
        "theme": "一件事",
        "elements": "数据元字典",
        "template": "文书模板",
        "parameters": "参数",
        "calendar": "工作日历",
        "table": "判定表",
    }
)
"""The kinds of documents that are drafted, as people call them."""
