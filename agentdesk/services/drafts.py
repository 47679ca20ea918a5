"""Drafts of calls, on this machine's disk within the second they are typed in."""

from pathlib import Path
from uuid import UUID

from agentdesk.records import drafts
from agentdesk.records.drafts import Draft
from agentdesk.services.office import Desk, Office

__all__ = ["Draft", "drop", "keep", "recall"]


def keep(office: Office, desk: Desk, call_id: UUID, draft: Draft) -> None:
    """Put the draft of a call on disk, in place of the one before. Raises StoreUnavailable when the disk refuses."""
    drafts.write(_path(office, desk, call_id), draft)


def recall(office: Office, desk: Desk, call_id: UUID) -> Draft | None:
    """The draft of a call as last kept; None where there is none."""
    return drafts.read(_path(office, desk, call_id))


def drop(office: Office, desk: Desk, call_id: UUID) -> None:
    """Forget the draft of a call that is saved."""
    drafts.remove(_path(office, desk, call_id))


def _path(office: Office, desk: Desk, call_id: UUID) -> Path:
    """A file for each desk session and call: two desks on one machine do not read each other's."""
    return office.settings.data_dir / "drafts" / f"{desk.session_id}-{call_id}.json"
