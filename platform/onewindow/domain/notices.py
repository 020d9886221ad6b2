"""Values for the printed documents of acceptance, named as the system templates of `printing` read them.

Dates and times are ISO texts, limits `{value, unit}`; the template writes them in Chinese. Only permits cite the
Administrative Licensing Law (行政许可法); any other matter cites its own basis (domain study 2.5).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onewindow.domain.applicant import Party
from onewindow.domain.filing import CaseMaterial, FiledCase
from onewindow.domain.masking import public_number
from onewindow.domain.matter import MatterDocument
from rule_engine import Due, Limit, RoutePlan

Values = dict[str, Any]
LICENSING_LAW = "行政许可法"
ACCEPTED_ARTICLE = "《中华人民共和国行政许可法》第三十二条第一款第（五）项"
DEEMED_ARTICLE = "《中华人民共和国行政许可法》第三十二条第一款第（四）项"
_GUIDE = "本事项办事指南"
_MEDIA = {"paper": "纸质", "electronic": "电子", "paper_or_electronic": "纸质或电子"}
_NUMBERED = re.compile(r"(.+?)\s*([(（].*[)）])")


@dataclass(frozen=True, slots=True)
class Office:
    """The body in whose name a document is issued."""

    name: str
    address: str = ""
    complaint_phone: str = ""


@dataclass(frozen=True, slots=True)
class Clerk:
    """The contact person that every document names (R108)."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Issue:
    """What is known when a document is issued: numbers, times, how to look the case up and to verify the paper."""

    document_number: str
    issued_on: date
    case_number: str
    query_code: str
    received_at: datetime
    query_method: str
    verify_url: str
    verify_code: str
    accepted_on: date | None = None
    corrected_on: date | None = None
    deemed: bool = False
    copies: str = "本文书一式两份，一份送达申请人，一份存档。"
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Handed:
    """One material as it was handed in at the window."""

    name: str
    originals: int = 0
    photocopies: int = 0
    pages: int | None = None
    medium: str = "paper"
    checked: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything a document of one case is written from."""

    matter: MatterDocument
    case: FiledCase
    party: Party
    office: Office
    clerk: Clerk
    issue: Issue


def acceptance_notice(letter: Letter, delivery: str) -> Values:
    """Values of 受理通知书. `delivery`: how the result reaches the applicant, in Chinese.

    Without a due date (`case.due` names the missing year), `limits.due_date` is absent and `limits.due_note` says why.
    """
    issue, matter, case = letter.issue, letter.matter, letter.case
    values = _accepted(letter, delivery)
    values["org"] |= {"complaint_phone": letter.office.complaint_phone, "address": letter.office.address}
    values["case"] |= {"query_code": issue.query_code, "received_at": _iso(issue.received_at), "deemed": issue.deemed}
    if issue.corrected_on:
        values["case"]["corrected_on"] = _iso(issue.corrected_on)
    values["document"] |= {"number": issue.document_number, "legal_article": legal_article(matter, deemed=issue.deemed)}
    values["limits"] |= {"statutory": limit_values(case.statutory), "excluded": excluded(matter.route, case)}
    return values | {"fee": {"note": fee_note(matter)}, "copies": issue.copies}


def acceptance_receipt(letter: Letter, delivery: str) -> Values:
    """Values of 受理回执, the slip for the applicant (R059)."""
    values = _accepted(letter, delivery)
    values["applicant"]["id_masked"] = public_number(letter.party.id_number)
    return values


def receipt(
    letter: Letter, handed: Sequence[Handed], *, answer_due: Due, agent: Party | None = None, mandate: str = ""
) -> Values:
    """Values of 收件凭证: what was handed in, what may follow, when acceptance is answered (5 working days)."""
    issue, party = letter.issue, letter.party
    values = _common(letter)
    values["org"]["complaint_phone"] = letter.office.complaint_phone
    values["applicant"] |= {"id_kind": party.id_kind, "id_masked": public_number(party.id_number)}
    values["case"] |= {"query_code": issue.query_code, "received_at": _iso(issue.received_at)}
    values["case"] |= (
        {"answer_due": _iso(answer_due)} if isinstance(answer_due, date) else {"answer_note": str(answer_due)}
    )
    values["document"] |= {"number": issue.document_number, "legal_article": legal_article(letter.matter, deemed=True)}
    if agent:
        values["agent"] = {"name": agent.name, "id_masked": public_number(agent.id_number), "mandate": mandate}
    return values | {
        "materials": [_handed(each) for each in handed],
        "materials_later": "；".join(_later(each) for each in letter.case.materials if each.status == "deferred"),
        "copies": issue.copies,
    }


def _accepted(letter: Letter, delivery: str) -> Values:
    """What both documents of acceptance carry."""
    issue, case = letter.issue, letter.case
    values = _common(letter)
    values["case"]["accepted_on"] = _iso(issue.accepted_on or issue.issued_on)
    values["limits"] = {"promised": limit_values(case.promise.limit)}
    values["limits"] |= {"due_date": _iso(case.due)} if isinstance(case.due, date) else {"due_note": str(case.due)}
    values["verify"]["code"] = issue.verify_code
    return values | {"delivery": {"way": delivery}, "query": {"method": issue.query_method}}


def _common(letter: Letter) -> Values:
    """What every document carries."""
    issue = letter.issue
    return {
        "org": {"name": letter.office.name},
        "document": {"date": _iso(issue.issued_on)},
        "applicant": {"name": letter.party.name},
        "matter": {"name": letter.matter.name},
        "case": {"number": issue.case_number, "query_password": issue.query_code},
        "clerk": {"name": letter.clerk.name, "phone": letter.clerk.phone},
        "verify": {"url": issue.verify_url},
        "marks": {"demo": issue.demo},
    }


def legal_article(matter: MatterDocument, *, deemed: bool = False) -> str:
    """The article an acceptance rests on: the Licensing Law for permits, otherwise the matter's own first basis."""
    if matter.permit:
        return DEEMED_ARTICLE if deemed else ACCEPTED_ARTICLE
    own = next((basis for basis in matter.legal_basis if LICENSING_LAW not in basis), "")
    return _titled(own) if own else _GUIDE


