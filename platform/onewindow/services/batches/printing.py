"""What the worker does for a batch: one part in one transaction, then the next; the last one joins the file.

A part and the rows that tell of it are written together. A worker that is killed leaves nothing of its part behind, and
the outbox tells of it again: every document is printed once, whoever dies meanwhile (ADR 0017).
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog

from onewindow.services import fonts as of_tenants
from onewindow.services import paper
from onewindow.services.batches import joining
from onewindow.store import audit, batches, notices, outbox
from onewindow.store.batches import Batch, Row
from onewindow.store.notices import Notice
from onewindow.store.outbox import Message
from onewindow.store.session import UnitOfWork
from printing import PrintingError

EFFECT = "print_batch"
log = structlog.get_logger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class Printed:
    """A row that is done, and its document."""

    row: Row
    data: bytes


def print_part(uow: UnitOfWork, message: Message, now: datetime) -> None:
    """Print the next part of a batch, and have the one after it told; the last one makes the file."""
    batch = batches.get(uow.session, UUID(message.payload["batch"]))
    rows = batches.take(uow.session, batch.id) if batch.state == "running" else []
    if rows:
        _print(uow, batch, rows, now)
    batch = batches.lock(uow.session, batch.id)
    if batch.state == "running" and batches.unfinished(uow.session, batch.id):
        outbox.add(uow.session, EFFECT, message.payload, now=now)
    elif batch.ended_at is None:
        _end(uow, batch, now)


def _print(uow: UnitOfWork, batch: Batch, rows: Sequence[Row], now: datetime) -> None:
    made = [_row(uow, batch, row, now) for row in rows]
    printed = [one for one in made if isinstance(one, Printed)]
    batches.note(uow.session, batch.id, [one.row if isinstance(one, Printed) else one for one in made])
    named = [(joining.file_name(one.row, batch.title), one.data) for one in printed]
    batches.keep(uow.session, batch.id, rows[0].part, joining.FORMS[batch.form].part(named) if named else None)


def _row(uow: UnitOfWork, batch: Batch, row: Row, now: datetime) -> Printed | Row:
    """Print one case's document, or say why not: what one case lacks stops no other."""
    notice = _newest(notices.of_case(uow.session, row.case_id), batch.document)
    if notice is None:
        return _failed(row, f"该办件没有有效的《{batch.title}》。请在办件页面出具后单独打印")
    try:
        data = paper.paint_record(uow, notice, of_tenants.of_record(uow, notice.fonts))
    except PrintingError as fault:
        return _failed(row, str(fault))
    count = notices.count_print(uow.session, notice.id)
    detail = {"notice": notice.kind, "count": count, "batch": str(batch.id)}
    act = audit.Act(now, batch.made_by, batch.made_by_name, "notice.print", f"notice:{notice.id}", detail)
    audit.append(uow.session, act)
    done = dataclasses.replace(
        row,
        state="done",
        notice_id=notice.id,
        number=notice.number.partition(":")[2],
        pages=joining.pages(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return Printed(done, data)


def _failed(row: Row, reason: str) -> Row:
    log.info("a document of a batch was not printed", case=row.case_number, reason=reason)
    return dataclasses.replace(row, state="failed", reason=reason)


def _newest(found: Sequence[Notice], kind: str) -> Notice | None:
    return next((one for one in reversed(found) if one.kind == kind and one.voided_at is None), None)


def _end(uow: UnitOfWork, batch: Batch, now: datetime) -> None:
    """Join the parts, let go of them, and mark the end; of a cancelled batch as far as it came."""
    form, parts = joining.FORMS[batch.form], batches.parts_done(uow.session, batch.id)
    if parts:
        rows = batches.rows_of(uow.session, batch.id)
        whole = form.whole((batches.content(uow.session, batch.id, part) for part in parts), batch, rows)
        batches.keep(uow.session, batch.id, batches.WHOLE, whole)
        batches.drop_parts(uow.session, batch.id)
    batches.set_state(uow.session, batch.id, "cancelled" if batch.state == "cancelled" else "done", ended_at=now)
