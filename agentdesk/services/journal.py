"""The check of the journal: whether every record is as it was left."""

from dataclasses import dataclass

from agentdesk.records.journal import Fault, Verification
from agentdesk.services.office import Office

__all__ = ["Fault", "VerifyReport", "verify"]


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What the check found: how much was read, and every fault, the first bad entry of a chain first."""

    entries: int
    chains: int
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def verify(office: Office) -> VerifyReport:
    """Read the whole journal and every row it speaks of."""
    verification = Verification()
    with office.store.reading() as session:
        faults = tuple(verification.faults(session))
    return VerifyReport(verification.entries, verification.chains, faults)
