"""The history of the schema: Alembic revisions, each with its SQL beside it."""
