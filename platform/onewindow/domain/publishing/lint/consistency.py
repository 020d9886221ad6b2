"""Parts of a matter that disagree with each other, as auditors of guides look for them (domain study 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onewindow.domain.publishing.findings import WARNING, Finding
from onewindow.domain.publishing.lint.parts import number, objects, text, texts

Json = Any
_LICENCE_NAME = re.compile(r"(?:许可证|资格证|登记证|合格证|优待证|执照|证书)$")
_ONLINE = frozenset({"collect", "pre_review", "accept", "process", "feedback"})
_DIGITS = re.compile(r"\D")
WHOLE_ONLINE, FILED_ONLINE = 3, 2
"""Levels of online depth (domain study 2.2): the whole process, and filing."""


def findings(body: Json) -> Iterator[Finding]:
    """Fees, result, online depth, telephones."""
    yield from _fees(body)
    yield from _result(body)
    yield from _online(body)
    yield from _phones(body)


def _fees(body: Json) -> Iterator[Finding]:
    for at, fee in objects(body, "fees"):
        name = text(fee, "name") or "收费"
        if not text(fee, "basis"):
            yield Finding(
                f"/fees/{at}/basis",
                f"「{name}」没有收费依据。",
                "写上批准收费的文件名称和文号；没有依据的不得收费。",
                WARNING,
            )
        if not text(fee, "standard") and fee.get("amount") in (None, ""):
            yield Finding(f"/fees/{at}/standard", f"「{name}」没有收费标准。", "写上金额，或按什么计算。", WARNING)


def _result(body: Json) -> Iterator[Finding]:
    name, kind = text(body, "result", "name"), text(body, "result", "type")
    if not name:
        yield Finding("/result/name", "没有写办理结果叫什么。", "写上申请人最后拿到的证件、文书或答复的名称。", WARNING)
    elif kind and kind != "certificate" and _LICENCE_NAME.search(name):
        yield Finding(
            "/result/type", f"结果「{name}」是证照，结果类型却不是。", "把结果类型改为“证照”，或改结果名称。", WARNING
        )
    elif kind and kind != "approval" and name.endswith("批复"):
        yield Finding(
            "/result/type", f"结果「{name}」是批文，结果类型却不是。", "把结果类型改为“批文”，或改结果名称。", WARNING
        )


def _online(body: Json) -> Iterator[Finding]:
    depth = number(body, "online_depth", "seed_level") or 0
    able = {each for _, each in texts(body, "online_depth", "capabilities")}
    visits = number(body, "on_site_visits", "max")
    ways = {each for _, each in texts(body, "guide", "ways")}
    if depth >= FILED_ONLINE and _ONLINE.isdisjoint(able):
        yield Finding(
            "/online_depth/capabilities",
            f"网上办事深度为 {depth} 级，但没有可以在网上提交申请的功能。",
            "勾选网上收件、预审或受理，或把深度改为 1 级。",
            WARNING,
        )
    if depth < FILED_ONLINE and {"accept", "process"} & able:
        yield Finding(
            "/online_depth/seed_level",
            f"可以网上受理或办理，深度却只有 {depth} 级。",
            "把深度改为 2 级或 3 级。",
            WARNING,
        )
    if depth >= WHOLE_ONLINE and visits is not None and visits > 1:
        yield Finding(
            "/on_site_visits/max",
            f"全程网上办理的事项，到现场却要 {visits} 次。",
            "最多 1 次；改次数，或把深度改为 2 级。",
            WARNING,
        )
    if depth >= FILED_ONLINE and ways and "online" not in ways:
        yield Finding("/guide/ways", "可以网上办理，办事指南的办理方式里却没有。", "勾选“网上办理”。", WARNING)
    if "online" in ways and depth < FILED_ONLINE:
        yield Finding(
            "/guide/ways", "办事指南写着网上办理，网上办事深度却不到 2 级。", "去掉“网上办理”，或改深度。", WARNING
        )


def _phones(body: Json) -> Iterator[Finding]:
    asked, complained = (_DIGITS.sub("", text(body, "guide", f"{key}_phone")) for key in ("consult", "complaint"))
    if asked and asked == complained:
        yield Finding("/guide/complaint_phone", "监督投诉电话和咨询电话是同一个。", "写监督机构自己的电话。", WARNING)
