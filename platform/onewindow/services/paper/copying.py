"""Looking at a paper, printing it, printing it once more in its place.

The original is the same bytes for ever, however often it is opened: those of a signed paper are kept, those of others
are painted from the record and held against their digest. A further copy says on itself which one it is and of when.
What fills in a printed sheet (套打) is painted again, unsigned and moved, for a printer that feeds askew: the move
stands in the log of the paper, the record and its digest know nothing of it (ADR 0018).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from onewindow.domain.actor import Actor
from onewindow.domain.feeding import Feed
from onewindow.domain.paper import PaperProblem, reason_fault, reprint_mark
from onewindow.domain.site import Site
from onewindow.services.paper.painting import VOID, paint_record, template_of
from onewindow.services.paper.signing import signed
from onewindow.store import audit, copies, notices
from onewindow.store.copies import Copy
from onewindow.store.notices import Notice
from onewindow.store.session import UnitOfWork
from printing import FontSet, Overprint

CHINA = ZoneInfo("Asia/Shanghai")
ORIGINAL = 0
VOIDED = PaperProblem("本文书已作废，不能再打印。需要时请使用替换它的文书，或重新出具。")
NOT_PRINTED = PaperProblem("本文书还没有打印过，请直接打印原件。")
CHANGED = PaperProblem("原件不能按原样重现：登记时的字体或印章已不在本机。请联系管理员恢复字体后重打。")


@dataclass(frozen=True, slots=True)
class Painted:
    """A document ready for the viewer; `number` names its file, `digest` the copy that it shows.

    The bytes are those under the digest, but where they are moved for a printer or marked as void.
    """

    data: bytes
    number: str
    digest: str


def view(
    uow: UnitOfWork,
    actor: Actor,
    notice: Notice,
    fonts: FontSet,
    site: Site,
    *,
    now: datetime,
    copy: int = ORIGINAL,
    feed: Feed | None = None,
) -> Painted | PaperProblem | None:
    """Open a paper in sight. Its first opening is its first print; later ones are looks, and are logged as such.

    A void paper is shown with 作废 across it. None: there is no such copy. `feed`: the printer it goes to.
    """
    if notice.voided_at is not None:
        data: bytes | PaperProblem | None = paint_record(uow, notice, fonts, VOID)
    else:
        data = _original(uow, notice, fonts, site) if copy == ORIGINAL else _further(uow, notice, fonts, copy)
    if not isinstance(data, bytes):
        return data
    first = notice.printed == 0 and notice.voided_at is None
    count = notices.count_print(uow.session, notice.id) if first else notice.printed
    shown, went = _fed(uow, notice, fonts, data, copy, None if notice.voided_at else feed)
    _log(uow, actor, notice, "notice.print" if first else "notice.view", {"count": count, "copy": copy, **went}, now)
    return shown


def print_(
    uow: UnitOfWork,
    actor: Actor,
    notice: Notice,
    fonts: FontSet,
    site: Site,
    *,
    now: datetime,
    feed: Feed | None = None,
) -> Painted | PaperProblem:
    """Print the original again (重打原件), after a paper jam say: the same bytes, counted and logged."""
    if notice.voided_at is not None:
        return VOIDED
    data = _original(uow, notice, fonts, site)
    if isinstance(data, PaperProblem):
        return data
    count = notices.count_print(uow.session, notice.id)
    shown, went = _fed(uow, notice, fonts, data, ORIGINAL, feed)
    _log(uow, actor, notice, "notice.print", {"count": count, "copy": ORIGINAL, **went}, now)
    return shown


def reprint(
    uow: UnitOfWork, actor: Actor, notice_id: UUID, reason: str, fonts: FontSet, site: Site, *, now: datetime
) -> Copy | PaperProblem:
    """Make a further copy (补打): marked on the paper itself, numbered, signed today. Raises MissingError."""
    if fault := reason_fault(reason):
        return PaperProblem(fault)
    notice = notices.lock(uow.session, notice_id)
    if notice.voided_at is not None:
        return VOIDED
    if notice.printed == 0:
        return NOT_PRINTED
    number = copies.next_copy(uow.session, notice.id)
    data, serial = signed(uow, notice, paint_record(uow, notice, fonts, _mark(number, now)), site, at=now)
    made = _copy(notice, number, data, serial, at=now, by=actor, reason=reason.strip())
    assert copies.add(uow.session, made, data if serial else None), "the notice is locked"
    _log(uow, actor, notice, "notice.reprint", {"copy": number, "reason": made.reason}, now)
    return made


def file_name(notice: Notice, copy: int) -> str:
    """What the file of a paper is called, without its ending."""
    name = f"{notice.title}-{notice.number.partition(':')[2]}"
    return name + (f"-补打{copy}" if copy else "") + ("-作废" if notice.voided_at else "")


def fills_a_sheet(uow: UnitOfWork, notice: Notice) -> bool:
    """Whether a paper fills in a printed sheet (套打), and is moved for the printer it goes to."""
    return template_of(uow, notice).on_sheet


def _fed(
    uow: UnitOfWork, notice: Notice, fonts: FontSet, data: bytes, copy: int, feed: Feed | None
) -> tuple[Painted, dict[str, object]]:
    """A copy as its printer gets it, and what the log says of that."""
    name, digest = file_name(notice, copy), _digest(data)
    if feed is None or not fills_a_sheet(uow, notice):
        return Painted(data, name, digest), {}
    went: dict[str, object] = {"printer": feed.printer, "across": feed.offset[0], "down": feed.offset[1]}
    if feed.offset == (0, 0):
        return Painted(data, name, digest), went
    kept = copies.get(uow.session, notice.id, copy) if copy else None
    marks = _mark(copy, kept[0].made_at) if kept else None
    return Painted(paint_record(uow, notice, fonts, marks, feed.offset), name, digest), went


def _original(uow: UnitOfWork, notice: Notice, fonts: FontSet, site: Site) -> bytes | PaperProblem:
    """The bytes of the original. The first one to ask for them has them signed and their digest written down."""
    kept = copies.get(uow.session, notice.id, ORIGINAL)
    if kept is not None and kept[1] is not None:
        return kept[1]
    data = paint_record(uow, notice, fonts)
    if kept is not None:
        return data if _digest(data) == kept[0].digest else CHANGED
    data, serial = signed(uow, notice, data, site, at=notice.issued_at)
    made = _copy(notice, ORIGINAL, data, serial, at=notice.issued_at, by=None, reason="")
    if not copies.add(uow.session, made, data if serial else None):  # somebody was quicker: his bytes are the original
        return _original(uow, notice, fonts, site)
    return data


def _further(uow: UnitOfWork, notice: Notice, fonts: FontSet, copy: int) -> bytes | PaperProblem | None:
    kept = copies.get(uow.session, notice.id, copy)
    if kept is None:
        return None
    if kept[1] is not None:
        return kept[1]
    data = paint_record(uow, notice, fonts, _mark(copy, kept[0].made_at))
    return data if _digest(data) == kept[0].digest else CHANGED


def _mark(number: int, at: datetime) -> Overprint:
    return Overprint(corner=reprint_mark(number, at.astimezone(CHINA).date()))


def _copy(
    notice: Notice, number: int, data: bytes, serial: str, *, at: datetime, by: Actor | None, reason: str
) -> Copy:
    return Copy(
        notice_id=notice.id,
        accepting_scope=notice.accepting_scope,
        home_scope=notice.home_scope,
        copy=number,
        made_at=at,
        digest=_digest(data),
        made_by=UUID(by.account_id) if by else notice.issued_by,
        made_by_name=by.name if by else notice.issued_by_name,
        reason=reason,
        signed_with=serial,
    )


def _digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _log(uow: UnitOfWork, actor: Actor, notice: Notice, act: str, detail: dict[str, object], now: datetime) -> None:
    """Into the log of the paper; what changes its standing also into that of its case."""
    said = {"notice": notice.kind, "title": notice.title, **detail}
    objects = [f"notice:{notice.id}"] + ([f"case:{notice.case_id}"] if act != "notice.view" and notice.case_id else [])
    for each in objects:
        audit.append(uow.session, audit.Act(now, UUID(actor.account_id), actor.name, act, each, said))
