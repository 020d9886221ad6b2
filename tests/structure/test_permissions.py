"""Every permission is held by a role and asked for somewhere: a permission that nobody asks for protects nothing."""

from __future__ import annotations

import pathlib
import re

import onewindow
from onewindow.domain.permissions import ROLE_PERMISSIONS, Permission

PACKAGE = pathlib.Path(onewindow.__file__).parent
LIST = PACKAGE / "domain" / "permissions.py"
# Named already, asked for by what is still to be built: pages to open units, for packs, seals, supervision, the audit.
TO_COME = frozenset(
    {Permission.TENANT_OPEN, Permission.PACK_IMPORT, Permission.CASE_HAND_OVER, Permission.SUPERVISION_VIEW}
    | {Permission.AUDIT_VIEW, Permission.SEAL_MANAGE}
)


def asked_for() -> set[str]:
    """The names of the permissions that code outside the list speaks of."""
    sources = (path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path != LIST)
    return {name for text in sources for name in re.findall(r"\b(?:Permission|P)\.([A-Z_]+)\b", text)}


def test_every_permission_is_asked_for_by_a_route_or_a_service() -> None:
    named = asked_for()
    assert {one for one in Permission if one.name not in named} <= TO_COME


def test_every_permission_is_held_by_a_role() -> None:
    assert frozenset().union(*ROLE_PERMISSIONS.values()) == frozenset(Permission)


def test_nothing_is_asked_for_that_is_no_permission() -> None:
    assert asked_for() <= {one.name for one in Permission}