def _titled(basis: str) -> str:
    """《…》 around the title of a law or notice, its document number behind."""
    if "《" in basis:
        return basis
    match = _NUMBERED.fullmatch(basis)
    return f"《{match.group(1)}》{match.group(2)}" if match else f"《{basis}》"


def limit_values(limit: Limit | None) -> Values | None:
    """A limit as templates read it."""
    return {"value": limit.value, "unit": limit.unit} if limit else None


def excluded(plan: RoutePlan, case: FiledCase) -> str:
    """The procedures on this case's way whose time is not counted, each with its length; empty when there is none."""
    steps = [plan.steps[key] for wave in case.route.waves for key in wave]
    return "、".join(
        step.action + (f"（{step.limit}）" if step.limit else "")
        for step in steps
        if step.special and not step.after_decision
    )


def fee_note(matter: MatterDocument) -> str:
    """Whether fees are charged, and on what standard."""
    items = [
        str(fee.get("name", "")) + (f"（{fee['standard']}）" if fee.get("standard") else "")
        for fee in matter.fees
        if isinstance(fee, dict)
    ]
    return "收费：" + "；".join(items) if items else "不收费"


def _handed(each: Handed) -> Values:
    return {
        "name": each.name,
        "originals": each.originals or "",
        "photocopies": each.photocopies or "",
        "pages": each.pages or "",
        "medium": _MEDIA.get(each.medium, each.medium),
        "checked": each.checked,
        "note": each.note,
    }


def _later(material: CaseMaterial) -> str:
    term = f"（{material.deferred_days}个工作日内补交）" if material.deferred_days else ""
    return material.name + term


def _iso(moment: date) -> str:
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()
