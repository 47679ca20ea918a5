"""Flagged wording wherever an agent writes: replaced, answered for, asked about on saving (FORB-1 to FORB-6)."""

import asyncio
import gc
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from textual import work

from agentdesk.locale import t
from agentdesk.rules.flags import Anchor, Finding, Passage, Stance, Word, corrected, findings, unsettled, word_on
from agentdesk.rules.forbidden import Severity
from agentdesk.rules.pack import Pack
from agentdesk.services import wording
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.flag_forms import reason_form, stance_choices
from screens.drafting import Keeper
from screens.pane import Common, Pane, ResultT
from screens.turns import in_turn
from screens.widgets.flag_strip import FlagStrip
from screens.widgets.note import Flag, Note
from screens.work import desk_app, guarded


class Place(NamedTuple):
    """A violation, as the editor it stands in has it and as the rules know it."""

    flag: Flag
    found: Finding
    note: Note


class Wording(Common[ResultT]):
    """A screen or dialog with one or more editors and a strip under them.

    Words on violations are kept with the draft; each clings to its wording, so that editing elsewhere keeps it.
    """

    spoken = False
    """Whether what is written is no note but what the agent says to the caller."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.turn = asyncio.Lock()
        self.words: tuple[Word, ...] = ()
        """What the agent says about flagged wording."""
        self.stood: frozenset[Anchor] = frozenset()
        """Flagged wording that stood while one wrote."""

    # ---- what each screen tells of itself -------------------------------------------------------------------------

    def written(self) -> Sequence[tuple[Note, Passage]]:
        """The editors in their order, each with its text."""
        raise NotImplementedError

    @property
    def editor(self) -> Note:
        """The editor at hand: what the keys act on."""
        raise NotImplementedError

    def may_word(self) -> bool:
        """Whether anything is being written now."""
        return True

    def wording_changed(self) -> None:
        """A word was given: keep the draft."""
        raise NotImplementedError

    async def worded(self) -> None:
        """A word was given: show it, or go on with what waited for it."""
        self.show_flags()

    async def fixed(self) -> None:
        """A wording was replaced: go on writing, or with what waited for it."""
        self.set_focus(self.editor)

    def asked_place(self, ahead: Flag | None) -> tuple[int, int] | None:
        """While a save asks about the violation ahead: the how manyth it is, and of how many."""
        return None

    # ---- what is looked for ---------------------------------------------------------------------------------------

    def look_for(self, pack: Pack, notes: Sequence[Note]) -> None:
        """Let editors look for the phrases of a pack: at once where they are compiled, else as soon as they are."""
        known = wording.ready(pack)
        if known is None:
            self._compile(pack, notes)
            return
        for note in notes:
            note.watch_for(partial(known.scan, spoken=self.spoken))

    @work(group="phrases", exclusive=True, exit_on_error=False)
    @guarded
    async def _compile(self, pack: Pack, notes: Sequence[Note]) -> None:
        await desk_app(self).look_up(wording.matcher, pack)
        # What is compiled stays: the collector need not walk through it while somebody types.
        gc.freeze()
        self.look_for(pack, notes)

    # ---- what is found --------------------------------------------------------------------------------------------

    def violations(self) -> list[Place]:
        """The violations in all editors, in their order."""
        places: list[Place] = []
        for note, passage in self.written():
            own = [flag for flag in note.flags if not flag.reported]
            found = findings(passage, [flag.hit for flag in own])
            places += [Place(*pair, note) for pair in zip(own, found, strict=True)]
        return places

    def wanting(self) -> list[Place]:
        """Those of them that a save would ask about."""
        return [place for place in self.violations() if unsettled((place.found,), self.words)]

    def corrections(self) -> int:
        """How many violations stood while one wrote and are gone: they count for the agent."""
        return corrected(self.stood, [place.found for place in self.violations()])

    def remember_standing(self) -> None:
        """What is flagged while typing rests, away from the caret, was meant as it stood."""
        editor = self.editor
        caret = editor.cursor_location
        self.stood |= {
            found.anchor
            for flag, found, note in self.violations()
            if note is not editor or not flag.start <= caret <= flag.end
        }

    def show_flags(self) -> None:
        """The strip, for the editor at hand."""
        note, ahead = self.editor, self.editor.flag_ahead
        found = next((place.found for place in self.violations() if place.flag is ahead), None)
        word = word_on(found, self.words) if found else None
        surface = found.anchor.surface if found else ""
        self.query_one(FlagStrip).show(note.flags, ahead, surface, word, self.asked_place(ahead))

    def go_to(self, place: Place) -> None:
        """Put the caret on a violation."""
        place.note.move_cursor(place.flag.start)

    # ---- the word -------------------------------------------------------------------------------------------------

    @in_turn
    async def action_callers(self) -> None:
        """The words are the caller's."""
        await self.give_word(Stance.CALLERS)

    @in_turn
    async def action_needed(self) -> None:
        """They are needed here, for a reason."""
        await self.give_word(Stance.NEEDED)

    @in_turn
    async def action_fix(self) -> None:
        """Put the approved wording in the place of the flagged one."""
        ahead = self.editor.flag_ahead
        found = next((place.found for place in self.violations() if place.flag is ahead), None)
        if not self.may_word() or found is None or self.editor.replace_flag() is None:
            self.app.bell()
            return
        self.stood |= {found.anchor}
        await self.fixed()

    async def give_word(self, stance: Stance) -> None:
        """The agent's word on the violation ahead; a second press goes on to the next one that has none."""
        found = self._ahead(stance)
        if not self.may_word() or found is None or not _may(found, stance):
            self.app.bell()
        elif _wants_reason(found, stance):
            await self.app.push_screen(reason_form(stance, partial(self._reasoned, found, stance)))
        else:
            await self._take_word(found, stance, "")

    def _ahead(self, stance: Stance) -> Finding | None:
        places = self.violations()
        ahead = self.editor.flag_ahead
        at = next((at for at, place in enumerate(places) if place.flag is ahead), None)
        if at is None:
            return None
        if (word := word_on(places[at].found, self.words)) is not None and word.stance is stance:
            rest = [*places[at + 1 :], *places[:at]]
            further = next((place for place in rest if word_on(place.found, self.words) is None), None)
            if further is not None:
                self.go_to(further)
                return further.found
        return places[at].found

    async def _reasoned(self, found: Finding, stance: Stance, values: Mapping[str, str]) -> bool:
        await self._take_word(found, stance, values["reason"])
        return True

    async def _take_word(self, found: Finding, stance: Stance, reason: str) -> None:
        self.words = (*(word for word in self.words if word.anchor != found.anchor), Word(found.anchor, stance, reason))
        self.wording_changed()
        await self.worded()

    # ---- a save that asks in dialogs ------------------------------------------------------------------------------

    def ask_about(self, asked: Sequence[Finding], again: Callable[[], object]) -> None:
        """Ask for a word on each of these, over whatever is open; `again` hands it in once all is said."""
        if not asked:
            again()
            return
        found, rest = asked[0], asked[1:]

        def say(stance: Stance, reason: str) -> None:
            self.words = (*self.words, Word(found.anchor, stance, reason))
            self.wording_changed()
            self.ask_about(rest, again)

        async def reasoned(stance: Stance, values: Mapping[str, str]) -> bool:
            self.call_later(say, stance, values["reason"])
            return True

        def chosen(name: str | None) -> None:
            if name is None:
                return
            stance = Stance(name)
            if _wants_reason(found, stance):
                self.app.push_screen(reason_form(stance, partial(reasoned, stance)))
            else:
                say(stance, "")

        choices = [each for each in stance_choices(observed=False) if _may(found, Stance(each.id))]
        self.app.push_screen(ChoiceDialog(t("flags.ask-title", wording=found.anchor.surface), choices), chosen)


