"""What another desk or door commits is noticed; what nobody commits is not."""

import pytest

from agentdesk.clock import FixedClock
from agentdesk.ids import SystemIds
from agentdesk.packs import Library
from agentdesk.rules.presence import State
from agentdesk.services import calls, presence
from agentdesk.services.notices import Watch
from agentdesk.services.office import Desk, Office, open_store
from tests import postgres
from tests.services.taking import NUMBER


def settled(watch: Watch) -> None:
    """Ask until nothing new is told; a notice may be on its way."""
    while watch.changed():
        pass


def told(watch: Watch) -> bool:
    """Whether a change is told; a server may take a moment to pass it on."""
    return any(watch.changed() for _ in range(10_000))


def test_a_ring_of_another_process_is_noticed_once(
    office: Office, desk: Desk, clock: FixedClock, library: Library
) -> None:
    presence.go(office, desk, State.READY)
    other = Office(open_store(office.settings, clock), library, clock, SystemIds(), office.settings)
    watch = Watch(office)
    assert watch.changed()
    settled(watch)
    assert not watch.changed()
    calls.ring(other, NUMBER, "A11")
    assert told(watch)
    settled(watch)
    assert not watch.changed()
    watch.close()
    other.close()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_lost_line_is_found_again_and_counts_as_a_change(office: Office, postgres_socket: str) -> None:
    watch = Watch(office)
    assert watch.changed()
    settled(watch)
    postgres.part(postgres_socket)
    assert told(watch)
    settled(watch)
    assert not watch.changed()
    watch.close()


def test_reading_is_no_change(office: Office, desk: Desk) -> None:
    watch = Watch(office)
    assert watch.changed()
    settled(watch)
    calls.recent(office, desk)
    presence.presence(office, desk)
    assert not watch.changed()
    watch.close()
