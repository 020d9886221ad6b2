"""People: posts with dates, delegations, second factors, identities kept elsewhere, and who is signed in.

What concerns one account is seen and written from its tenant upwards; which roles need a second factor and where one
signs in otherwise is configuration, seen downwards.
"""

from __future__ import annotations

import pathlib

from onewindow.store.migrations.versions.v0001_foundation import DOWNWARD, UPWARD, protect, run

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = {
    "post": (UPWARD, UPWARD, "SELECT, INSERT, UPDATE (duty)"),
    "delegation": (UPWARD, UPWARD, "SELECT, INSERT, UPDATE (revoked_at)"),
    "sign_in": (UPWARD, UPWARD, "SELECT, INSERT, UPDATE (last_seen, confirmed_at), DELETE"),
    "second_factor": (
        UPWARD,
        UPWARD,
        "SELECT, INSERT, UPDATE (secret, confirmed_at, last_step, recovery), DELETE",
    ),
    "factor_rule": (DOWNWARD, UPWARD, "SELECT, INSERT, DELETE"),
    "identity_provider": (
        DOWNWARD,
        UPWARD,
        "SELECT, INSERT, UPDATE (name, issuer, client_id, client_secret, scopes, claim), DELETE",
    ),
    "identity": (UPWARD, UPWARD, "SELECT, INSERT, DELETE"),
}


def upgrade() -> None:
    """Add the tables, and dates to the roles; close each of them as the tables of v0001 are closed."""
    folder = pathlib.Path(__file__).with_name("v0005")
    for script in sorted(folder.glob("*.sql")):
        run(script.read_text(encoding="utf-8"))
    for table, (reads, writes, grants) in TABLES.items():
        protect(table, reads, writes, grants)
        run(f"GRANT SELECT ON {table} TO ow_platform")
