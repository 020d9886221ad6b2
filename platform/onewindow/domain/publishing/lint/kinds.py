"""What a matter must have before it can be reviewed, and what its kind allows (R014, R016, R017)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onewindow.domain.matter import PERMIT
from onewindow.domain.notices import LICENSING_LAW
from onewindow.domain.publishing.findings import ERROR, WARNING, Finding
from onewindow.domain.publishing.lint.parts import objects, text, texts

Json = Any
DECISIONS = frozenset(
    {
        *("permit_decision", "denial_decision", "confirmation_notice", "refusal_notice", "registration_notice"),
        *("approval_sheet", "completion_slip", "village_certificate"),
    }
)
"""Documents with which a case ends: a decision, or its short form for matters done at once."""
_ACCEPTING = frozenset(
    {"acceptance_notice", "acceptance_receipt", "acceptance_receipt_slip", "non_acceptance_decision"}
)


def findings(body: Json) -> Iterator[Finding]:
    """Missing basic elements, and parts that do not go with the kind of matter."""
    yield from _basics(body)
    if body.get("seed_class") == "consultation":
        yield from _consultation(body)
    elif not any(True for _ in objects(body, "conditions")):
        yield Finding("/conditions", "还没有受理条件。", "至少写一条：什么样的人、什么情形可以申请。")
    if body.get("seed_class") == "power" and DECISIONS.isdisjoint(each for _, each in texts(body, "documents")):
        yield Finding(
            "/documents", "行政权力类事项没有作出决定的文书。", "在“文书”里加上决定书、确认通知书或办结单。", WARNING
        )
    if text(body, "matter_type", "code") != PERMIT:
        yield from _licensing_law(body)


def _basics(body: Json) -> Iterator[Finding]:
    if not any(True for _ in texts(body, "legal_basis")):
        yield Finding("/legal_basis", "还没有实施依据。", "写上法律、法规或文件的名称，一行一条。")
    if not any(True for _ in texts(body, "subjects")):
        yield Finding("/subjects", "还没有选服务对象。", "选自然人、公司等，可以选几种。")
    departments = body.get("departments")
    if not any(text(departments, level) for level in ("county", "town", "village")):
        yield Finding("/departments", "还没有写办理单位。", "在“办理单位”里至少填一级。")


def _consultation(body: Json) -> Iterator[Finding]:
    for at, material in objects(body, "form", "materials"):
        yield Finding(
            f"/form/materials/{at}",
            f"咨询类事项不收申请材料，却有「{text(material, 'name')}」。",
            "删除这份材料，或把办理类别改为服务代办类。",
            ERROR,
        )
    for at, name in texts(body, "documents"):
        if name in _ACCEPTING:
            advice = "从文书里去掉；咨询用答复单。"
            yield Finding(f"/documents/{at}", "咨询类事项不发受理（不予受理）通知。", advice, ERROR)


def _licensing_law(body: Json) -> Iterator[Finding]:
    """Only permits rest on the Administrative Licensing Law (domain study 2.5)."""
    said = (
        *((f"/legal_basis/{at}", each) for at, each in texts(body, "legal_basis")),
        *((f"/conditions/{at}/text", text(each, "text")) for at, each in objects(body, "conditions")),
        *((f"/checks/{at}/text", text(each, "text")) for at, each in objects(body, "checks")),
        ("/guide/rights", text(body, "guide", "rights")),
    )
    for pointer, words in said:
        if LICENSING_LAW in words:
            advice = "写本事项自己的依据；确属行政许可的，请改事项类型。"
            yield Finding(pointer, "这不是行政许可事项，不能引用《行政许可法》。", advice, WARNING)
