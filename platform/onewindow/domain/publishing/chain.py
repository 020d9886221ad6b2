"""The publishing chain as a table: in each state, which act, by whom, leading where (R035).

draft → department confirms → head signs → legal review → (catalogue) → published. Every act is judged against the text
it is taken on; whoever edits takes the draft back to its beginning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.duties import DocumentDuty, document_refusal
from onewindow.domain.permissions import Permission
from onewindow.domain.publishing.duties import post_of, writer
from onewindow.domain.publishing.refusals import Refused
from onewindow.domain.publishing.routing import Demand, after, stages
from onewindow.domain.publishing.states import CLOSED, STATE_NAMES, WRITING, State
from tenants.scope import lineage

REASON_MIN, TEXT_MAX = 5, 2_000


class Act(StrEnum):
    """A step of the chain. The value stands in the record."""

    SUBMIT = "submit"
    CONFIRM = "confirm"
    SIGN = "sign"
    APPROVE = "approve"
    REFUSE_ONLINE = "refuse_online"
    ADMIT = "admit"
    PUBLISH = "publish"
    RETURN = "return"
    EDIT = "edit"
    ABANDON = "abandon"


ACT_NAMES = MappingProxyType(
    {
        Act.SUBMIT: "提交",
        Act.CONFIRM: "部门确认",
        Act.SIGN: "负责人签署",
        Act.APPROVE: "法制审核通过",
        Act.REFUSE_ONLINE: "法制审核：不予上线",
        Act.ADMIT: "目录审定",
        Act.PUBLISH: "发布",
        Act.RETURN: "退回",
        Act.EDIT: "修改",
        Act.ABANDON: "作废",
    }
)
ARGUED = frozenset({Act.RETURN, Act.REFUSE_ONLINE})
"""Acts that are nothing without their reasons (R037)."""

TAKES = MappingProxyType(
    {
        State.CONFIRMING: (Act.CONFIRM,),
        State.SIGNING: (Act.SIGN,),
        State.REVIEWING: (Act.APPROVE, Act.REFUSE_ONLINE),
        State.LISTING: (Act.ADMIT,),
        State.APPROVED: (Act.PUBLISH,),
    }
)
"""What takes a draft on from each stage; every stage can also return it."""
PERMISSIONS: Mapping[State, Permission] = MappingProxyType(
    {
        State.CONFIRMING: Permission.MATTER_CONFIRM,
        State.SIGNING: Permission.MATTER_SIGN_OFF,
        State.REVIEWING: Permission.MATTER_LEGAL_REVIEW,
        State.LISTING: Permission.CATALOGUE_APPROVE,
        State.APPROVED: Permission.MATTER_PUBLISH,
    }
)
"""What the actor of each stage has to hold."""
FROM_ABOVE = frozenset({State.REVIEWING, State.LISTING})
"""Stages that the tenant above may take for one without own reviewers (R031, R035: 县 reviews its towns)."""
DUTIES = MappingProxyType(
    {
        State.CONFIRMING: DocumentDuty.CONFIRM,
        State.SIGNING: DocumentDuty.SIGN,
        State.REVIEWING: DocumentDuty.REVIEW,
    }
)
WHO = MappingProxyType(
    {
        State.CONFIRMING: "尚未确认的部门的事项管理员",
        State.SIGNING: "本部门或本单位的负责人",
        State.REVIEWING: "本级或上级的法制审核员",
        State.LISTING: "本级或上级的目录审定员",
        State.APPROVED: "本单位的租户管理员",
    }
)
"""Who takes each stage, for refusals and for the record."""
UNAUTHORISED = "您没有办理这一步的权限"


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the chain knows of a draft. `done`: who edited, confirmed, signed, reviewed this very text."""

    scope: int
    kind: str
    purpose: str
    state: State
    department: str
    listing: bool = False
    demands: tuple[Demand, ...] = ()
    done: tuple[tuple[DocumentDuty, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """An act that may be taken: where it leads, by which binding, in whose name, which confirmations stand then."""

    state: State
    post: Binding
    actor: Actor
    demands: tuple[Demand, ...]


def judge(standing: Standing, act: Act, actor: Actor, opinion: str = "") -> Move | Refused:
    """Whether `actor` may take `act` now, and what follows; otherwise a Chinese sentence with the way out."""
    if problem := _unsaid(act, opinion):
        return Refused(problem)
    if act is Act.SUBMIT:
        return _submit(standing, actor)
    if standing.state in CLOSED or standing.state in WRITING:
        return Refused(_too_early(standing, act))
    if act is not Act.RETURN and act not in TAKES[standing.state]:
        return Refused(_too_early(standing, act))
    post = _post(standing, actor)
    if post is None:
        return Refused(f"{UNAUTHORISED}：须由{WHO[standing.state]}办理，请转告。")
    acting = in_whose_name(actor, post)
    if problem := _conflict(standing, act, acting):
        return Refused(problem)
    if act is Act.RETURN:
        return Move(State.RETURNED, post, acting, standing.demands)
    return _forward(standing, act, acting, post)


def waits_for(standing: Standing, actor: Actor) -> Binding | None:
    """The binding by which the draft waits for this very actor; None when it does not."""
    if standing.state not in TAKES:
        return None
    moved = judge(standing, TAKES[standing.state][0], actor)
    return moved.post if isinstance(moved, Move) else None


def in_whose_name(actor: Actor, post: Binding) -> Actor:
    """The actor as the record names him: under both names where the post was lent to him."""
    if not post.principal:
        return actor
    return replace(actor, name=f"{actor.name}(受{post.principal_name}委托)", principal=post.principal)


def _submit(standing: Standing, actor: Actor) -> Move | Refused:
    if standing.state not in WRITING:
        return Refused(_too_early(standing, Act.SUBMIT))
    post = writer(actor, standing.scope, standing.department)
    if post is None:
        return Refused(f"{UNAUTHORISED}：须由编制本文档的事项管理员提交，请转告。")
    first = stages(standing.kind, standing.purpose, listing=standing.listing)[0]
    return Move(first, post, in_whose_name(actor, post), standing.demands)


def _post(standing: Standing, actor: Actor) -> Binding | None:
    permission = PERMISSIONS[standing.state]
    if standing.state is State.CONFIRMING:
        open_ = [demand for demand in standing.demands if not demand.by]
        return next(filter(None, (post_of(actor, permission, (one.scope,), one.department) for one in open_)), None)
    if standing.state in FROM_ABOVE:
        return post_of(actor, permission, lineage(standing.scope), "")
    department = "" if standing.state is State.APPROVED else standing.department
    return post_of(actor, permission, (standing.scope,), department)


def _conflict(standing: Standing, act: Act, actor: Actor) -> str:
    if act is Act.RETURN:
        return ""
    duty = DUTIES.get(standing.state)
    if duty is not None:
        return document_refusal(actor, duty, standing.done) or ""
    edited = {account for done, account in standing.done if done is DocumentDuty.EDIT}
    if standing.state is State.LISTING and actor.persons & edited:
        return "本版本由您编制，不能再由您审定目录（编制与目录审定相分离），请转其他人员办理。"
    return ""


def _forward(standing: Standing, act: Act, actor: Actor, post: Binding) -> Move:
    demands = standing.demands
    if act is Act.CONFIRM:
        demands = tuple(
            replace(one, by=actor.account_id) if not one.by and _covers(actor, one) else one for one in demands
        )
        if not all(one.by for one in demands):
            return Move(standing.state, post, actor, demands)
    following = after(standing.state, standing.kind, standing.purpose, listing=standing.listing)
    return Move(following, post, actor, demands)


def _covers(actor: Actor, demand: Demand) -> bool:
    return post_of(actor, Permission.MATTER_CONFIRM, (demand.scope,), demand.department) is not None


def _unsaid(act: Act, opinion: str) -> str:
    said = opinion.strip()
    if len(said) > TEXT_MAX:
        return f"意见最多 {TEXT_MAX} 字，请精简。"
    if act in ARGUED and len(said) < REASON_MIN:
        return f"“{ACT_NAMES[act]}”须写明理由（至少 {REASON_MIN} 个字）。"
    return ""


def _too_early(standing: Standing, act: Act) -> str:
    here = f"这份草稿现在是“{STATE_NAMES[standing.state]}”，不能“{ACT_NAMES[act]}”"
    if standing.state in CLOSED:
        return f"{here}，请新建一份草稿。"
    if standing.state in WRITING:
        return f"{here}，请先提交。"
    if act in (Act.SUBMIT, Act.ABANDON):
        return f"{here}，它已在流转中。"
    return f"{here}，请先由{WHO[standing.state]}办理。"
