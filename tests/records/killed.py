"""A desk to be killed: types drafts and saves calls as fast as it can, and says what was answered for, until it dies.

Run as `python -m tests.records.killed FOLDER`. Reads a line, then forks a desk that goes on with the store in FOLDER,
and prints the desk's process id; the desk prints its acknowledgements on the same output, one a line.
"""

import os
import sys
import time
from datetime import UTC, datetime
from uuid import UUID

from agentdesk.clock import SystemClock
from agentdesk.ids import SystemIds
from agentdesk.packs import Library
from agentdesk.rules.moves import Ending
from agentdesk.rules.presence import State
from agentdesk.services import accounts, calls, drafts, passwords, presence, wording
from agentdesk.services.calls import CallView
from agentdesk.services.drafts import Draft
from agentdesk.services.office import Desk, Office, open_store
from agentdesk.services.sample import plant_sample
from agentdesk.settings import Settings, load

TYPED = "客户反映宽带夜间变慢，已经重启光猫，约定明天上午上门检查。"
KEPT_EVERY = 3
"""Keys between two drafts; the desk of the screens keeps one every half second."""


def say(what: str, *values: object) -> None:
    """One acknowledgement, out at once: whatever is printed was answered for."""
    os.write(1, (" ".join([what, *map(str, values)]) + "\n").encode())


def office(settings: Settings, library: Library) -> Office:
    """The office on the store in the folder."""
    return Office(open_store(settings, SystemClock()), library, SystemClock(), SystemIds(), settings)


def live(settings: Settings, library: Library) -> None:
    """Sign in, take up the call that was left, and go on until killed."""
    here = office(settings, library)
    desk = accounts.sign_in(here, "1001", "sample-1001", "A11")
    call = calls.current(here, desk)
    while True:
        call = call or _taken(here, desk)
        _work(here, desk, call)
        call = None


def _taken(here: Office, desk: Desk) -> CallView:
    if presence.presence(here, desk).state is State.NOT_READY:
        presence.go(here, desk, State.READY)
    call = calls.ring(here, "01055500142", "A11", by=desk)
    say("rang", call.id)
    return call


def _work(here: Office, desk: Desk, call: CallView) -> None:
    """Type the note of a call key by key, save it, and close the call."""
    if call.call.phase == "ringing":
        calls.answer(here, desk, call.id)
    draft = drafts.recall(here, desk, call.id)
    note = draft.note if draft else ""
    _type(here, desk, call.id, note)
    if call.call.phase != "wrap-up":
        calls.end(here, desk, call.id, Ending.DROPPED, reason="断线")
        say("ended", call.id)
    calls.wrap_up(here, desk, call.id, "solved", TYPED)
    say("saved", call.id)
    drafts.drop(here, desk, call.id)


def _type(here: Office, desk: Desk, call_id: UUID, note: str) -> None:
    for count in range(len(note), len(TYPED)):
        note = TYPED[: count + 1]
        say("typed", call_id, len(note), datetime.now(UTC).timestamp())
        if count % KEPT_EVERY == 0:
            drafts.keep(here, desk, call_id, Draft(note, (0, len(note))))
            say("kept", call_id, len(note))
        time.sleep(0.001)


def main() -> None:
    """Fork a desk for each line read."""
    passwords.MEMORY_KIB, passwords.ROUNDS = 8, 1
    settings, library = load({"data_dir": sys.argv[1]}, {}), Library.load()
    first = office(settings, library)
    plant_sample(first)
    # Every desk scans what it saves; compiled here once, so that the short lives are spent on saving.
    for pack in library.packs.values():
        wording.matcher(pack).scan(TYPED)
    first.close()
    say("planted")
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            live(settings, library)
        say("forked", child)
        os.waitpid(child, 0)
        say("died", child)


if __name__ == "__main__":
    main()
