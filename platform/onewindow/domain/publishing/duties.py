"""Who may do what with a draft: the right role, at the right tenant, for the right department (R008, R035)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from onewindow.domain.actor import Actor, Binding
from onewindow.domain.permissions import ROLE_NAMES, ROLE_PERMISSIONS, Permission
from tenants.scope import lineage

Json = Any


def post_of(actor: Actor, permission: Permission, scopes: Collection[int], department: str) -> Binding | None:
    """The binding by which an actor holds a permission in one of `scopes` for a department; None when he has none.

    A binding without a department is the whole tenant's. A document without one (`department` empty) is the whole
    tenant's too: it takes a binding of the whole tenant.
    """
    for each in actor.bindings:
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
    """The department whose document a new draft is: the one that exercises the power, or the editor's own.

    None when the document belongs to a department that the actor may not write for.
    """
    named = department_of(kind, body)
    if post_of(actor, Permission.MATTER_EDIT, lineage(actor.scope), named) is not None:
        return named
    own = sorted(each.department for each in actor.bindings if _edits_for_department(each, actor.scope))
    return own[0] if own and not named else None


def department_of(kind: str, body: Mapping[str, Json]) -> str:
    """Who answers for a document: of a matter the department of the route that acts at the level exercising the power
    (R014), of a theme the lead department; other documents are the whole tenant's.
    """
    if kind == "theme":
        return _text(body.get("lead_department"))
    if kind != "matter":
        return ""
    level = _text(body.get("exercise_level"))
    departments = body.get("departments")
    official = _text(departments.get(level)) if isinstance(departments, dict) else ""
    acting = [_text(step.get("department")) for step in _steps(body) if step.get("level") == level]
    acting = [name for name in acting if name]
    return next((name for name in acting if official.startswith(name)), acting[0] if acting else official)


def title_of(binding: Binding) -> str:
    """What somebody acted as: «县民政局 部门负责人»."""
    return f"{binding.department} {binding.post or ROLE_NAMES[binding.role]}".strip()


def _edits_for_department(binding: Binding, scope: int) -> bool:
    edits = Permission.MATTER_EDIT in ROLE_PERMISSIONS[binding.role]
    return edits and binding.scope == scope and bool(binding.department)


def _steps(body: Mapping[str, Json]) -> list[Mapping[str, Json]]:
    route = body.get("route")
    steps = route.get("steps") if isinstance(route, dict) else None
    return [step for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
