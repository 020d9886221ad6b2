"""What is in force moved on while a draft was written: bringing the new version into it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.publishing import merging
from onewindow.domain.publishing.refusals import Refused
from onewindow.services.proposals.saving import Clash, Merged, refusal_to_save, write
from onewindow.store import documents, grounds, proposals, releases
from onewindow.store.session import UnitOfWork

UP_TO_DATE = Refused("草稿已经以现行版本为依据，不用并入。")
GONE = Refused("现行版本已停办，没有可以并入的内容。")
STALE = Refused("草稿刚被别人保存过，请刷新后再并入。")


def rebase(
    uow: UnitOfWork,
    actor: Actor,
    proposal_id: UUID,
    *,
    revision: int,
    mine: Collection[str] = (),
    theirs: Collection[str] = (),
    now: datetime,
) -> Merged | Clash | Refused:
    """Bring the newest version into a draft that departed from an older one, place by place.

    Where both changed the same place a `Clash` comes back; call again with each of its pointers in `mine` (the draft
    keeps its own) or `theirs` (the new version's). `taken` names what came from the new version.
    """
    session = uow.session
    proposal = proposals.lock(session, proposal_id)
    if refusal := refusal_to_save(actor, proposal, proposal.body):
        return refusal
    if revision != proposal.revision:
        return STALE
    newest = releases.newest(session, proposal.kind, proposal.key, now.date())
    if newest is None or newest == proposal.base_digest:
        return GONE if newest is None else UP_TO_DATE
    bodies = documents.many(session, filter(None, [proposal.base_digest, newest]))
    ground = grounds.load(session, proposal.scope, now.date(), proposal.kind, proposal.body)
    labels = {element.key: element.label for element in ground.dictionary or ()}
    merged = merging.merge(bodies.get(proposal.base_digest or "", {}), proposal.body, bodies[newest], labels)
    if {clash.pointer for clash in merged.clashes} - {*mine, *theirs}:
        return Clash(proposal.revision, merged.body, merged.clashes)
    body = merging.settle(merged.body, merged.clashes, mine)
    proposals.change(session, proposal.id, base_digest=newest)
    number, found, voided = write(uow, actor, proposal, body, ground, now)
    return Merged(number, body, merged.taken, found, voided)
