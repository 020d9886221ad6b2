"""Paper that was handed out: copies with their bytes' digest, voiding and replacement, seals in custody, certificates.

A copy is insert-only, as is every use of a seal. The bytes of a signed copy are kept (ADR 0016); those of others are a
function of the record. A seal's picture is seen by who sees the seal, or a paper that carries it.
"""

from __future__ import annotations

import pathlib

from alembic import op

from onewindow.store.migrations.versions.v0001_foundation import (
    CASE,
    COUNTY_LEVEL,
    DOWNWARD,
    HERE,
    UPWARD,
    protect,
    run,
)
from onewindow.store.migrations.versions.v0006_inheritance import KINDS

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PICTURE = (
    f"{HERE} AND (EXISTS (SELECT FROM seal s WHERE s.county_id = seal_image.county_id"  # noqa: S608 - constants only
    " AND s.image_digest = seal_image.digest)"
    " OR EXISTS (SELECT FROM seal_use u WHERE u.county_id = seal_image.county_id"
    " AND u.image_digest = seal_image.digest))"
)
# table: (who reads a row, who writes it, what the application may do)
TABLES = {
    "paper_copy": (CASE, CASE, "SELECT, INSERT"),
    "seal": (DOWNWARD, UPWARD, "SELECT, INSERT, UPDATE (withdrawn_on)"),
    "seal_custody": (DOWNWARD, UPWARD, "SELECT, INSERT, UPDATE (ended_on)"),
    "seal_use": (CASE, CASE, "SELECT, INSERT"),
    "seal_image": (PICTURE, HERE, "SELECT, INSERT"),
    "certificate": (DOWNWARD, UPWARD, "SELECT, INSERT, UPDATE (revoked_at, revoke_reason)"),
    "revocation_list": (HERE, COUNTY_LEVEL, "SELECT, INSERT"),
}


def upgrade() -> None:
    """Widen the notices, then make the tables and close every one of them."""
    run(pathlib.Path(__file__).with_name("v0008").joinpath("paper.sql").read_text(encoding="utf-8"))
    kinds = ", ".join(f"'{kind}'" for kind in (*KINDS, "numbering"))
    op.execute("ALTER TABLE publication DROP CONSTRAINT publication_kind_known")
    op.execute(f"ALTER TABLE publication ADD CONSTRAINT publication_kind_known CHECK (kind IN ({kinds}))")
    op.execute("GRANT UPDATE (replaced_by) ON notice TO ow_app")
    for table, (reads, writes, grants) in TABLES.items():
        protect(table, reads, writes, grants)
        op.execute(f"GRANT SELECT ON {table} TO ow_platform")
