"""Taking a step of the chain: judged, written down with the opinion, told to the audit, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.duties import DocumentDuty
from onewindow.domain.publishing import checking
from onewindow.domain.publishing.chain import DUTIES, TAKES, Act, Move, Standing, judge
from onewindow.domain.publishing.duties import title_of
from onewindow.domain.publishing.refusals import Refused
from onewindow.domain.publishing.routing import CATALOGUED, STAGE_DAYS, Demand, demands_of
from onewindow.domain.publishing.states import Purpose, State
from onewindow.store import audit, calendar, catalogue, grounds, proposals
from onewindow.store.proposals import Line, Proposal, Step
from onewindow.store.session import UnitOfWork
from rule_engine import MissingYear, WorkCalendar

AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Moved:
    """The step is taken: where the draft stands now, and until when the next step is expected."""

    state: State
    due_on: date | None = None


def submit(uow: UnitOfWork, actor: Actor, proposal_id: UUID, *, opinion: str = "", now: datetime) -> Moved | Refused:
    """Send a draft on its way. Refused while its checker finds errors.

    Which confirmations it needs, and whether the catalogue has to be approved, is settled here, from its text.
    """
    proposal = proposals.lock(uow.session, proposal_id)
    listing = _listing(uow, proposal, now.date())
    demands = demands_of(proposal.kind, proposal.body, proposal.scope, proposal.department)
    moved = judge(_standing(proposal, (), listing=listing, demands=demands), Act.SUBMIT, actor, opinion)
    if isinstance(moved, Refused):
        return moved
    if refusal := unfinished(uow, proposal, now):
        return refusal
    proposals.change(uow.session, proposal.id, listing=listing, offline_reason="", reason="")
    return take(uow, proposal, Act.SUBMIT, moved, opinion, now)


def confirm(uow: UnitOfWork, actor: Actor, proposal_id: UUID, *, opinion: str = "", now: datetime) -> Moved | Refused:
    """Confirm for the departments that the actor stands for; the last confirmation moves the draft on."""
    return _step(uow, actor, proposal_id, Act.CONFIRM, opinion, now)


def sign(uow: UnitOfWork, actor: Actor, proposal_id: UUID, *, opinion: str = "", now: datetime) -> Moved | Refused:
    """The head signs."""
    return _step(uow, actor, proposal_id, Act.SIGN, opinion, now)


def approve(uow: UnitOfWork, actor: Actor, proposal_id: UUID, *, opinion: str = "", now: datetime) -> Moved | Refused:
    """Legal review finds it lawful, also online."""
    return _step(uow, actor, proposal_id, Act.APPROVE, opinion, now)


def refuse_online(uow: UnitOfWork, actor: Actor, proposal_id: UUID, *, opinion: str, now: datetime) -> Moved | Refused:
    """Legal review finds it lawful at the window and 不予上线: the online channel stays closed, for these reasons."""
    return _step(uow, actor, proposal_id, Act.REFUSE_ONLINE, opinion, now)


def admit(uow: UnitOfWork, actor: Actor, proposal_id: UUID, *, opinion: str = "", now: datetime) -> Moved | Refused:
    """The catalogue's authority agrees that a matter is taken in, or taken out (R031)."""
    return _step(uow, actor, proposal_id, Act.ADMIT, opinion, now)


def return_(uow: UnitOfWork, actor: Actor, proposal_id: UUID, *, opinion: str, now: datetime) -> Moved | Refused:
    """Whoever is asked sends the draft back to its authors with reasons; they stand at the draft."""
    return _step(uow, actor, proposal_id, Act.RETURN, opinion, now)


def standing(uow: UnitOfWork, proposal: Proposal) -> Standing:
    """What the chain knows of a draft as it stands."""
    taken = [
        (step.act, str(step.done_by))
        for step in proposals.steps(uow.session, proposal.id)
        if step.digest == proposal.digest
    ]
    return standing_of(proposal, proposals.editors(uow.session, proposal.id), taken)


