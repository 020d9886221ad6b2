"""Batches of paper, and the fonts that tenants bring along."""

from __future__ import annotations

import pathlib

from onewindow.store.migrations.versions.v0001_foundation import DOWNWARD, UPWARD, protect, run

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables: batches are seen like cases, upwards; fonts are inherited like templates, downwards."""
    run(pathlib.Path(__file__).with_name("v0009").joinpath("batches.sql").read_text(encoding="utf-8"))
    protect("batch", UPWARD, UPWARD, "SELECT, INSERT, UPDATE (state, ended_at)")
    protect("batch_part", UPWARD, UPWARD, "SELECT, INSERT, UPDATE (done, content)")
    protect("batch_row", UPWARD, UPWARD, "SELECT, INSERT, UPDATE (state, notice_id, number, pages, sha256, reason)")
    protect("font", DOWNWARD, UPWARD, "SELECT, INSERT, UPDATE (removed_at)")
    run("GRANT SELECT ON batch, batch_part, batch_row, font TO ow_platform")
