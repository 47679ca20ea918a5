"""Drafts of calls and of what else is written, on this machine's disk within the second they are typed in."""

from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

from agentdesk.records import drafts
from agentdesk.records.drafts import Draft
from agentdesk.services.office import Desk, Office

__all__ = ["Draft", "Piece", "drop", "keep", "recall"]

Piece = UUID | str
"""What a draft is of: a call by its key, or by a name what an agent writes beside calls, on whichever desk."""


def keep(office: Office, desk: Desk, piece: Piece, draft: Draft) -> None:
    """Put a draft on disk, in place of the one before. Raises StoreUnavailable when the disk refuses."""
    drafts.write(_path(office, desk, piece), draft)


def recall(office: Office, desk: Desk, piece: Piece) -> Draft | None:
    """A draft as last kept; None where there is none."""
    return drafts.read(_path(office, desk, piece))


def drop(office: Office, desk: Desk, piece: Piece) -> None:
    """Forget the draft of what is saved."""
    drafts.remove(_path(office, desk, piece))


def _path(office: Office, desk: Desk, piece: Piece) -> Path:
    """A file for each desk session and call: two desks on one machine do not read each other's.

    What is written beside calls waits for its agent through a signing out.
    """
    whose = desk.session_id if isinstance(piece, UUID) else uuid5(NAMESPACE_OID, desk.agent_id)
    return office.settings.data_dir / "drafts" / f"{whose}-{piece}.json"
