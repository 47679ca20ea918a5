"""The keys of the desk that ask something first: a number, a phrase, a colleague, a ticket, a promise, a reason."""

from collections.abc import Collection, Mapping
from uuid import UUID

from agentdesk.errors import Refused
from agentdesk.locale import t
from agentdesk.packs import initials
from agentdesk.rules.call import Phase
from agentdesk.rules.flags import Anchor
from agentdesk.rules.moves import Ending, Party, Purpose
from agentdesk.rules.pack import Direction, Pack, filled
from agentdesk.services import calls, exchanges, tickets
from agentdesk.services.exchanges import ASKED, ExchangeView
from agentdesk.services.office import Office
from agentdesk.services.tickets import TicketDraft
from screens.desk_lists import read_caller
from screens.desk_moves import DeskMoves
from screens.desk_state import CALLER
from screens.dialogs.exchange import Counterpart, ExchangeDialog
from screens.dialogs.exchange_answer import answer_dialog
from screens.dialogs.kept_form import read_time
from screens.dialogs.new_call import new_call_dialog
from screens.dialogs.otherwise import HUNG_UP, otherwise_dialog
from screens.dialogs.phrase_search import Found, PhraseSearch
from screens.dialogs.promise import promise_form
from screens.dialogs.ticket_form import ticket_form
from screens.turns import in_turn
from screens.work import desk_app

_LIVE = (Phase.TALKING, Phase.HOLDING)


