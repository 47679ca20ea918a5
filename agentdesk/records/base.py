"""What all tables share: names of constraints, and their own metadata."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import MetaData, Select, Table, select
from sqlmodel import SQLModel


class Row(SQLModel):
    """A row of any table. Names of constraints are fixed, so that migrations can speak of them on every database."""

    if TYPE_CHECKING:
        __table__: ClassVar[Table]

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        }
    )


def table_name(row: type[Row]) -> str:
    """The name of a row's table."""
    return str(row.__tablename__)


def values(row: Row) -> dict[str, Any]:
    """A row's columns and what they hold."""
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def key(columns: Mapping[str, Any], primary: tuple[str, ...]) -> str:
    """A row's primary key as one text."""
    return "/".join(str(columns[name]) for name in primary)


def primary_of(row: type[Row]) -> tuple[str, ...]:
    """The names of a table's key columns."""
    return tuple(column.key for column in row.__table__.primary_key.columns)


def pick(row: type[Row], *names: str) -> Select[Any]:
    """A question for some columns of a table, by name: lists read columns, not objects."""
    return select(*(row.__table__.c[name] for name in names))
