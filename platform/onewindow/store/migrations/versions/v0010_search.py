"""Publications are found by the first letters of the pinyin of their titles, kept when they are published."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

from onewindow.store.migrations.versions.v0001_foundation import run
from tenants.pinyin import initials

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the letters, and write them for what was published before."""
    run("ALTER TABLE publication ADD COLUMN initials text NOT NULL DEFAULT ''")
    run("ALTER TABLE publication NO FORCE ROW LEVEL SECURITY")
    connection = op.get_bind()
    for (title,) in connection.execute(text("SELECT DISTINCT title FROM publication")).all():
        letters = {"title": title, "initials": initials(title)}
        connection.execute(text("UPDATE publication SET initials = :initials WHERE title = :title"), letters)
    run("ALTER TABLE publication FORCE ROW LEVEL SECURITY")