class DeskForms(DeskMoves):
    """The dialogs of a call. Each hands its values to a method here, so that a refusal is said beside its field."""

    # ---- a call by its number -------------------------------------------------------------------------------------

    async def open_new_call(self) -> None:
        """Ask for the number."""
        await self.app.push_screen(new_call_dialog(self._take_number))

    async def _take_number(self, values: Mapping[str, str]) -> bool:
        direction = Direction(values["direction"])
        app = desk_app(self)
        view = await app.ask(calls.ring, values["number"], self.desk.seat, direction=direction, by=self.desk)
        await self.take(view)
        await self.learn_state()
        return True

    async def take(self, view: calls.CallView) -> None:
        """Show a call that came, with its draft."""
        raise NotImplementedError

    # ---- phrases --------------------------------------------------------------------------------------------------

    @in_turn
    async def action_phrases(self) -> None:
        """Search the phrases."""
        if self.view is None:
            return
        pack = self.pack
        found = await desk_app(self).ask(_initials, pack)
        await self.app.push_screen(PhraseSearch(pack, found, self.values()), self._found)

    def _found(self, found: Found | None) -> None:
        if found is None or self.view is None:
            return
        if found.insert:
            self.note.put(filled(found.phrase.text, self.values())[0])
            self.set_focus(self.note)
            return
        self.picked = found.phrase.id
        self.show_all()
        self.set_focus(self.rail)

    # ---- transfer and consultation --------------------------------------------------------------------------------

    @in_turn
    async def action_transfer(self) -> None:
        """Answer a colleague who asks, else exchange IDs for a transfer or a consultation."""
        if self.asked is not None:
            await self.app.push_screen(answer_dialog(self.asked, self.desk.agent_id, self._heard))
        elif self.view is not None and self.phase in _LIVE:
            await self.app.push_screen(ExchangeDialog(self.desk.agent_id, self, self.exchange))
        else:
            self.app.bell()

    async def _heard(self, values: Mapping[str, str]) -> bool:
        if self.asked is None:
            raise Refused("exchange.settled")
        app = desk_app(self)
        if values["refusal"] and not values["heard"]:
            await app.ask(exchanges.refuse, self.desk, self.asked.id, values["refusal"])
        else:
            await app.ask(exchanges.answer, self.desk, self.asked.id, values["heard"])
        self.asked = None
        self.show_notice()
        return True

    async def ask_for(self, counterpart: Counterpart) -> ExchangeView:
        """State one's own ID, and have the other asked for it."""
        call_id = self._call_id()
        self.exchange = await desk_app(self).ask(
            exchanges.ask, self.desk, call_id, counterpart.purpose, counterpart.other_id
        )
        self.show_notice()
        return self.exchange

    async def one_sided(self, counterpart: Counterpart) -> ExchangeView:
        """Record it as stated by one side alone."""
        waiting = self.exchange if self.exchange and self.exchange.status == ASKED and counterpart.other_id else None
        self.exchange = await desk_app(self).ask(
            exchanges.settle_one_sided,
            self.desk,
            waiting.id if waiting else None,
            call_id=self._call_id(),
            purpose=counterpart.purpose,
            outside=counterpart.outside,
            reason=counterpart.reason,
        )
        return self.exchange

    async def watched(self) -> ExchangeView | None:
        """How the exchange stands now."""
        if self.exchange is not None:
            self.exchange = await desk_app(self).ask(exchanges.watch, self.desk, self.exchange.id)
        return self.exchange

    async def hand_over(self, purpose: Purpose) -> None:
        """A transfer ends the call here; a consultation goes on."""
        self.exchange = None
        if purpose is Purpose.TRANSFER and await self.make(
            calls.end, self.desk, self._call_id(), Ending.TRANSFERRED, Party.AGENT
        ):
            self.after_end()
        else:
            await self.reread()

    async def reread(self) -> None:
        """Show the call as the store has it."""
        raise NotImplementedError

    def _call_id(self) -> UUID:
        if self.view is None:
            raise Refused("exchange.no-call")
        return self.view.id

    # ---- tickets and promises -------------------------------------------------------------------------------------

    @in_turn
    async def action_ticket(self) -> None:
        """A ticket from the call."""
        if self.view is None or self.phase is Phase.RINGING:
            return
        app = desk_app(self)
        office, zone = app.office, app.zone
        assert office is not None
        assert zone is not None
        fresh = {
            "detail": self.note.text,
            "customer": self.view.caller_name or self.slots.get(CALLER, ""),
            "contact": self.view.number.national,
            "key": str(office.ids.new()),
        }
        self.forms = {**fresh, **{name: value for name, value in self.forms.items() if value}}
        form = ticket_form(
            self.pack.ticket_types, self.forms, self.desk.agent_id, self._save_ticket, self._keep, self.now, zone,
            self.said(),
        )  # fmt: skip
        await self.app.push_screen(form)

    def _keep(self, values: Mapping[str, str]) -> None:
        self.forms |= values
        self.keeper.touch()

    async def _save_ticket(self, values: Mapping[str, str], put_right: Collection[Anchor]) -> bool:
        app = desk_app(self)
        assert self.view is not None
        assert app.zone is not None
        promised = read_time(values["promised"], self.now(), app.zone) if values["promised"] else None
        draft = TicketDraft(
            values["type"], values["subject"], values["detail"], values["customer"], values["contact"], promised,
            values["handler"], UUID(self.forms["key"]),
        )  # fmt: skip
        ticket = await app.ask(tickets.open_ticket, self.desk, self.view.id, draft, words=self.words)
        # What was put right in the ticket counts with the call, unless the note still has it.
        self.stood |= frozenset(put_right)
        # The subject and the promised time stay for the read-back; the next ticket is another one.
        self.forms = {name: self.forms[name] for name in ("subject", "contact", "promised") if self.forms.get(name)}
        self.keeper.touch()
        self.caller = await app.ask(read_caller, self.view)
        self.show_all()
        self.say_done(t("ticket.saved", number=ticket.number))
        return True

    def say_done(self, text: str) -> None:
        """Say in one line under the note what was done."""
        raise NotImplementedError

    @in_turn
    async def action_promise(self) -> None:
        """A question stays open."""
        await self.open_promise()

    async def open_promise(self) -> None:
        """Ask for question, contact and time."""
        if self.view is None or self.phase not in _LIVE:
            self.app.bell()
            return
        zone = desk_app(self).zone
        assert zone is not None
        values = {
            "question": self.view.call.question or self.forms.get("question", ""),
            "due": self.forms.get("due", ""),
            "contact": self.forms.get("contact", "") or self.view.number.national,
            "approved": self.forms.get("approved", ""),
        }
        await self.app.push_screen(promise_form(values, self._promise, self._keep, self.now, zone))

    async def _promise(self, values: Mapping[str, str]) -> bool:
        app = desk_app(self)
        assert self.view is not None
        assert app.zone is not None
        due = read_time(values["due"], self.now(), app.zone) if values["due"] else None
        if due is not None and not values["contact"]:
            raise Refused("promise.contact")
        question = values["question"]
        if question != self.view.call.question:
            await self.make(calls.unanswered, self.desk, self.view.id, question)
        if due is not None and await self.make(
            calls.promise, self.desk, self.view.id, values["contact"], due, question, values["approved"]
        ):
            self.forms = {name: value for name, value in self.forms.items() if name not in ("question", "due")}
            self.say_done(t("promise.made", due=f"{due.astimezone(app.zone):%m-%d %H:%M}"))
        return True

    # ---- other endings --------------------------------------------------------------------------------------------

    @in_turn
    async def action_otherwise(self) -> None:
        """End the call beside the script."""
        if self.view is None or self.phase not in (Phase.RINGING, *_LIVE):
            self.app.bell()
            return
        await self.app.push_screen(otherwise_dialog(self.phase, self._end_otherwise))

    async def _end_otherwise(self, values: Mapping[str, str]) -> bool:
        assert self.view is not None
        agent_first = values["ending"] == HUNG_UP
        ending = Ending.COMPLETED if agent_first else Ending(values["ending"])
        party = Party.AGENT if agent_first else Party.CALLER
        if await self.make(calls.end, self.desk, self.view.id, ending, party, values["reason"]):
            if self.view is None:
                await self.leave_call()
            self.after_end()
        return True


def _initials(office: Office, pack: Pack) -> Mapping[str, str]:
    """Off the screen's thread: the first look for them loads a dictionary."""
    return initials(pack)
