"""Alembic's entry: runs the revisions on the connection that `onewindow.store.schema` hands in."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
