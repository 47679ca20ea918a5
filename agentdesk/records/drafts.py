"""Drafts: what is being typed, on this disk and nowhere else, replaced whole so that a kill leaves the last one.

Not journaled: a draft is nobody's record until it is saved.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from agentdesk.errors import StoreUnavailable
from agentdesk.text import clean


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the editor and the forms of one call."""

    note: str = ""
    caret: tuple[int, int] = (0, 0)
    """Row and column of the caret in the note."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Ticket form, caller's name, read-back, slots: whatever else was typed, by name."""


def write(path: Path, draft: Draft) -> None:
    """Put the draft on disk, safe from a kill and a power cut. Raises StoreUnavailable."""
    cleaned = Draft(
        clean(draft.note, lines=True),
        draft.caret,
        {name: clean(value, lines=True) for name, value in draft.fields.items()},
    )
    beside = path.with_suffix(f".{os.getpid()}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(cleaned), file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        _sync(path.parent)
    except OSError as fault:
        raise StoreUnavailable("drafts.unwritable", folder=path.parent, reason=fault.strerror) from fault


def read(path: Path) -> Draft | None:
    """The draft on disk, None where there is none. A file that is no draft raises StoreUnavailable."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        row, column = plain["caret"]
        return Draft(str(plain["note"]), (int(row), int(column)), dict(plain["fields"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise StoreUnavailable("drafts.unreadable", file=path) from fault


def remove(path: Path) -> None:
    """Take the draft away; one that is not there is away already."""
    path.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