NOTE = "note"


class NoteWording(Pane[None], Wording[None]):
    """A screen with one editor, the note, whose save asks about flagged wording at its place."""

    keeper: Keeper

    def __init__(self) -> None:
        super().__init__()
        self.saving = ""
        """What the save that waits for the agent's word is to be done with; empty while none waits."""

    @property
    def note(self) -> Note:
        """The editor."""
        return self.query_one(Note)

    @property
    def editor(self) -> Note:
        """The note."""
        return self.note

    def written(self) -> Sequence[tuple[Note, Passage]]:
        """The note."""
        return [(self.note, Passage(NOTE, self.note.text))]

    def wording_changed(self) -> None:
        """Keep the draft."""
        self.keeper.touch()

    async def worded(self) -> None:
        """Show the word, or go on with the save that waited for it."""
        await (self.ask_next() if self.saving else super().worded())

    async def fixed(self) -> None:
        """Back to the note, or on with the save."""
        await (self.ask_next() if self.saving else super().fixed())

    def asked_place(self, ahead: Flag | None) -> tuple[int, int] | None:
        """While a save waits, what it asks about."""
        asked = [place.flag for place in self.wanting()] if self.saving else []
        return (asked.index(ahead) + 1, len(asked)) if ahead in asked else None

    async def ask_next(self) -> None:
        """Go to the next violation the save wants a word on; save when there is none left."""
        wanting = self.wanting()
        if not wanting:
            code, self.saving = self.saving, ""
            await self.close_with(code)
            return
        self.go_to(wanting[0])
        self.show_flags()
        self.refresh_bindings()

    async def close_with(self, code: str) -> None:
        """Save: nothing is to be asked any more."""
        raise NotImplementedError


def _may(found: Finding, stance: Stance) -> bool:
    """Whether that is an answer: what is blocked does not just stand."""
    return stance is not Stance.KEPT or found.hit.severity is not Severity.BLOCK


def _wants_reason(found: Finding, stance: Stance) -> bool:
    return stance is Stance.NEEDED or found.hit.severity is Severity.BLOCK
