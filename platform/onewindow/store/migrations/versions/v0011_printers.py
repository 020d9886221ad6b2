"""Printers of windows, and how far each of them is moved for printed sheets (套打)."""

from __future__ import annotations

import pathlib

from onewindow.store.migrations.versions.v0001_foundation import UPWARD, protect, run

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, seen upwards like batches; a batch keeps what it was moved by."""
    run(pathlib.Path(__file__).with_name("v0011").joinpath("printers.sql").read_text(encoding="utf-8"))
    protect("printer", UPWARD, UPWARD, "SELECT, INSERT, UPDATE (removed_at)")
    protect("printer_shift", UPWARD, UPWARD, "SELECT, INSERT, UPDATE (across, down, set_at, set_by, set_by_name)")
    run("GRANT SELECT ON printer, printer_shift TO ow_platform")
