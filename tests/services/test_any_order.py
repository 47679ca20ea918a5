"""Whatever agents do in whatever order, on two desks and through crashes: the records stay of one piece."""

import random
from collections import Counter
from pathlib import Path

import pytest

from agentdesk.clock import FixedClock
from agentdesk.errors import Refused
from agentdesk.ids import SystemIds
from agentdesk.packs import Library
from agentdesk.rules.call import EXCEPTIONS, CallRules, Phase, Refusal, Standing, obligations
from agentdesk.rules.moves import Ending, Party, Purpose
from agentdesk.rules.pack import Binding, Direction, Duty
from agentdesk.rules.presence import AT_REST, State, during
from agentdesk.services import accounts, calls, centre, exchanges, journal, presence, tickets
from agentdesk.services.centre import CentrePlan, NewAccount
from agentdesk.services.office import Desk, Office, open_store
from agentdesk.services.tickets import TicketDraft
from agentdesk.settings import load
from tests.conftest import PASSWORD, START
from tests.services.taking import NUMBER

SEATS = {"1001": "A11", "1002": "A12"}
NOTES = ("", "已处理", "客户要求退费，我说我不知道。")
LIVE = (Phase.TALKING, Phase.HOLDING)


class TwoDesks:
    """Two agents at work on one store, as chance will have it."""

    def __init__(self, folder: Path, library: Library, seed: int) -> None:
        self.chance = random.Random(seed)
        self.folder, self.library = folder, library
        self.clock = FixedClock(START)
        self.ids = SystemIds(self.clock, self.chance.getrandbits)
        self.office = self.opened()
        roles = frozenset({accounts.Role.AGENT, accounts.Role.ADMIN})
        people = tuple(NewAccount(agent, "x", PASSWORD, roles) for agent in SEATS)
        centre.set_up(self.office, CentrePlan("x", "tietong-10050", "Asia/Shanghai", people))
        self.pack = self.office.pack("tietong-10050")
        self.desks = {agent: accounts.sign_in(self.office, agent, PASSWORD, seat) for agent, seat in SEATS.items()}
        self.endings: Counter[Ending | None] = Counter()

    def opened(self) -> Office:
        settings = load({"data_dir": str(self.folder)}, {})
        return Office(open_store(settings, self.clock), self.library, self.clock, self.ids, settings)

    def call(self, desk: Desk) -> calls.CallView | None:
        return calls.current(self.office, desk)

    def at_a_call(self, desk: Desk) -> calls.CallView:
        """The agent's call, whatever its phase; a fresh one, answered, where there is none."""
        if (call := self.call(desk)) is None:
            if presence.presence(self.office, desk).state is State.AWAY:
                presence.go(self.office, desk, State.READY)
            call = calls.ring(self.office, NUMBER, desk.seat, by=desk)
        if call.call.phase is Phase.RINGING and self.chance.random() < 0.9:
            calls.answer(self.office, desk, call.id)
        return self.call(desk) or call

    def step(self) -> None:
        """One thing that one agent does, or that happens."""
        desk = self.desks[self.chance.choice(sorted(SEATS))]
        self.clock.advance(self.chance.randint(-30, 300))
        self.chance.choice(
            (self.go, self.ring, self.say, self.talk, self.hold, self.promise, self.end, self.end, self.keep_note,
             self.wrap_up, self.wrap_up, self.open_ticket, self.exchange, self.leave, self.crash)
        )(desk)  # fmt: skip

    # ---- what agents do -------------------------------------------------------------------------------------------

    def go(self, desk: Desk) -> None:
        resting = presence.presence(self.office, desk).state in AT_REST
        try:
            presence.go(self.office, desk, self.chance.choice(sorted(AT_REST)), "x")
        except Refused:
            assert not resting
        else:
            assert resting

    def ring(self, desk: Desk) -> None:
        state, typed = presence.presence(self.office, desk).state, self.chance.random() < 0.5
        direction = self.chance.choice(list(Direction))
        try:
            calls.ring(self.office, NUMBER, desk.seat, direction=direction, by=desk if typed else None)
        except Refused:
            assert state is not State.READY
        else:
            assert state is State.READY or (typed and state is State.NOT_READY)

    def say(self, desk: Desk) -> None:
        phrase = self.chance.choice(self.pack.phrases)
        calls.say(self.office, desk, self.at_a_call(desk).id, phrase.id, {"key_points": "宽带"})

    def talk(self, desk: Desk) -> None:
        """Say and confirm what a call owes, as far as it goes."""
        call = self.at_a_call(desk)
        for stage in ("resume", *self.pack.rail, "unit"):
            for phrase in self.pack.at(stage, call.call.direction)[:2]:
                calls.say(self.office, desk, call.id, phrase.id, {"key_points": "宽带"})
        calls.confirm(self.office, desk, call.id, "宽带")

    def hold(self, desk: Desk) -> None:
        calls.hold(self.office, desk, self.at_a_call(desk).id)

    def promise(self, desk: Desk) -> None:
        call = self.at_a_call(desk)
        calls.unanswered(self.office, desk, call.id, "能否合并账单")
        if self.chance.random() < 0.7:
            calls.promise(self.office, desk, call.id, NUMBER, self.clock.now().replace(year=2030), "账单")

    def end(self, desk: Desk) -> None:
        if self.chance.random() < 0.7:
            self.talk(desk)
        ending = self.chance.choice([Ending.COMPLETED, Ending.COMPLETED, *Ending])
        reason, first = self.chance.choice(["", "x"]), self.chance.choice(list(Party))
        outcome = calls.end(self.office, desk, self.at_a_call(desk).id, ending, first, reason)
        self.endings[None if isinstance(outcome, Refusal) else ending] += 1

    def keep_note(self, desk: Desk) -> None:
        calls.keep_note(self.office, desk, self.at_a_call(desk).id, self.chance.choice(NOTES))

    def wrap_up(self, desk: Desk) -> None:
        call, note = self.at_a_call(desk), self.chance.choice(NOTES)
        draft = TicketDraft("fault", "宽带", note, "x", NUMBER) if self.chance.random() < 0.5 else None
        outcome = calls.wrap_up(self.office, desk, call.id, self.pack.wrap_up_codes[0].id, note, draft)
        assert isinstance(outcome, Refusal) == (call.call.phase is not Phase.WRAP_UP)

    def open_ticket(self, desk: Desk) -> None:
        tickets.open_ticket(self.office, desk, None, TicketDraft("fault", "宽带", "", "x", NUMBER))

    def exchange(self, desk: Desk) -> None:
        other = next(each for each in self.desks.values() if each != desk)
        call, heard = self.at_a_call(desk), self.chance.choice((desk.agent_id, desk.agent_id, "7777"))
        try:
            asked = exchanges.ask(self.office, desk, call.id, self.chance.choice(list(Purpose)), other.agent_id)
            exchanges.answer(self.office, other, asked.id, heard)
        except Refused:
            assert call.call.phase not in LIVE or heard != desk.agent_id
        else:
            assert call.call.phase in LIVE
            assert heard == desk.agent_id

    def leave(self, desk: Desk) -> None:
        busy = self.call(desk) is not None
        try:
            accounts.sign_out(self.office, desk)
        except Refused:
            assert busy
        else:
            assert not busy
            self.desks[desk.agent_id] = accounts.sign_in(self.office, desk.agent_id, PASSWORD, desk.seat)

    def crash(self, _: Desk) -> None:
        """Everything stops and starts again; both desks come back to what they were at."""
        before = [self.call(desk) for desk in self.desks.values()]
        self.office.close()
        self.office = self.opened()
        self.desks = {agent: accounts.sign_in(self.office, agent, PASSWORD, seat) for agent, seat in SEATS.items()}
        assert [self.call(desk) for desk in self.desks.values()] == before

    # ---- what always holds ----------------------------------------------------------------------------------------

    def check(self) -> None:
        """The agents' states follow their calls, and no normal call ended with a blocking duty open."""
        for desk in self.desks.values():
            state, call = presence.presence(self.office, desk).state, self.call(desk)
            if call is None:
                assert state in AT_REST
                continue
            assert state is during(call.call.phase, State.READY)
            if call.call.ended_at is not None and call.call.ending not in (*EXCEPTIONS, Ending.TRANSFERRED):
                owed = obligations(call.call, call.call.ended_at, CallRules.of(self.pack))
                late = {o.duty for o in owed if o.binding is Binding.BLOCKING and o.standing is Standing.OWED}
                assert late <= {Duty.WRAP_UP_CODE}

    def settle(self) -> None:
        """At the end of the day the journal bears everything out, and every ticket has a number of its own."""
        assert journal.verify(self.office).faults == ()
        numbers = [line.number for desk in self.desks.values() for line in tickets.open_tickets(self.office, desk)]
        assert len(numbers) == len(set(numbers)) > 0
        assert self.endings[Ending.COMPLETED]
        assert self.endings[None]
        self.office.close()


@pytest.mark.parametrize("seed", range(6))
def test_the_records_stay_of_one_piece(tmp_path: Path, library: Library, seed: int) -> None:
    desks = TwoDesks(tmp_path / "data", library, seed)
    for _ in range(120):
        desks.step()
        desks.check()
    desks.settle()
