"""The life of a tenant: zones, mergers, splits, new names, with dates and successors."""

from __future__ import annotations

import pathlib

from alembic import op

from onewindow.store.migrations.versions.v0001_foundation import COUNTY_LEVEL, HERE, UPWARD, protect, run

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = {
    "tenant_stage": (HERE, UPWARD, "SELECT, INSERT"),
    "tenant_former": (HERE, UPWARD, "SELECT, INSERT"),
    "tenant_succession": (HERE, COUNTY_LEVEL, "SELECT, INSERT"),
    "city_sight": (HERE, COUNTY_LEVEL, "SELECT, INSERT, UPDATE (valid_to)"),
}
FROZEN = ("tenant_stage", "tenant_former", "tenant_succession")


def upgrade() -> None:
    """Add the history of tenants, close it, and let open cases follow a recorded succession."""
    for script in sorted(pathlib.Path(__file__).with_name("v0004").glob("*.sql")):
        run(script.read_text(encoding="utf-8"))
    for table, (reads, writes, grants) in TABLES.items():
        protect(table, reads, writes, grants)
    for table in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    op.execute("GRANT UPDATE (home_scope) ON case_ TO ow_app")
    op.execute("GRANT UPDATE (scope, moved_from) ON task TO ow_app")
    op.execute("GRANT UPDATE (code) ON tenant TO ow_app")
    op.execute("GRANT SELECT ON tenant_stage, tenant_former, tenant_succession, city_sight TO ow_platform")
