"""Duties that one person may not hold together: on one case, on one document, and as standing roles.

Pure sentences: each refusal names the rule it comes from and the way out (R022, R034 to R037, R049, R050, R106).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from onewindow.domain.actor import Actor
from onewindow.domain.permissions import ROLE_NAMES, Permission, Role


@dataclass(frozen=True, slots=True)
class Duties:
    """Who did what on one case so far, as account ids: what conflicting duties are judged by."""

    instant: bool
    accepted_by: Collection[str] = ()
    decided_by: Collection[str] = ()
    enforced_by: Collection[str] = ()


def refusal(actor: Actor, permission: Permission, duties: Duties) -> str | None:
    """Say in Chinese why `actor` may not do this on this case, or None when he may.

    Accepting and deciding, deciding and issuing, deciding and enforcing are kept apart (R022, R049, R106); instant
    matters are done in one sitting (R050), enforcement excepted. A clerk decides instant matters only. What the person
    did in whose place the actor acts counts as his own.
    """
    if not actor.may(permission):
        return "您没有办理这一步的权限，请联系本单位管理员。"
    for wanted, done, sentence in _APART:
        always = Permission.CASE_ENFORCE in (permission, wanted) or done == "enforced_by"
        if wanted is permission and (always or not duties.instant) and actor.persons & set(getattr(duties, done)):
            return sentence
    if permission is Permission.CASE_DECIDE and not duties.instant and not actor.holds(Role.OFFICER):
        return "承诺件须由审批人员作出决定，请转审批人员。"
    return None


_APART = (
    (
        Permission.CASE_DECIDE,
        "accepted_by",
        "本件由您受理，不能由您作出决定（受理与决定相分离），请转其他审批人员。",
    ),
    (
        Permission.CASE_ACCEPT,
        "decided_by",
        "本件由您作出决定，不能由您受理（受理与决定相分离），请转其他窗口人员。",
    ),
    (
        Permission.CASE_ISSUE,
        "decided_by",
        "本件由您作出决定，不能由您发证（审批与出件相分离），请转窗口人员。",
    ),
    (
        Permission.CASE_ENFORCE,
        "decided_by",
        "本件由您作出决定，不能由您监管执法（审批权与执法权相分离），请转其他执法人员。",
    ),
    (
        Permission.CASE_DECIDE,
        "enforced_by",
        "本件由您监管执法，不能由您作出决定（审批权与执法权相分离），请转其他审批人员。",
    ),
)


class DocumentDuty(StrEnum):
    """What somebody does to one version of a document on its way to being published (R034 to R037)."""

    EDIT = "edit"
    CONFIRM = "confirm"
    SIGN = "sign"
    REVIEW = "review"


DUTY_PERMISSIONS = {
    DocumentDuty.EDIT: Permission.MATTER_EDIT,
    DocumentDuty.CONFIRM: Permission.MATTER_CONFIRM,
    DocumentDuty.SIGN: Permission.MATTER_SIGN_OFF,
    DocumentDuty.REVIEW: Permission.MATTER_LEGAL_REVIEW,
}

# Every pair of steps of one version that two people have to take. A small department may have its editor confirm.
_DOCUMENT_PAIRS = {
    frozenset({DocumentDuty.EDIT, DocumentDuty.REVIEW}): "编制与法制审核须由不同人员办理",
    frozenset({DocumentDuty.CONFIRM, DocumentDuty.REVIEW}): "部门确认与法制审核须由不同人员办理",
    frozenset({DocumentDuty.SIGN, DocumentDuty.REVIEW}): "负责人签署与法制审核须由不同人员办理",
    frozenset({DocumentDuty.EDIT, DocumentDuty.SIGN}): "编制与负责人签署须由不同人员办理",
    frozenset({DocumentDuty.CONFIRM, DocumentDuty.SIGN}): "部门确认与负责人签署须由不同人员办理",
}
_DONE = {
    DocumentDuty.EDIT: "编制",
    DocumentDuty.CONFIRM: "确认",
    DocumentDuty.SIGN: "签署",
    DocumentDuty.REVIEW: "进行法制审核",
}


def document_refusal(actor: Actor, duty: DocumentDuty, done: Iterable[tuple[DocumentDuty, str]]) -> str | None:
    """Say in Chinese why `actor` may not take this step on one version, or None when he may.

    `done` are the steps taken on this version so far, each with the account id of who took it. Editor and legal
    reviewer, confirmer and signer are different persons (R035, R037).
    """
    if not actor.may(DUTY_PERMISSIONS[duty]):
        return "您没有办理这一步的权限，请联系本单位管理员。"
    for earlier, account in done:
        rule = _DOCUMENT_PAIRS.get(frozenset({earlier, duty}))
        if rule and account in actor.persons:
            return f"本版本由您{_DONE[earlier]}，不能再由您{_DONE[duty]}（{rule}），请转其他人员办理。"
    return None


# Roles that one account may not hold together, with the rule. What may conflict on a single case or document only
# (window and officer, editor and head of a small department) is judged there.
CONFLICTING_ROLES = {
    frozenset({Role.SUPERVISOR, Role.CLERK}): "监察与办理相分离",
    frozenset({Role.SUPERVISOR, Role.OFFICER}): "监察与办理相分离",
    frozenset({Role.SUPERVISOR, Role.AGENT}): "监察与代办相分离",
    frozenset({Role.ENFORCER, Role.OFFICER}): "审批权与执法权相分离",
    frozenset({Role.ENFORCER, Role.CLERK}): "受理与执法相分离",
    frozenset({Role.AGENT, Role.OFFICER}): "代办与审批相分离",
    frozenset({Role.AGENT, Role.ENFORCER}): "代办与执法相分离",
    frozenset({Role.LEGAL_REVIEWER, Role.DEPARTMENT_EDITOR}): "编制与法制审核相分离",
    frozenset({Role.LEGAL_REVIEWER, Role.HEAD}): "签署与法制审核相分离",
    frozenset({Role.CATALOGUE_APPROVER, Role.DEPARTMENT_EDITOR}): "编制与目录审定相分离",
    frozenset({Role.PLATFORM_OPERATOR, Role.OFFICER}): "运维与审批相分离",
}


def role_conflict(roles: Iterable[Role]) -> str | None:
    """Say in Chinese which two of these roles one account may not hold together (R106), or None."""
    held = frozenset(roles)
    for pair, rule in CONFLICTING_ROLES.items():
        if pair <= held:
            first, second = (ROLE_NAMES[role] for role in Role if role in pair)
            return f"同一账号不能兼任「{first}」和「{second}」（{rule}），请只保留其中一个，另一个交给其他人员。"
    return None
