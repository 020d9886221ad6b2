"""What a person gave before may be offered again, and a material may have several files.

A case keeps its files in rows of its own, for materials and for answers alike, so that whoever sees the case sees them.
Earlier answers are found by a keyed hash of the number that identifies the applicant, never by the number itself.
"""

from __future__ import annotations

import pathlib

from alembic import op

from onewindow.store.migrations.versions.v0001_foundation import ACCEPTING, CASE, HERE, UPWARD, protect, run, within

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FILE_OF_CASE = (
    "EXISTS (SELECT FROM case_file f WHERE f.county_id = file_blob.county_id"
    " AND f.file_scope = file_blob.scope AND f.file_digest = file_blob.digest)"
)
FILE = f"{HERE} AND ({within('scope')} OR {FILE_OF_CASE})"


def upgrade() -> None:
    """Part the files from the materials, keep what the clerk checked and why something is missing."""
    op.execute("DROP POLICY file_blob_read ON file_blob")
    folder = pathlib.Path(__file__).with_name("v0003")
    for script in sorted(folder.glob("*.sql")):
        run(script.read_text(encoding="utf-8"))
    protect("case_file", CASE, CASE, "SELECT, INSERT, DELETE")
    protect("earlier_answers", ACCEPTING, ACCEPTING, "SELECT, INSERT")
    protect("prefill_consent", UPWARD, UPWARD, "SELECT, INSERT")
    run(f"CREATE POLICY file_blob_read ON file_blob FOR SELECT TO ow_app USING ({FILE})")
    run("GRANT SELECT ON case_file, earlier_answers, prefill_consent TO ow_platform")
