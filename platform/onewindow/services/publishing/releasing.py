"""Publishing what came through the chain, in the caller's transaction: two documents' worth of rows, however many
tenants inherit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.publishing.chain import Act, Move, judge
from onewindow.domain.publishing.diff import diff, weight
from onewindow.domain.publishing.refusals import Refused
from onewindow.domain.publishing.states import Purpose, State
from onewindow.domain.publishing.weighing import Weight
from onewindow.services import inheritance
from onewindow.services.inheritance import Impact
from onewindow.services.publishing.breaking import broken
from onewindow.services.publishing.stepping import standing, take, unfinished
from onewindow.store import catalogue, documents, proposals, releases
from onewindow.store.catalogue import Publication
from onewindow.store.errors import Refusal, RefusedError
from onewindow.store.proposals import Proposal
from onewindow.store.refusals import attempt
from onewindow.store.session import UnitOfWork

ELSEWHERE = Refused("请以文档所属单位的身份发布：发布只在该单位自己的目录中进行。")
MOVED_ON = Refused("起草之后生效版本已有变化，请先在草稿中并入新版本，再重新提交。")
RACED = Refused("刚刚有人发布了这份文档的另一个版本，请刷新后重试。")


@dataclass(frozen=True, slots=True)
class Published:
    """The version that is in force from its day on; after a withdrawal, the one that no longer is.

    `weight`: its class of change; `impact`: who takes it over below, and who is held.
    """

    publication: Publication
    weight: Weight
    impact: Impact


def publish(
    uow: UnitOfWork,
    actor: Actor,
    proposal_id: UUID,
    *,
    effective_from: date | None = None,
    opinion: str = "",
    now: datetime,
) -> Published | Refused:
    """Put an approved draft in force from a day on, today when none is named. A day to come is a scheduled switch: what
    holds is decided at every reading, nothing has to run at midnight.
    """
    proposal = proposals.lock(uow.session, proposal_id)
    moved = judge(standing(uow, proposal), Act.PUBLISH, actor, opinion)
    if isinstance(moved, Refused):
        return moved
    today = now.date()
    if uow.scope.number != proposal.scope:
        return ELSEWHERE
    if effective_from is not None and effective_from < today:
        return Refused("生效日期不能早于今天，请改为今天或以后的日期。")
    if releases.newest(uow.session, proposal.kind, proposal.key, today) != proposal.base_digest:
        return MOVED_ON
    if proposal.purpose == Purpose.WITHDRAWAL:
        return _withdraw(uow, proposal, moved, opinion, now)
    if refusal := unfinished(uow, proposal, now):
        return refusal
    if stopped := broken(uow, proposal, today):
        first = stopped[0]
        return Refused(
            f"发布后有 {len(stopped)} 处事项将无法办理，例如{first.unit}的「{first.title}」：{first.message}。"
            "请先改回字典，或先调整这些事项。"
        )
    return _release(uow, proposal, moved, opinion, effective_from or today, now)


def class_of(uow: UnitOfWork, proposal: Proposal) -> Weight:
    """The class of a draft's changes against the version it departs from; a new document is structural."""
    if proposal.base_digest is None:
        return Weight.STRUCTURAL
    return weight(diff(documents.get(uow.session, proposal.base_digest), proposal.body))


def _release(
    uow: UnitOfWork, proposal: Proposal, moved: Move, opinion: str, effective_from: date, now: datetime
) -> Published | Refused:
    session = uow.session
    found = class_of(uow, proposal)
    digest = documents.put(session, proposal.kind, proposal.body)
    try:
        with attempt(session):
            publication = catalogue.publish(
                session,
                kind=proposal.kind,
                key=proposal.key,
                title=proposal.title,
                digest=digest,
                effective_from=effective_from,
                now=now,
                by=UUID(moved.actor.account_id),
            )
    except RefusedError as refused:
        if refused.refusal is Refusal.TAKEN:
            return RACED
        raise
    releases.add(session, publication, proposal.id, weight=found.value, offline_reason=proposal.offline_reason)
    _close(uow, proposal, moved, opinion, publication, now)
    impact = inheritance.published(uow, publication, now, by=UUID(moved.actor.account_id), by_name=moved.actor.name)
    return Published(publication, found, impact)


def _withdraw(uow: UnitOfWork, proposal: Proposal, moved: Move, opinion: str, now: datetime) -> Published | Refused:
    own = [one for one in catalogue.history(uow.session, proposal.kind, proposal.key) if one.scope == proposal.scope]
    live = [one for one in own if one.state in ("published", "suspended")]
    if not live:
        return MOVED_ON
    using = [use.title for use in releases.where_used(uow.session, proposal.kind, proposal.key, on=now.date())]
    if using:
        return Refused(f"还有文档在使用它：{'、'.join(using[:5])}。请先在其中移除，再停办。")
    for publication in live:
        catalogue.set_state(uow.session, publication.id, "withdrawn")
    _close(uow, proposal, moved, opinion, live[0], now)
    return Published(live[0], Weight.STRUCTURAL, Impact(0))


def _close(
    uow: UnitOfWork, proposal: Proposal, moved: Move, opinion: str, publication: Publication, now: datetime
) -> None:
    take(uow, proposal, Act.PUBLISH, moved, opinion, now)
    proposals.change(uow.session, proposal.id, state=State.PUBLISHED.value, publication_id=publication.id, due_on=None)
