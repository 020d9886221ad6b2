"""Posts are called otherwise and ended: whoever stands at one, and whoever it is lent to, goes along with its name."""

from __future__ import annotations

from onewindow.store.migrations.versions.v0001_foundation import UPWARD, run

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let names of posts change wherever they stand, and posts go; on the same rows that could be written before."""
    run(f"CREATE POLICY post_delete ON post FOR DELETE TO ow_app USING ({UPWARD})")
    run("GRANT UPDATE (name), DELETE ON post TO ow_app")
    run(
        f"CREATE POLICY role_binding_update ON role_binding FOR UPDATE TO ow_app USING ({UPWARD}) WITH CHECK ({UPWARD})"
    )
    run("GRANT UPDATE (post) ON role_binding TO ow_app")
    run("GRANT UPDATE (post) ON delegation TO ow_app")
