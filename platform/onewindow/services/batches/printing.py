"""What the worker does for a batch: one part in one transaction, then the next; the last one joins the file.

A part and the rows that tell of it are written together. A worker that is killed leaves nothing of its part behind, and
the outbox tells of it again: every document is printed once, whoever dies meanwhile (ADR 0017).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog

from onewindow.domain.actor import Actor
from onewindow.domain.feeding import Feed
from onewindow.domain.paper import PaperProblem
from onewindow.domain.site import Site
from onewindow.services import fonts, paper
from onewindow.services.batches import joining
from onewindow.store import batches, notices, outbox
from onewindow.store.batches import Batch, Row
from onewindow.store.notices import Notice
from onewindow.store.outbox import Message
from onewindow.store.session import UnitOfWork
from printing import PrintingError
from tenants.scope import Scope

EFFECT = "print_batch"
log = structlog.get_logger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class Printed:
    """A row that is done, and its document."""

    row: Row
    data: bytes


def print_part(uow: UnitOfWork, message: Message, now: datetime, *, site: Site) -> None:
    """Print the next part of a batch, and have the one after it told; the last one makes the file."""
    batch = batches.get(uow.session, UUID(message.payload["batch"]))
    rows = batches.take(uow.session, batch.id) if batch.state == "running" else []
    if rows:
        _Press(uow, batch, site, now).print_(rows)
    batch = batches.lock(uow.session, batch.id)
    if batch.state == "running" and batches.unfinished(uow.session, batch.id):
        outbox.add(uow.session, EFFECT, message.payload, now=now)
    elif batch.ended_at is None:
        _end(uow, batch, now)


class _Press:
    """Prints parts of one batch in the name of who ordered it."""

    def __init__(self, uow: UnitOfWork, batch: Batch, site: Site, now: datetime) -> None:
        self.uow, self.batch, self.site, self.now = uow, batch, site, now
        here = Scope.of(batch.scope)
        self.actor = Actor(
            str(batch.made_by), batch.made_by_name, county=here.county, scope=here.number, lo=here.lo, hi=here.hi
        )
        self.feed = Feed(batch.printer, (batch.across, batch.down)) if batch.printer else None

    def print_(self, rows: Sequence[Row]) -> None:
        """Print the rows of one part, and write down what became of each."""
        made = [self._row(row) for row in rows]
        printed = [one for one in made if isinstance(one, Printed)]
        session, batch = self.uow.session, self.batch
        batches.note(session, batch.id, [one.row if isinstance(one, Printed) else one for one in made])
        named = [(joining.file_name(one.row, batch.title), one.data) for one in printed]
        batches.keep(session, batch.id, rows[0].part, joining.FORMS[batch.form].part(named) if named else None)

    def _row(self, row: Row) -> Printed | Row:
        """Print one case's document, or say why not: what one case lacks stops no other."""
        notice = _newest(notices.of_case(self.uow.session, row.case_id), self.batch.document)
        if notice is None:
            return _failed(row, f"该办件没有有效的《{self.batch.title}》。请在办件页面出具后单独打印")
        own = fonts.of_record(self.uow, notice.fonts)
        try:
            painted = paper.print_(self.uow, self.actor, notice, own, self.site, now=self.now, feed=self.feed)
        except PrintingError as fault:
            return _failed(row, str(fault))
        if isinstance(painted, PaperProblem):
            return _failed(row, painted.message)
        done = dataclasses.replace(
            row,
            state="done",
            notice_id=notice.id,
            number=notice.number.partition(":")[2],
            pages=joining.pages(painted.data),
            sha256=painted.digest.removeprefix("sha256:"),
        )
        return Printed(done, painted.data)


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
