"""What all tables share: names of constraints, their own metadata, and how a row is read and written as columns."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Connection, Insert, MetaData, Select, Table, Update, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

Source = Connection | Session
"""What a question can be put to: a unit's connection or a reading's session."""


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


def table_name(kind: type[Row]) -> str:
    """The name of a table."""
    return kind.__table__.name


@cache
def columns_of(kind: type[Row]) -> tuple[str, ...]:
    """The names of a table's columns."""
    return tuple(column.key for column in kind.__table__.columns)


@cache
def primary_of(kind: type[Row]) -> tuple[str, ...]:
    """The names of a table's key columns."""
    return tuple(column.key for column in kind.__table__.primary_key.columns)


def values(row: Row) -> dict[str, Any]:
    """A row's columns and what they hold."""
    held = row.__dict__
    return {name: held[name] for name in columns_of(type(row))}


def key(columns: Mapping[str, Any], primary: tuple[str, ...]) -> str:
    """A row's primary key as one text."""
    return "/".join([str(columns[name]) for name in primary])


def pick(kind: type[Row], *names: str) -> Select[Any]:
    """A question for some columns of a table, by name: lists read columns, not objects."""
    return select(*(kind.__table__.c[name] for name in names))


# Statements are made once: making one costs as much as running it.


@cache
def by_key(kind: type[Row]) -> Select[Any]:
    """Read one row by its (single) key, given as `key`, and hold it until the transaction ends."""
    (name,) = primary_of(kind)
    return select(kind.__table__).where(kind.__table__.c[name] == bindparam("key")).with_for_update()


@cache
def adding(kind: type[Row]) -> Insert:
    """Insert rows."""
    return insert(kind.__table__)


@cache
def changing(kind: type[Row], names: frozenset[str]) -> Update:
    """Change these columns of the row whose key columns are given as `key_<name>`."""
    table = kind.__table__
    here = [table.c[name] == bindparam(f"key_{name}") for name in primary_of(kind)]
    return update(table).where(*here).values({name: bindparam(name) for name in sorted(names)})
