"""Alembic's way in: run the scripts on the connection and in the transaction of `records.schema`."""

from alembic import context

from agentdesk.records.journal import JournalRow

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=JournalRow.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
