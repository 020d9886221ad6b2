"""Changes of several documents at once: a draft for each, begun or gone on with, in a constant number of statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.domain.canonical import digest as digest_of
from onewindow.domain.publishing import merging
from onewindow.domain.publishing.refusals import Refused
from onewindow.domain.publishing.states import WRITING, Purpose
from onewindow.services.proposals.drafting import begun, drafted
from onewindow.services.proposals.saving import refusal_to_save
from onewindow.store import proposals
from onewindow.store.errors import RefusedError
from onewindow.store.proposals import Proposal
from onewindow.store.refusals import attempt
from onewindow.store.session import UnitOfWork

Json = Any
ON_ITS_WAY = "它的草稿正在审核，改动会让已有的意见作废：请先在那份草稿里收回，或等审核结束。"
AT_ONCE = "刚才有人为其中一个事项新建了草稿，这次新建的草稿都没有保存，请再上传一次。"
MET = "草稿里同一处已经改成别的了（{places}），没有写入：请打开那份草稿，在那里改。"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change of a document in force. `digest`, `old`: the version it was made of; `new`: as it shall be."""

    kind: str
    key: str
    title: str
    digest: str
    old: Json
    new: Json


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a change: in which draft it stands, or why it does not (`message`)."""

    key: str
    title: str
    proposal_id: UUID | None = None
    message: str = ""


def bring(uow: UnitOfWork, actor: Actor, wanted: Sequence[Wanted], *, now: datetime) -> Sequence[Brought]:
    """Put changes of documents of one kind into their open drafts, beside what stands there, and begin drafts of the
    others. Nothing that somebody else has changed in a draft is overwritten.
    """
    if not wanted:
        return ()
    there = proposals.open_all(uow.session, wanted[0].kind, [each.key for each in wanted], Purpose.CHANGE)
    new: list[Proposal] = []
    more: list[Proposal] = []
    told: list[Brought] = []
    for one in wanted:
        made = _onto(actor, there[one.key], one, now) if one.key in there else _fresh(uow, actor, one, now)
        if isinstance(made, Refused):
            told.append(Brought(one.key, one.title, there[one.key].id if one.key in there else None, made.message))
        else:
            (more if one.key in there else new).append(made)
    told += _begun(uow, new)
    changed = [each for each in more if each.digest != there[each.key].digest]
    proposals.revise_all(uow.session, changed)
    return tuple(_in_order(wanted, {each.key: each for each in (*new, *more)}, {each.key: each for each in told}))


def _fresh(uow: UnitOfWork, actor: Actor, one: Wanted, now: datetime) -> Proposal | Refused:
    return drafted(uow, actor, kind=one.kind, key=one.key, title=one.title, body=one.new, base=one.digest, now=now)


def _onto(actor: Actor, draft: Proposal, one: Wanted, now: datetime) -> Proposal | Refused:
    """An open draft with the change in it; refused where the draft says otherwise in the same place already."""
    merged = merging.merge(one.old, one.new, draft.body)
    if refusal := refusal_to_save(actor, draft, merged.body):
        return refusal
    if draft.state not in WRITING:
        return Refused(ON_ITS_WAY)
    if merged.clashes:
        return Refused(MET.format(places="、".join(each.label for each in merged.clashes[:3])))
    return replace(
        draft,
        body=merged.body,
        digest=digest_of(merged.body),
        saved_by=UUID(actor.account_id),
        saved_by_name=actor.name,
        saved_at=now,
    )


def _begun(uow: UnitOfWork, drafts: Sequence[Proposal]) -> list[Brought]:
    """Keep new drafts; when somebody has begun one of them in this very moment, none is kept."""
    try:
        with attempt(uow.session):
            proposals.add_all(uow.session, drafts)
    except RefusedError:
        return [Brought(each.key, each.title, None, AT_ONCE) for each in drafts]
    for each in drafts:
        begun(uow, each)
    return []


def _in_order(wanted: Sequence[Wanted], kept: Mapping[str, Proposal], told: Mapping[str, Brought]) -> Iterator[Brought]:
    for one in wanted:
        yield told.get(one.key) or Brought(one.key, one.title, kept[one.key].id)
