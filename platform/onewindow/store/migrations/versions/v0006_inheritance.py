"""What a lower tenant changes, and who is held at an older version.

A row of `held` says: this tenant's overlay does not fit that publication, so the tenant goes on with the document it
had (`base_digest`: what its parent offered then) until somebody settles it. Only conflicts make rows: a tenant that
moves along has none.
"""

from __future__ import annotations

from alembic import op

from onewindow.store.migrations.versions.v0001_foundation import DOWNWARD, UPWARD, protect, run

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KINDS = (
    *("matter", "theme", "elements", "calendar", "template", "parameters", "table"),
    *("guide", "phones", "windows", "standards", "notice_items"),
)

HELD = """
CREATE TABLE held (
    county_id       bigint NOT NULL,
    scope           bigint NOT NULL,
    scope_hi        bigint NOT NULL GENERATED ALWAYS AS (CASE
                        WHEN scope % 1000 <> 0 THEN scope
                        WHEN scope % 1000000 <> 0 THEN scope + 999
                        WHEN scope % 100000000 <> 0 THEN scope + 999999
                        ELSE scope + 99999999 END) STORED,
    publication_id  uuid   NOT NULL,
    kind            text   NOT NULL,
    key             text   NOT NULL,
    base_digest     text   NOT NULL,
    refusals        jsonb  NOT NULL,
    held_at         timestamptz NOT NULL,
    settled_at      timestamptz,
    settled_how     text,
    CONSTRAINT held_pk PRIMARY KEY (county_id, scope, publication_id),
    CONSTRAINT held_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT held_from_publication FOREIGN KEY (county_id, publication_id) REFERENCES publication (county_id, id),
    CONSTRAINT held_at_document FOREIGN KEY (county_id, base_digest) REFERENCES document (county_id, digest),
    CONSTRAINT held_settled_somehow CHECK ((settled_at IS NULL) = (settled_how IS NULL)),
    CONSTRAINT held_settled_known CHECK (settled_how IN ('settled', 'restored', 'fits_again'))
)
"""


def upgrade() -> None:
    """Add who is held, the way to one tenant's overlays, and the kinds that a tenant may publish."""
    run(HELD)
    op.execute("CREATE INDEX held_open ON held (county_id, kind, key, scope) WHERE settled_at IS NULL")
    op.execute("CREATE INDEX overlay_of_lineage ON overlay (county_id, scope, kind, key, version DESC)")
    protect(
        "held",
        DOWNWARD,
        UPWARD,
        "SELECT, INSERT, UPDATE (base_digest, refusals, held_at, settled_at, settled_how)",
    )
    op.execute("GRANT SELECT ON held TO ow_platform")
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    op.execute("ALTER TABLE publication DROP CONSTRAINT publication_kind_known")
    op.execute(f"ALTER TABLE publication ADD CONSTRAINT publication_kind_known CHECK (kind IN ({kinds}))")
    states = "'published', 'suspended', 'withdrawn', 'yielded'"
    op.execute("ALTER TABLE publication DROP CONSTRAINT publication_state_known")
    op.execute(f"ALTER TABLE publication ADD CONSTRAINT publication_state_known CHECK (state IN ({states}))")
