"""Every table of the first release, who sees which row, and who may do what with it.

The tables stand in SQL beside this file. The policies are written from the sentences below, so that the same
sentence is the same text on every table. `current_setting` stays bare: wrapped in a SELECT or a function the
planner loses the range (docs/store.md).
"""

from __future__ import annotations

import pathlib

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

COUNTY = "current_setting('app.county')::bigint"
LO = "current_setting('app.lo')::bigint"
HI = "current_setting('app.hi')::bigint"

HERE = f"county_id = {COUNTY}"


def within(column: str) -> str:
    """A scope column lies in the range of the viewer."""
    return f"{column} BETWEEN {LO} AND {HI}"


UPWARD = f"{HERE} AND {within('scope')}"
DOWNWARD = f"{HERE} AND scope <= {HI} AND scope_hi >= {LO}"
ACCEPTING = f"{HERE} AND {within('accepting_scope')}"
CASE = f"{HERE} AND ({within('accepting_scope')} OR {within('home_scope')})"
OWN_DRAFT = f"{HERE} AND account_id = current_setting('app.actor')::uuid"
DOOR = "digest = current_setting('app.door')"
CALENDAR = f"({HERE} OR county_id = 0)"
COUNTY_LEVEL = f"{HERE} AND {LO} = county_id * 1000000"
MATERIAL_OF_FILE = (
    "EXISTS (SELECT FROM case_material m WHERE m.county_id = file_blob.county_id"
    " AND m.file_scope = file_blob.scope AND m.file_digest = file_blob.digest)"
)
FILE = f"{HERE} AND ({within('scope')} OR {MATERIAL_OF_FILE})"

ACCOUNT_CHANGES = "display_name, password_hash, status, failed_attempts, locked_until, must_change, phone_masked"
CASE_CHANGES = "status, due_on, due_state, decided_at, decided_by, decided_by_name, outcome, decision, closed_at"

# table: (who reads a row, who writes it, what the application may do)
TABLES = {
    "door": (DOOR, UPWARD, "SELECT, INSERT, DELETE"),
    "calendar_day": (CALENDAR, COUNTY_LEVEL, "SELECT, INSERT, UPDATE, DELETE"),
    "calendar_year": (CALENDAR, COUNTY_LEVEL, "SELECT, INSERT, UPDATE, DELETE"),
    # The map of a county is public inside it: an address or a home tenant may be named from anywhere.
    "tenant": (
        HERE,
        UPWARD,
        "SELECT, INSERT, UPDATE (name, short_name, initials, status, opened_on, valid_from, valid_to, phone, branding)",
    ),
    "department": (DOWNWARD, UPWARD, "SELECT, INSERT, UPDATE (name, level, phone, valid_to)"),
    "account": (
        UPWARD,
        UPWARD,
        f"SELECT, INSERT, UPDATE ({ACCOUNT_CHANGES})",
    ),
    "role_binding": (UPWARD, UPWARD, "SELECT, INSERT, DELETE"),
    "document": (HERE, HERE, "SELECT, INSERT"),
    "publication": (DOWNWARD, UPWARD, "SELECT, INSERT, UPDATE (state, listed_in)"),
    "overlay": (DOWNWARD, UPWARD, "SELECT, INSERT"),
    "application": (ACCEPTING, ACCEPTING, "SELECT, INSERT"),
    "case_": (
        CASE,
        CASE,
        f"SELECT, INSERT, UPDATE ({CASE_CHANGES})",
    ),
    "task": (
        CASE,
        CASE,
        "SELECT, INSERT, UPDATE (state, due_on, done_at, done_by, done_by_name, outcome, opinion)",
    ),
    "case_material": (
        CASE,
        CASE,
        "SELECT, INSERT, UPDATE (state, medium, originals, photocopies, pages, reason, file_scope, file_digest)",
    ),
    "case_clock": (CASE, CASE, "SELECT, INSERT, UPDATE (ends_on)"),
    "notice": (CASE, CASE, "SELECT, INSERT, UPDATE (printed, voided_at, voided_by, void_reason)"),
    "numbering": (HERE, HERE, "SELECT, INSERT, UPDATE (last)"),
    "file_blob": (FILE, UPWARD, "SELECT, INSERT"),
    "draft": (OWN_DRAFT, OWN_DRAFT, "SELECT, INSERT, UPDATE, DELETE"),
    "outbox": (UPWARD, UPWARD, "SELECT, INSERT, UPDATE (relayed_at, done_at, attempts)"),
    "audit_head": (HERE, HERE, "SELECT, INSERT, UPDATE (seq, digest)"),
    "audit": (UPWARD, UPWARD, "SELECT, INSERT"),
}

# Accepting for somebody else is a forgery: a new case stands in the writer's own range.
INSERTED = {"case_": ACCEPTING}

PLATFORM = (
    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO ow_platform",
    "GRANT UPDATE (relayed_at, done_at, attempts) ON outbox TO ow_platform",
    "GRANT INSERT, UPDATE, DELETE ON calendar_day, calendar_year TO ow_platform",
    "GRANT SELECT ON alembic_version TO ow_app",
)


def protect(table: str, reads: str, writes: str, grants: str) -> None:
    """Switch row-level security on for everybody, the owner included, and say who reads and writes a row."""
    run(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    run(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    run(f"CREATE POLICY {table}_read ON {table} FOR SELECT TO ow_app USING ({reads})")
    run(f"CREATE POLICY {table}_insert ON {table} FOR INSERT TO ow_app WITH CHECK ({INSERTED.get(table, writes)})")
    if "UPDATE" in grants:
        run(f"CREATE POLICY {table}_update ON {table} FOR UPDATE TO ow_app USING ({writes}) WITH CHECK ({writes})")
    if "DELETE" in grants:
        run(f"CREATE POLICY {table}_delete ON {table} FOR DELETE TO ow_app USING ({writes})")
    run(f"GRANT {grants} ON {table} TO ow_app")


def run(script: str) -> None:
    """Send SQL as it stands: one or several statements, without parameters."""
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(script)


def upgrade() -> None:
    """Create the tables, then close every one of them before anything is granted."""
    folder = pathlib.Path(__file__).with_name("v0001")
    for script in sorted(folder.glob("*.sql")):
        run(script.read_text(encoding="utf-8"))
    for table, (reads, writes, grants) in TABLES.items():
        protect(table, reads, writes, grants)
    for statement in PLATFORM:
        run(statement)
