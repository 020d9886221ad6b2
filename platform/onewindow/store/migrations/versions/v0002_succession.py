"""What a case gets from the cases before it, and the messages that wait for a gateway.

A member that waited starts on the day its last predecessor has its result; the elements that the result provides are
written beside its own answers, which stay as they were given.
"""

from __future__ import annotations

from alembic import op

from onewindow.store.migrations.versions.v0001_foundation import CASE, protect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MESSAGE = """
CREATE TABLE message (
    county_id        bigint NOT NULL,
    id               uuid   NOT NULL,
    case_id          uuid   NOT NULL,
    accepting_scope  bigint NOT NULL,
    home_scope       bigint NOT NULL,
    channel          text   NOT NULL,
    recipient        text   NOT NULL,
    body             text   NOT NULL,
    made_at          timestamptz NOT NULL,
    state            text   NOT NULL DEFAULT 'waiting',
    CONSTRAINT message_pk PRIMARY KEY (county_id, id),
    CONSTRAINT message_of_case FOREIGN KEY (county_id, case_id, accepting_scope, home_scope)
        REFERENCES case_ (county_id, id, accepting_scope, home_scope),
    CONSTRAINT message_channel_known CHECK (channel IN ('sms')),
    CONSTRAINT message_state_known CHECK (state IN ('waiting', 'sent', 'failed'))
)
"""


def upgrade() -> None:
    """Add what later members get, and the messages; both closed by the same policies as their cases."""
    op.execute("ALTER TABLE case_ ADD COLUMN supplied jsonb NOT NULL DEFAULT '{}'")
    op.execute("GRANT UPDATE (supplied, accepted_on) ON case_ TO ow_app")
    op.execute(MESSAGE)
    op.execute("CREATE INDEX message_of_case_in_order ON message (county_id, case_id, made_at)")
    op.execute("CREATE INDEX message_waiting ON message (county_id, made_at) WHERE state = 'waiting'")
    protect("message", CASE, CASE, "SELECT, INSERT, UPDATE (state)")
    op.execute("GRANT SELECT, UPDATE (state) ON message TO ow_platform")
