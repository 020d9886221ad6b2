"""How a body numbers its cases and papers: one document, published and inherited like any other.

`{"schema": "onewindow/numbering/1", "case"?: template, "document"?: template, "words"?: {document key: 文种},
"letters"?: 机关代字}`. What a body leaves out is the house's: 机关代字 + 文种 + 〔年〕 + 顺序号 + 号 (GB/T 9704-2012,
7.2.5; domain study 2.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from onewindow.domain import numbering

SCHEMA = "onewindow/numbering/1"
KEY = "numbering"
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "acceptance_notice": "受",
        "joint_receipt": "受",
        "receipt": "收",
        "correction_notice": "补",
        "deferral_notice": "容",
        "not_applicable_notice": "不需",
        "refusal_notice": "不收",
        "non_acceptance_notice": "不受",
        "non_acceptance_decision": "不受",
        "extension_notice": "延",
        "suspension_notice": "中止",
        "termination_notice": "终止",
        "special_procedure_notice": "特",
        "fee_notice": "费",
        "permit_decision": "许",
        "denial_decision": "不许",
        "registration_notice": "登",
        "confirmation_notice": "确",
        "commitment_letter": "诺",
        "publicity_notice": "示",
        "village_certificate": "证",
        "agent_transfer_list": "交",
        "delivery_receipt": "送",
        "collection_record": "领",
        "mandate": "委",
        "approval_sheet": "审",
        "completion_slip": "结",
        "consultation_slip": "询",
    }
)
"""文种 of the document types; one that is not here is numbered with 文."""
_PLAIN_WORD = "文"
_KNOWN = {"schema", "case", "document", "words", "letters"}


@dataclass(frozen=True, slots=True)
class NumberingRules:
    """The rules of one body: `letters` 机关代字, templates of cases and documents, words by document key."""

    letters: str
    case: str = ""
    document: str = numbering.DOCUMENT
    words: Mapping[str, str] = field(default_factory=lambda: WORDS)

    def series_of(self, kind: str, on: date, tenant: str) -> str:
        """The series of a paper: everything of its number but the serial. Raises `NumberingError`."""
        parts = {"body": self.letters, "kind": self.words.get(kind, _PLAIN_WORD), "tenant": tenant, "matter": kind}
        return numbering.series(self.document, on, parts)


def rules_of(document: Mapping[str, Any], letters: str) -> NumberingRules:
    """The rules a document states; `letters` where it names none."""
    return NumberingRules(
        str(document.get("letters") or letters),
        str(document.get("case") or ""),
        str(document.get("document") or numbering.DOCUMENT),
        {**WORDS, **document.get("words", {})},
    )


def faults(document: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with such a document; Chinese sentences."""
    found = [f"编号规则中没有“{key}”这一项，请删除。" for key in sorted(set(document) - _KNOWN)]
    if document.get("schema") != SCHEMA:
        found.append(f"编号规则的 schema 应为 {SCHEMA}。")
    for key, name in (("case", "办件编号"), ("document", "文书编号")):
        if document.get(key) and (fault := numbering.template_fault(str(document[key]))):
            found.append(f"{name}：{fault}")
    words = document.get("words", {})
    if not isinstance(words, dict) or not all(isinstance(word, str) and 0 < len(word) <= 4 for word in words.values()):
        found.append("文种应为“文书类型：一至四个字”。")
    if any(sign in str(document.get("letters", "")) for sign in "{}〔〕"):
        found.append("机关代字不能含括号。")
    return found