def standing_of(line: Line, editors: Sequence[UUID], taken: Sequence[tuple[str, str]]) -> Standing:
    """As `standing`, from what was read already."""
    duties = {act: DUTIES[state] for state, acts in TAKES.items() if state in DUTIES for act in acts}
    done = [(DocumentDuty.EDIT, str(account)) for account in editors]
    done += [(duties[Act(act)], account) for act, account in taken if Act(act) in duties]
    demands = tuple(map(Demand.from_json, line.demands))
    return _standing(line, tuple(done), listing=line.listing, demands=demands)


def take(uow: UnitOfWork, proposal: Proposal, act: Act, moved: Move, opinion: str, now: datetime) -> Moved:
    """Write a judged step down: its record, where the draft stands now, the audit."""
    said, who = opinion.strip(), UUID(moved.actor.account_id)
    proposals.add_step(
        uow.session,
        Step(
            proposal_id=proposal.id,
            scope=proposal.scope,
            act=act.value,
            state_before=proposal.state,
            state_after=moved.state.value,
            done_at=now,
            done_by=who,
            done_by_name=moved.actor.name,
            role_name=title_of(moved.post),
            unit=moved.post.scope,
            department=moved.post.department,
            opinion=said,
            digest=proposal.digest,
            due_on=proposal.due_on,
        ),
    )
    due_on = proposal.due_on if moved.state == proposal.state else due(uow, moved.state, now.date())
    values: dict[str, Any] = {"demands": [demand.to_json() for demand in moved.demands], "due_on": due_on}
    if act is Act.RETURN:
        values["reason"] = said
    if act is Act.REFUSE_ONLINE:
        values["offline_reason"] = said
    if moved.state is not State.PUBLISHED:
        proposals.change(uow.session, proposal.id, state=moved.state.value, **values)
    detail = {"kind": proposal.kind, "key": proposal.key, "digest": proposal.digest, "to": moved.state.value}
    name = f"proposal.{act.value}"
    audit.append(uow.session, audit.Act(now, who, moved.actor.name, name, f"proposal:{proposal.id}", detail))
    return Moved(moved.state, due_on)


def unfinished(uow: UnitOfWork, proposal: Proposal, now: datetime) -> Refused | None:
    """Why a draft cannot go on its way: what its checker finds."""
    ground = grounds.load(uow.session, proposal.scope, now.date(), proposal.kind, proposal.body)
    found = checking.findings(proposal.kind, proposal.key, proposal.body, ground)
    errors = [each for each in found if each.stops]
    if not errors:
        return None
    more = f"（共 {len(errors)} 处）" if len(errors) > 1 else ""
    return Refused(f"还有错误须先改正{more}：{errors[0].message}{errors[0].suggestion}")


def due(uow: UnitOfWork, state: State, today: date) -> date | None:
    """Until when a stage is expected to be done; None where it has no limit, or that year's calendar is missing."""
    if state not in STAGE_DAYS:
        return None
    days = calendar.load(uow.session, today, today + AHEAD, on=today)
    found = WorkCalendar.of(days.days, days.years).add(today, STAGE_DAYS[state])
    return None if isinstance(found, MissingYear) else found


def _step(uow: UnitOfWork, actor: Actor, proposal_id: UUID, act: Act, opinion: str, now: datetime) -> Moved | Refused:
    proposal = proposals.lock(uow.session, proposal_id)
    moved = judge(standing(uow, proposal), act, actor, opinion)
    return moved if isinstance(moved, Refused) else take(uow, proposal, act, moved, opinion, now)


def _standing(
    line: Line, done: tuple[tuple[DocumentDuty, str], ...], *, listing: bool, demands: tuple[Demand, ...]
) -> Standing:
    state, purpose = State(line.state), Purpose(line.purpose)
    return Standing(line.scope, line.kind, purpose, state, line.department, listing, demands, done)


def _listing(uow: UnitOfWork, proposal: Proposal, today: date) -> bool:
    """A matter that nobody on the lineage offers today is new to the catalogue."""
    if proposal.kind != CATALOGUED:
        return False
    return catalogue.effective(uow.session, CATALOGUED, proposal.key, proposal.scope, today) is None
