"""Drafts of documents and their way to publication.

A draft is seen by the tenant that owns it and those above (they confirm and review), never below: nobody builds on what
is not decided. What publishing leaves behind is seen as the publication itself is.
"""

from __future__ import annotations

import pathlib

from onewindow.store.migrations.versions.v0001_foundation import DOWNWARD, HERE, UPWARD, protect, run

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PROPOSAL_CHANGES = (
    "title, department, base_digest, state, revision, saved_at, saved_by, saved_by_name, reason, listing, demands,"
    " due_on, offline_reason, publication_id"
)

# table: (who reads a row, who writes it, what the application may do)
TABLES = {
    "proposal": (UPWARD, UPWARD, f"SELECT, INSERT, UPDATE ({PROPOSAL_CHANGES})"),
    "proposal_revision": (UPWARD, UPWARD, "SELECT, INSERT"),
    "proposal_presence": (UPWARD, UPWARD, "SELECT, INSERT, UPDATE (name, place, since, seen_at)"),
    "proposal_step": (UPWARD, UPWARD, "SELECT, INSERT"),
    "release": (DOWNWARD, UPWARD, "SELECT, INSERT"),
    "document_reference": (HERE, HERE, "SELECT, INSERT"),
}


def upgrade() -> None:
    """Create the tables, closed before anything is granted."""
    folder = pathlib.Path(__file__).with_name("v0007")
    for script in sorted(folder.glob("*.sql")):
        run(script.read_text(encoding="utf-8"))
    for table, (reads, writes, grants) in TABLES.items():
        protect(table, reads, writes, grants)
    run(f"GRANT SELECT ON {', '.join(TABLES)} TO ow_platform")
