"""The keys that take a call from ring to wrap-up. Each asks one use case and shows what came of it."""

from collections.abc import Callable
from functools import partial
from typing import Concatenate, ParamSpec

from agentdesk.locale import t
from agentdesk.rules import prompt as prompting
from agentdesk.rules.call import Phase, Refusal
from agentdesk.rules.flags import Stance
from agentdesk.rules.moves import Ending
from agentdesk.rules.pack import Duty
from agentdesk.rules.presence import State
from agentdesk.rules.prompt import READ_BACK
from agentdesk.services import calls, presence
from agentdesk.services.calls import CallView, Missing
from agentdesk.services.flag_work import Unsettled
from agentdesk.services.office import Office
from screens.desk_lists import read_resting
from screens.desk_state import CALLER, KEY_POINTS
from screens.desk_wording import DeskWording
from screens.turns import in_turn
from screens.widgets.idle import Idle
from screens.widgets.wrap_up import EXTENSION, Codes
from screens.work import desk_app

P = ParamSpec("P")

Outcome = CallView | Refusal | Missing


class DeskMoves(DeskWording):
    """Moves of a call."""

    async def make(self, use_case: Callable[Concatenate[Office, P], Outcome], *args: P.args, **kw: P.kwargs) -> bool:
        """Ask a use case and show the call after it, or what it owes; whether the call went on."""
        outcome = await desk_app(self).ask(use_case, *args, **kw)
        if isinstance(outcome, Refusal):
            self.refusal = outcome
            self.app.bell()
        elif isinstance(outcome, CallView):
            self.view = outcome if outcome.call.phase is not Phase.CLOSED else None
            self.refusal = None
            await self.learn_state()
        self.show_all()
        if isinstance(outcome, Missing):
            self.set_focus(self.query_one("#slot-value"))
        return isinstance(outcome, CallView)

    async def learn_state(self) -> None:
        """Show the agent's state as it followed the call."""
        app = desk_app(self)
        app.state_changed(await app.ask(presence.presence, self.desk))

    @in_turn
    async def action_next(self) -> None:
        """The next thing, whatever it is."""
        match self.phase:
            case Phase.RINGING:
                await self._answer()
            case Phase.TALKING | Phase.HOLDING:
                await self._speak()
            case Phase.WRAP_UP if self.saving:
                await self.give_word(Stance.KEPT)
            case Phase.WRAP_UP:
                self.set_focus(self.query_one(Codes))
            case _:
                await self._rest()

    async def _rest(self) -> None:
        """Between calls: go ready, and then take a call by number."""
        app = desk_app(self)
        state = await app.ask(presence.presence, self.desk)
        if state.state is State.READY:
            await self.open_new_call()
            return
        app.state_changed(await app.ask(presence.go, self.desk, State.READY))
        self.resting = await app.ask(read_resting, self.desk, State.READY)
        self.show_all()

    async def open_new_call(self) -> None:
        """Ask for the number of a call; the dialog is among the forms."""
        raise NotImplementedError

    async def open_promise(self) -> None:
        """Ask for what a promise needs; the dialog is among the forms."""
        raise NotImplementedError

    async def _answer(self) -> None:
        assert self.view is not None
        if await self.make(calls.answer, self.desk, self.view.id):
            self.set_focus(self.rail)

    async def _speak(self) -> None:
        """Say the phrase shown, or stamp the read-back, and go where the agent types next."""
        shown, phrase = self.prompt(), self.phrase()
        if self.view is not None and shown is not None and shown.word == "next.hold":
            await self.make(calls.hold, self.desk, self.view.id)
            return
        if shown is not None and shown.word == "next.promise":
            await self.open_promise()
            return
        if self.view is None or shown is None or phrase is None:
            self.app.bell()
            return
        if shown.missing and shown.missing != (KEY_POINTS,):
            self.show_script()
            self.set_focus(self.query_one("#slot-value"))
            return
        was_open = prompting.opened(self.view.call, self.pack, self.now())
        was_held = self.phase is Phase.HOLDING
        if shown.stage == READ_BACK and not was_held:
            done = await self.make(calls.confirm, self.desk, self.view.id, self.key_points())
        else:
            values = {slot: value for slot, value in dict(shown.values).items() if slot in self.slots}
            done = await self.make(calls.say, self.desk, self.view.id, phrase.id, values)
        if done:
            self._said(was_open or was_held, back=was_held)

    def _said(self, was_open: bool, *, back: bool) -> None:
        """The phrase is behind the agent: show the next one. Once the opening is said the caller has the word."""
        self.picked = ""
        self.slots = {slot: value for slot, value in self.slots.items() if slot in (KEY_POINTS, CALLER)}
        self.keeper.touch()
        self.show_all()
        assert self.view is not None
        opened = prompting.opened(self.view.call, self.pack, self.now())
        if back or (opened and not was_open):
            self.set_focus(self.note)
        elif self.focused is None or self.focused.id == "slot-value":
            self.set_focus(self.note if opened else self.rail)

    @in_turn
    async def action_hold(self) -> None:
        """Put the caller on hold; in the wrap-up, more time."""
        if self.view is None:
            return
        if self.phase is Phase.WRAP_UP:
            await self.extend()
            return
        if not await self.make(calls.hold, self.desk, self.view.id):
            owed = self.refusal.owed if self.refusal else ()
            if [one.duty for one in owed] == [Duty.ASK_TO_WAIT]:
                # The phrase that is owed is the one to say now.
                self.picked = next((phrase.id for phrase in self.choices("hold")), "")
                self.show_script()
                self.refresh_bindings()

    async def extend(self) -> None:
        """Add to the wrap-up."""
        assert self.view is not None
        await self.make(calls.extend, self.desk, self.view.id, EXTENSION)

    @in_turn
    async def action_end(self) -> None:
        """The caller has hung up: the call ends, or what it owes is listed."""
        if self.view is None:
            return
        if await self.make(calls.end, self.desk, self.view.id, Ending.COMPLETED):
            self.after_end()

    def after_end(self) -> None:
        """To the codes; after a call that nobody answered back to the page between calls."""
        self.picked = ""
        if self.phase is Phase.WRAP_UP:
            self.set_focus(self.query_one(Codes))
        elif self.view is None:
            self.set_focus(self.query_one(Idle))

    async def close_with(self, code: str) -> None:
        """Choose the wrap-up code: everything is saved with it, and the desk is free.

        Where flagged wording wants a word first, it is asked for at its place, and the save follows by itself.
        """
        if self.view is None:
            return
        save = partial(calls.wrap_up, words=self.words, corrections=self.corrections())
        try:
            if await self.make(save, self.desk, self.view.id, code, self.note.text):
                await self.leave_call()
        except Unsettled:
            self.saving = code
            self.app.bell()
            await self.ask_next()

    async def leave_call(self) -> None:
        """Nothing of a call that is over stays on the screen (SEC-4)."""
        await self.keeper.end()
        self.view = self.caller = self.refusal = self.exchange = None
        self.picked, self.slots, self.forms = "", {}, {}
        self.words, self.stood, self.saving = (), frozenset(), ""
        with self.prevent(self.note.Changed):
            self.note.load_text("")
        app = desk_app(self)
        state = app.presence.state if app.presence else State.NOT_READY
        self.resting = await app.ask(read_resting, self.desk, state)
        self.show_all()
        self.set_focus(self.query_one(Idle))

    async def name_caller(self, name: str) -> None:
        """Write the caller's name down."""
        if self.view is not None and name != self.view.caller_name:
            await self.make(calls.name_caller, self.desk, self.view.id, name)

    def action_rail(self) -> None:
        """Put away what was refused, else go back to the script."""
        if self.view is None:
            return
        if self.refusal is not None or self.saving:
            self.refusal, self.saving = None, ""
            self.show_all()
            self.show_flags()
            return
        # Who asked to wait and goes on talking after all gets the phrase of the call back.
        at_hand = next((phrase.id for phrase in self.choices(self.stage_at_hand())), "")
        self.picked = at_hand if self.view.call.asked_to_wait and not self.picked else ""
        self.show_script()
        self.refresh_bindings()
        self.set_focus(self.query_one(Codes) if self.phase is Phase.WRAP_UP else self.rail)

    async def reasons_to_stay(self) -> str:
        """A call holds the agent at the desk."""
        return t("desk.call-open") if self.view is not None else ""
