"""Who may do what with a draft: the right role, at the right tenant, for the right department (R008, R035)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.permissions import ROLE_NAMES, ROLE_PERMISSIONS, Permission
from tenants.scope import level_of, lineage

Json = Any
_REMARK = re.compile(r"[(（].*$", re.DOTALL)
"""What stands behind a department's name: 县民政局(审批发放)."""


def post_of(actor: Actor, permission: Permission, scopes: Collection[int], department: str) -> Binding | None:
    """The binding by which an actor holds a permission in one of `scopes` for a department; None when he has none.

    A binding without a department is the whole tenant's. A document without one (`department` empty) is the whole
    tenant's too: it takes a binding of the whole tenant.
    """
    for each in sorted(actor.bindings, key=lambda one: bool(one.principal)):  # his own post goes before a lent one
        if permission in ROLE_PERMISSIONS[each.role] and each.scope in scopes and each.department in ("", department):
            return each
    return None


def writer(actor: Actor, scope: int, department: str) -> Binding | None:
    """The binding by which an actor may write a draft that `scope` owns: its department's editor, or whoever
    administers that tenant or one above it as a whole.
    """
    return post_of(actor, Permission.MATTER_EDIT, (scope,), department) or post_of(
        actor, Permission.MATTER_EDIT, lineage(scope), ""
    )


def owner_of(actor: Actor, kind: str, body: Mapping[str, Json]) -> str | None:
    """The department whose document a new draft is: the one that answers for it, or the editor's own.

    None when the document belongs to a department that the actor may not write for.
    """
    named = department_of(kind, body, level_of(actor.scope).value)
    if post_of(actor, Permission.MATTER_EDIT, lineage(actor.scope), named) is not None:
        return named
    own = sorted(each.department for each in actor.bindings if _edits_for_department(each, actor.scope))
    return own[0] if own and not named else None


def department_of(kind: str, body: Mapping[str, Json], level: str) -> str:
    """Who answers for a document of a tenant of `level`: of a matter its department at that level (of those named, the
    one that acts in the route), of a theme the lead department; other documents are the whole tenant's (R014, R034).
    """
    if kind == "theme":
        return _text(body.get("lead_department"))
    if kind != "matter":
        return ""
    departments = body.get("departments")
    official = _text(departments.get(level)) if isinstance(departments, dict) else ""
    acting = [_text(step.get("department")) for step in steps_of(body) if step.get("level") == level]
    named = next((name for name in acting if name and official.startswith(name)), "")
    return named or _REMARK.sub("", official).strip() or next(filter(None, acting), "")


def steps_of(body: Json) -> list[Mapping[str, Json]]:
    """The steps of a matter's route; nothing where the draft has none yet."""
    route = body.get("route") if isinstance(body, dict) else None
    steps = route.get("steps") if isinstance(route, dict) else None
    return [step for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []


def title_of(binding: Binding) -> str:
    """What somebody acted as: «县民政局 部门负责人»."""
    return f"{binding.department} {binding.post or ROLE_NAMES[binding.role]}".strip()


def _edits_for_department(binding: Binding, scope: int) -> bool:
    edits = Permission.MATTER_EDIT in ROLE_PERMISSIONS[binding.role]
    return edits and binding.scope == scope and bool(binding.department)


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
