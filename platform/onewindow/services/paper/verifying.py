"""Proving a paper to whoever holds it: by its code, by its number and code, by the file itself (R131)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from onewindow.domain.paper import Compared, PaperState, public_lines, state_of
from onewindow.domain.site import Site, typed_code
from onewindow.services.paper.signing import trust_of
from onewindow.store import copies, doors, notices
from onewindow.store.doors import Door
from onewindow.store.session import Database, UnitOfWork
from printing.signing import Verdict, verify_pdf

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """What everybody may see of a paper he holds: `lines` to compare with it, nothing else of a person."""

    id: UUID
    code: str
    state: PaperState
    organ: str
    title: str
    number: str
    issued_on: date
    lines: Sequence[Compared]
    case_number: str
    demo: bool
    voided_on: date | None = None
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class FileJudged:
    """An uploaded file against a paper. `copy`: which copy it is to the last byte (0 the original), None: none of
    them. `verdict`: what its own signature says; None while the county has no authority."""

    copy: int | None
    verdict: Verdict | None


def knock(engine: Database, site: Site, code: str) -> Door | None:
    """The door of a code as typed or scanned; a code that was not made here never reaches the database."""
    typed = typed_code(code)
    if not site.made(typed):
        return None
    door = doors.find(engine, doors.of_paper(typed))
    return door if door is not None and door.kind == "paper" else None


def look(uow: UnitOfWork, notice_id: UUID, *, number: str | None = None) -> PublicPaper | None:
    """Read a paper behind its door, in the scope of the tenant that issued it. With a typed number: None when the
    paper has another one, as for a code that does not exist. Raises MissingError."""
    notice = notices.get(uow.session, notice_id)
    own = notice.number.partition(":")[2]
    if number is not None and not hmac.compare_digest(_plain(own), _plain(number)):
        return None
    replaced = notices.get(uow.session, notice.replaced_by) if notice.replaced_by else None
    values = notice.values
    return PublicPaper(
        notice.id,
        notice.verify_code,
        state_of(notice.voided_at is not None, replaced is not None),
        str(values.get("org", {}).get("name", "")),
        notice.title,
        own,
        notice.issued_at.astimezone(CHINA).date(),
        public_lines(values),
        _case_number(values),
        bool(values.get("marks", {}).get("demo")),
        notice.voided_at.astimezone(CHINA).date() if notice.voided_at else None,
        replaced.number.partition(":")[2] if replaced else "",
    )


def judge_file(uow: UnitOfWork, notice_id: UUID, data: bytes, *, at: datetime) -> FileJudged:
    """Hold a file against every copy of a paper, byte for byte by SHA-256, and judge the signature in it."""
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    same = [one.copy for one in copies.of_notice(uow.session, notice_id) if hmac.compare_digest(one.digest, digest)]
    trust = trust_of(uow)
    return FileJudged(same[0] if same else None, verify_pdf(data, trust, at=at) if trust else None)


def _case_number(values: Mapping[str, Any]) -> str:
    """The number of the paper's case; of a paper for several cases that of the first."""
    own: Mapping[str, Any] = values.get("case") or next(iter(values.get("cases", ())), {})
    return str(own.get("number", ""))


def _plain(number: str) -> bytes:
    """A number as it is compared: brackets and blanks are typed in many ways."""
    signs = str.maketrans("[【（(]】）)", "〔〔〔〔〕〕〕〕")
    return "".join(number.translate(signs).split()).upper().encode()
