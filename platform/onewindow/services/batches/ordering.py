"""Ordering a batch, watching it, fetching its file. A batch is its maker's alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.feeding import Feed
from onewindow.domain.sight import listed_departments
from onewindow.services.batches.printing import EFFECT
from onewindow.store import audit, batches, case_list, outbox
from onewindow.store.batches import Batch, Row, Tally
from onewindow.store.case_list import Line, Wanted
from onewindow.store.errors import MissingError
from onewindow.store.session import UnitOfWork
from printing import compile_template, system_template, system_template_keys

LARGEST = 2_000
"""Documents in one batch: an afternoon of paper for the printers of a window."""
PART = 25
"""Documents in one transaction: half a second of work that a kill can cost."""
LANES = 2
"""Parts printed at the same time; the rest of the queue stays free for others."""
KEPT = timedelta(days=7)
"""How long a finished file can be fetched."""
FORMS = MappingProxyType({"pdf": "合并为一个 PDF，便于直接打印", "zip": "每件一个 PDF，打成压缩包"})
FOR_PAPER = "pdf"
"""The form that goes to a printer; files of their own are originals and are never moved."""
OF_NO_CASE = frozenset({"joint_receipt", "service_guide", "flow_chart", "name_plate", "scope_list", "publishing_sheet"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The cases a filter finds, newest first: `(id, number)` of each up to `LARGEST`; `more` when there are others."""

    cases: tuple[tuple[UUID, str], ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: the document of these cases; `only` narrows to some of them, None = all.

    `feed`: how the document is printed at the window, None when no printer is chosen there.
    """

    document: str
    form: str
    only: Collection[UUID] | None = None
    feed: Feed | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """The order cannot be carried out; each message names the field and the way out."""

    messages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is, and what could not be printed."""

    batch: Batch
    tally: Tally
    failed: Sequence[Row]

    @property
    def ready(self) -> bool:
        """Whether there is a file to fetch."""
        return self.batch.ended_at is not None and self.tally.done > 0


def documents() -> dict[str, str]:
    """The documents that a case may have, by key, with their names."""
    keys = [key for key in system_template_keys() if key not in OF_NO_CASE]
    return {key: compile_template(system_template(key)).name for key in keys}


def choice(uow: UnitOfWork, actor: Actor, wanted: Wanted) -> Choice:
    """The cases that the actor sees and the filter finds."""
    found = case_list.numbers(uow.session, _seen_by(actor, wanted), limit=LARGEST + 1)
    return Choice(tuple(found[:LARGEST]), len(found) > LARGEST)


def lines(uow: UnitOfWork, actor: Actor, wanted: Wanted, *, limit: int) -> list[Line]:
    """The first of these cases, to be shown and ticked."""
    return case_list.page(uow.session, _seen_by(actor, wanted), limit=limit)


def order(uow: UnitOfWork, actor: Actor, found: Choice, asked: Order, *, now: datetime) -> Batch | Nothing:
    """Start a batch: its rows, and the first messages to the worker, in one transaction."""
    names = documents()
    chosen = [one for one in found.cases if asked.only is None or one[0] in asked.only]
    problems = _problems(names, asked, chosen)
    if problems:
        return Nothing(problems)
    for id_ in batches.old(uow.session, now - KEPT):
        batches.drop_parts(uow.session, id_, whole=True)
    maker = UUID(actor.account_id)
    feed = asked.feed if asked.form == FOR_PAPER else None
    batch = Batch(
        scope=uow.scope.number,
        document=asked.document,
        title=names[asked.document],
        form=asked.form,
        total=len(chosen),
        made_at=now,
        made_by=maker,
        made_by_name=actor.name,
        printer=feed.printer if feed else "",
        across=feed.offset[0] if feed else 0,
        down=feed.offset[1] if feed else 0,
    )
    wanted = [
        Row(place=place, part=1 + (place - 1) // PART, case_id=case_id, case_number=number)
        for place, (case_id, number) in enumerate(chosen, start=1)
    ]
    batches.add(uow.session, batch, wanted)
    for _ in range(min(LANES, wanted[-1].part)):
        outbox.add(uow.session, EFFECT, {"batch": str(batch.id)}, now=now)
    detail = {"document": batch.document, "total": batch.total, "form": batch.form}
    audit.append(uow.session, audit.Act(now, maker, actor.name, "batch.start", f"batch:{batch.id}", detail))
    return batch


def _problems(names: Mapping[str, str], asked: Order, chosen: Sequence[object]) -> dict[str, str]:
    problems = {}
    if not chosen:
        problems["cases"] = "没有选中办件：请勾选要打印的办件，或改选“全部”。"
    if asked.document not in names:
        problems["document"] = "没有选择文书：请从列表中选择要打印的文书。"
    if asked.form not in FORMS:
        problems["form"] = "没有选择输出方式：请选择合并为一个 PDF 或压缩包。"
    return problems


def list_(uow: UnitOfWork, actor: Actor) -> list[Progress]:
    """The actor's newest batches."""
    session = uow.session
    return [
        Progress(one, batches.tally(session, one.id), ()) for one in batches.made_by(session, UUID(actor.account_id))
    ]


def progress(uow: UnitOfWork, actor: Actor, batch_id: UUID) -> Progress:
    """How far a batch of the actor's is. Raises `MissingError` when it is none of his."""
    batch = _own(batches.get(uow.session, batch_id), actor)
    failed = batches.rows_of(uow.session, batch_id, state="failed")
    return Progress(batch, batches.tally(uow.session, batch_id), failed)


def cancel(uow: UnitOfWork, actor: Actor, batch_id: UUID, *, now: datetime) -> bool:
    """Stop a batch; what is printed already can still be fetched. False when it had ended before."""
    batch = _own(batches.lock(uow.session, batch_id), actor)
    if batch.state != "running":
        return False
    batches.set_state(uow.session, batch_id, "cancelled")
    act = audit.Act(now, UUID(actor.account_id), actor.name, "batch.cancel", f"batch:{batch_id}", {})
    audit.append(uow.session, act)
    return True


def rows(uow: UnitOfWork, actor: Actor, batch_id: UUID) -> tuple[Batch, list[Row]]:
    """A batch of the actor's with all its rows. Raises `MissingError` when it is none of his."""
    batch = _own(batches.get(uow.session, batch_id), actor)
    return batch, batches.rows_of(uow.session, batch_id)


def ended(uow: UnitOfWork, batch_id: UUID) -> bool:
    """Whether nothing is left to be done. Raises `MissingError`."""
    return batches.get(uow.session, batch_id).ended_at is not None


def fetch(uow: UnitOfWork, actor: Actor, batch_id: UUID) -> tuple[Batch, bytes]:
    """The finished file of a batch of the actor's. Raises `MissingError` when there is none (yet, or any more)."""
    batch = _own(batches.get(uow.session, batch_id), actor)
    return batch, batches.content(uow.session, batch_id)


def _own(batch: Batch, actor: Actor) -> Batch:
    if batch.made_by != UUID(actor.account_id):
        raise MissingError(f"batch {batch.id}")
    return batch


def _seen_by(actor: Actor, wanted: Wanted) -> Wanted:
    departments = listed_departments(actor)
    return replace(wanted, tenant=actor.scope, departments=departments) if departments else wanted
