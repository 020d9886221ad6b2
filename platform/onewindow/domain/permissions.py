"""What may be done, and which role may do it. One list for all surfaces (R008, R035, R049, R106)."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Permission(StrEnum):
    """An act that somebody may or may not do. The value is stable: it stands in the audit trail."""

    TENANT_MANAGE = "tenant.manage"
    TENANT_OPEN = "tenant.open"
    PEOPLE_MANAGE = "people.manage"
    REFERENCE_EDIT = "reference.edit"
    PACK_IMPORT = "pack.import"
    MATTER_VIEW = "matter.view"
    MATTER_EDIT = "matter.edit"
    MATTER_CONFIRM = "matter.confirm"
    MATTER_SIGN_OFF = "matter.sign_off"
    MATTER_LEGAL_REVIEW = "matter.legal_review"
    MATTER_PUBLISH = "matter.publish"
    CATALOGUE_APPROVE = "catalogue.approve"
    CASE_FILE = "case.file"
    CASE_ACCEPT = "case.accept"
    CASE_VIEW = "case.view"
    CASE_REVIEW = "case.review"
    CASE_DECIDE = "case.decide"
    CASE_ISSUE = "case.issue"
    CASE_ENFORCE = "case.enforce"
    CASE_HAND_OVER = "case.hand_over"
    FORM_OVERRIDE = "form.override"
    DOCUMENT_PRINT = "document.print"
    DOCUMENT_REPRINT = "document.reprint"
    DOCUMENT_VOID = "document.void"
    SEAL_MANAGE = "seal.manage"
    SUPERVISION_VIEW = "supervision.view"
    SUPERVISION_ACT = "supervision.act"
    AUDIT_VIEW = "audit.view"


class Role(StrEnum):
    """The roles of the house; a person holds each of them for one (tenant, department, post)."""

    PLATFORM_OPERATOR = "platform_operator"
    TENANT_ADMIN = "tenant_admin"
    DEPARTMENT_EDITOR = "department_editor"
    HEAD = "head"
    LEGAL_REVIEWER = "legal_reviewer"
    CATALOGUE_APPROVER = "catalogue_approver"
    CLERK = "clerk"
    OFFICER = "officer"
    ENFORCER = "enforcer"
    SUPERVISOR = "supervisor"
    AGENT = "agent"


ROLE_NAMES = MappingProxyType(
    {
        Role.PLATFORM_OPERATOR: "平台运维员",
        Role.TENANT_ADMIN: "租户管理员",
        Role.DEPARTMENT_EDITOR: "部门事项管理员",
        Role.HEAD: "部门负责人",
        Role.LEGAL_REVIEWER: "法制审核员",
        Role.CATALOGUE_APPROVER: "目录审定员",
        Role.CLERK: "窗口人员",
        Role.OFFICER: "审批人员",
        Role.ENFORCER: "监管执法人员",
        Role.SUPERVISOR: "监察员",
        Role.AGENT: "代办员",
    }
)
"""What people call the roles."""

_P = Permission
ROLE_PERMISSIONS: MappingProxyType[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.PLATFORM_OPERATOR: frozenset(
            {_P.TENANT_MANAGE, _P.TENANT_OPEN, _P.REFERENCE_EDIT, _P.PACK_IMPORT, _P.AUDIT_VIEW}
        ),
        Role.TENANT_ADMIN: frozenset(
            {_P.TENANT_MANAGE, _P.PEOPLE_MANAGE, _P.REFERENCE_EDIT, _P.PACK_IMPORT, _P.MATTER_VIEW, _P.MATTER_EDIT}
            | {_P.MATTER_PUBLISH, _P.SEAL_MANAGE, _P.AUDIT_VIEW}
        ),
        Role.DEPARTMENT_EDITOR: frozenset({_P.MATTER_VIEW, _P.MATTER_EDIT, _P.MATTER_CONFIRM}),
        Role.HEAD: frozenset({_P.MATTER_VIEW, _P.MATTER_SIGN_OFF, _P.CASE_VIEW, _P.SUPERVISION_VIEW, _P.FORM_OVERRIDE}),
        Role.LEGAL_REVIEWER: frozenset({_P.MATTER_VIEW, _P.MATTER_LEGAL_REVIEW}),
        Role.CATALOGUE_APPROVER: frozenset({_P.MATTER_VIEW, _P.CATALOGUE_APPROVE, _P.TENANT_OPEN}),
        Role.CLERK: frozenset(
            {_P.MATTER_VIEW, _P.CASE_FILE, _P.CASE_ACCEPT, _P.CASE_VIEW, _P.CASE_DECIDE, _P.CASE_ISSUE}
            | {_P.CASE_HAND_OVER, _P.DOCUMENT_PRINT, _P.DOCUMENT_REPRINT, _P.DOCUMENT_VOID}
        ),
        Role.OFFICER: frozenset({_P.MATTER_VIEW, _P.CASE_VIEW, _P.CASE_REVIEW, _P.CASE_DECIDE, _P.DOCUMENT_PRINT}),
        Role.ENFORCER: frozenset({_P.MATTER_VIEW, _P.CASE_VIEW, _P.CASE_ENFORCE}),
        Role.SUPERVISOR: frozenset(
            {_P.MATTER_VIEW, _P.CASE_VIEW, _P.SUPERVISION_VIEW, _P.SUPERVISION_ACT, _P.AUDIT_VIEW}
        ),
        Role.AGENT: frozenset({_P.MATTER_VIEW, _P.CASE_FILE, _P.CASE_VIEW, _P.CASE_HAND_OVER, _P.DOCUMENT_PRINT}),
    }
)
"""What each role may do. A clerk's decision is for instant matters only: see `duties.refusal`."""
