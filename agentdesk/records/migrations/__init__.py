"""Alembic scripts, oldest first in `versions/`; `records.schema` runs them."""
