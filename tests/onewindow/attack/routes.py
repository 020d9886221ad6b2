"""What the addresses of the site name: one line a route.

**A new route with an argument in its path, or a page of the back office about one row?** Add one line to `ROUTES`:

| line | the address names |
|---|---|
| `at("case_", number="number")` | a row of a table: each argument of the path, and the column it is taken from |
| `row("department")` | a row of a table in the back office's way, `?id=` and its key |
| `asked("identity_provider", provider="key")` | a row of a table, in the query of the address |
| `fixed(key="open_restaurant")` | nothing of anybody's: a value to call it with |

A path whose arguments all stand in `MEANINGS` (rows) or `HARMLESS` (fixed values) needs no line of its own.
`also={...}` gives further arguments a fixed value. Rows of tables that stand empty here are made by `filling.py`, for
all units; whoever may read the row (`tables.py`) is not tried with such a one. A route without arguments needs no line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Address:
    """How a route is called: with a row's columns in path or query, with its key as `?id=`, or always the same way."""

    table: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    by_key: bool = False
    also: Mapping[str, Any] = field(default_factory=dict)


def at(table: str, also: Mapping[str, Any] | None = None, **columns: str) -> Address:
    """The path names a row of a table by some of its columns."""
    return Address(table, columns, also=also or {})


def asked(table: str, **columns: str) -> Address:
    """The query names a row of a table by some of its columns."""
    return Address(table, query=columns)


def row(table: str, **also: Any) -> Address:
    """The back office names a row of a table by its key."""
    return Address(table, by_key=True, also=also)


def fixed(**values: Any) -> Address:
    """The path names nothing that belongs to a tenant."""
    return Address(also=values)


FORM = at("draft", key="key")
MEANINGS = {
    "application": ("application", "id"),
    "batch": ("batch", "id"),
    "draft": ("proposal", "id"),
    "notice": ("notice", "id"),
    "printer": ("printer", "id"),
    "seal": ("seal", "id"),
    "task": ("task", "id"),
}
"""Arguments that name a row wherever they stand: the table, and the column."""
HARMLESS: dict[str, Any] = {"tab": "form", "sight": "page", "kind": "matter"}
"""Arguments that name nothing of anybody's."""

ROUTES: dict[str, Address] = {
    "admin_days.delete_view": row("calendar_day"),
    "admin_days.edit_view": row("calendar_day"),
    "admin_departments.close_view": row("department"),
    "admin_departments.edit_view": row("department"),
    "admin_people.deed_view": row("account", act="close"),
    "admin_people.grant_view": row("account"),
    "admin_people.hand_over_view": row("account"),
    "admin_people.link_view": row("account"),
    "admin_people.person_view": row("account"),
    "admin_people.revoke_view": row("account"),
    "admin_people.take_back_view": row("account"),
    "admin_people.unlink_view": row("account"),
    "admin_signing_in.provider_view": asked("identity_provider", provider="key"),
    "admin_signing_in.roles_view": fixed(),
    "admin_years.delete_view": row("calendar_year"),
    "admin_years.edit_view": row("calendar_year"),
    "auth.single_back": fixed(county="441322", key="none"),
    "auth.single_begin": fixed(county="441322", key="none"),
    "auth.take_back": at("delegation", delegation_id="id"),
    "desk.answer_guide": fixed(key="open_restaurant"),
    "desk.batch_manifest": at("batch", batch="id", also={"form": "json"}),
    "desk.case": at("case_", number="number"),
    "desk.file": at("file_blob", scope="scope", digest="digest"),
    "desk.filled": FORM,
    "desk.form": FORM,
    "desk.missing": FORM,
    "desk.guide": fixed(key="open_restaurant"),
    "desk.submit": FORM,
    "desk.lift": FORM,
    "desk.lifted": FORM,
    "desk.why": FORM,
    "manual.book": fixed(key="admin"),
    "portal.emblem": fixed(unit=441322000000, digest="none"),
    "portal.guide": fixed(unit=441322000000, key="none"),
    "portal.guide_code": fixed(unit=441322000000, key="none"),
    "portal.guide_flow": fixed(unit=441322000000, key="none"),
    "portal.guide_list": fixed(unit=441322000000),
    "portal.guide_paper": fixed(unit=441322000000, key="none", paper="notice"),
    "portal.guide_plates": fixed(unit=441322000000),
    "portal.guide_prints": fixed(unit=441322000000, paper="scope"),
    "portal.language": fixed(code="zh"),
    "portal.paper": fixed(code="none"),
    "portal.paper_file": fixed(code="none"),
    "workbench.adjust": fixed(kind="matter", key="none"),
    "workbench.edit_example": at("proposal", draft="id", also={"number": 1}),
    "workbench.edit_scenario": at("proposal", draft="id", also={"number": 1}),
    "workbench.scenario": at("proposal", draft="id", also={"number": 1}),
    "workbench.example": at("proposal", draft="id", also={"number": 1}),
    "workbench.held_one": fixed(kind="matter", key="none"),
    "workbench.local": fixed(kind="matter", key="none"),
    "workbench.change_post": asked("post", scope="scope", department="department_key", name="name"),
    "workbench.post": asked("post", scope="scope", department="department_key", name="name"),
    "workbench.restore_local": fixed(kind="matter", key="none"),
    "workbench.settle_held": fixed(kind="matter", key="none"),
    "workbench.edit_setting": fixed(kind="phones"),
    "workbench.pack": fixed(digest="none"),
    "workbench.paper": at("proposal", draft="id", also={"key": "receipt"}),
    "workbench.setting": fixed(kind="phones"),
    "workbench.edit_table": at("proposal", draft="id", also={"key": "none"}),
    "workbench.table": at("proposal", draft="id", also={"key": "none"}),
    "workbench.table_workbook": at("proposal", draft="id", also={"key": "none"}),
    "workbench.take_workbook": at("proposal", draft="id", also={"key": "none"}),
    "workbench.take_in": fixed(digest="none"),
    "workbench.turn": fixed(kind="matter", key="none"),
    "workbench.go_to_use": fixed(kind="element", key="applicant.name"),
    "workbench.used": fixed(kind="element", key="applicant.name"),
    "workbench.versions": fixed(kind="matter", key="none"),
}

APART = {"static", "bootstrap.static", "auth.sign_out", "health.metrics"}
"""Files of the house, and what ends the visit."""
NAMES_NO_ROW = ("index_view", "create_view", "hire_view", "index")
"""Pages of the back office about no single row."""


def address_of(endpoint: str, arguments: set[str]) -> Address | None:
    """What a route's address names, or None when nobody has said it."""
    if endpoint in ROUTES:
        return ROUTES[endpoint]
    tables = {MEANINGS[one][0] for one in arguments if one in MEANINGS}
    if not arguments or not arguments <= {*MEANINGS, *HARMLESS} or len(tables) > 1:
        return None
    columns = {one: MEANINGS[one][1] for one in arguments if one in MEANINGS}
    return Address(next(iter(tables), ""), columns, also={one: HARMLESS[one] for one in arguments & set(HARMLESS)})
