"""The agent's word on flagged wording: while typing, and where a save asks for it (FORB-1 to FORB-6)."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from agentdesk.locale import t
from agentdesk.rules.flags import Anchor, Finding, Passage, Stance, Word, corrected, findings, unsettled, word_on
from agentdesk.rules.forbidden import Severity
from screens.desk_display import DeskDisplay
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.flag_forms import reason_form, stance_choices
from screens.dialogs.form import FormDialog
from screens.drafting import Keeper
from screens.pane import Pane
from screens.turns import in_turn
from screens.widgets.flag_strip import FlagStrip
from screens.widgets.note import Flag, Note

NOTE = "note"


class Wording(Pane[None]):
    """Words on violations, kept with the draft; each clings to its wording, so that editing elsewhere keeps it."""

    words: tuple[Word, ...]
    stood: frozenset[Anchor]
    saving: str
    """What the save that waits for the agent's word is to be done with; empty while none waits."""
    keeper: Keeper
    turn: asyncio.Lock

    @property
    def note(self) -> Note:
        """The editor."""
        return self.query_one(Note)

    def violations(self) -> list[tuple[Flag, Finding]]:
        """The violations in the note, each as the editor and as the rules know it."""
        own = [flag for flag in self.note.flags if not flag.reported]
        found = findings(Passage(NOTE, self.note.text), [flag.hit for flag in own])
        return list(zip(own, found, strict=True))

    def wanting(self) -> list[tuple[Flag, Finding]]:
        """Those of them that a save would ask about."""
        return [(flag, found) for flag, found in self.violations() if unsettled((found,), self.words)]

    def corrections(self) -> int:
        """How many violations stood while the note was written and are gone: they count for the agent."""
        return corrected(self.stood, [found for _, found in self.violations()])

    def remember_standing(self) -> None:
        """What is flagged while typing rests, away from the caret, was meant as it stood."""
        caret = self.note.cursor_location
        standing = {found.anchor for flag, found in self.violations() if not flag.start <= caret <= flag.end}
        self.stood |= standing

    def show_flags(self) -> None:
        """The strip under the note; while a save waits, what it asks about."""
        note, ahead = self.note, self.note.flag_ahead
        found = next((found for flag, found in self.violations() if flag is ahead), None)
        wanting = self.wanting() if self.saving else []
        asked = [flag for flag, _ in wanting]
        place = (asked.index(ahead) + 1, len(asked)) if ahead in asked else None
        word = word_on(found, self.words) if found else None
        self.query_one(FlagStrip).show(note.flags, ahead, found.anchor.surface if found else "", word, place)

    # ---- the word -------------------------------------------------------------------------------------------------

    @in_turn
    async def action_callers(self) -> None:
        """The words are the caller's."""
        await self.give_word(Stance.CALLERS)

    @in_turn
    async def action_needed(self) -> None:
        """They are needed here, for a reason."""
        await self.give_word(Stance.NEEDED)

    async def give_word(self, stance: Stance) -> None:
        """The agent's word on the violation ahead; a second press goes on to the next one that has none."""
        found = self._ahead(stance)
        if found is None or not _may(found, stance):
            self.app.bell()
        elif _wants_reason(found, stance):
            await self.app.push_screen(reason_form(stance, partial(self._reasoned, found, stance)))
        else:
            await self._take_word(found, stance, "")

    def _ahead(self, stance: Stance) -> Finding | None:
        pairs = self.violations()
        ahead = self.note.flag_ahead
        at = next((at for at, (flag, _) in enumerate(pairs) if flag is ahead), None)
        if at is None:
            return None
        if (word := word_on(pairs[at][1], self.words)) is not None and word.stance is stance:
            rest = [*pairs[at + 1 :], *pairs[:at]]
            further = next(((flag, found) for flag, found in rest if word_on(found, self.words) is None), None)
            if further is not None:
                self.note.move_cursor(further[0].start)
                return further[1]
        return pairs[at][1]

    async def _reasoned(self, found: Finding, stance: Stance, values: Mapping[str, str]) -> bool:
        await self._take_word(found, stance, values["reason"])
        return True

    async def _take_word(self, found: Finding, stance: Stance, reason: str) -> None:
        self.words = (*(word for word in self.words if word.anchor != found.anchor), Word(found.anchor, stance, reason))
        self.keeper.touch()
        if self.saving:
            await self.ask_next()
        else:
            self.show_flags()

    # ---- a save that asks -----------------------------------------------------------------------------------------

    async def ask_next(self) -> None:
        """Go to the next violation the save wants a word on; save when there is none left."""
        wanting = self.wanting()
        if not wanting:
            code, self.saving = self.saving, ""
            await self.close_with(code)
            return
        self.note.move_cursor(wanting[0][0].start)
        self.show_flags()
        self.refresh_bindings()

    async def close_with(self, code: str) -> None:
        """Save: nothing is to be asked any more."""
        raise NotImplementedError

    @in_turn
    async def action_fix(self) -> None:
        """Put the approved wording in the place of the flagged one."""
        ahead = next((found for flag, found in self.violations() if flag is self.note.flag_ahead), None)
        if ahead is None or self.note.replace_flag() is None:
            self.app.bell()
            return
        self.stood |= {ahead.anchor}
        if self.saving:
            await self.ask_next()
        else:
            self.set_focus(self.note)


class DeskWording(Wording, DeskDisplay):
    """The agent's word at the desk, also on what stands in a form of the call."""

    def ask_in_form(self, asked: Sequence[Finding]) -> None:
        """Ask over the form that is open about wording in it; it is handed in again when all is said."""
        form = self.app.screen
        if isinstance(form, FormDialog):
            self._ask_over(form, asked)

    def _ask_over(self, form: FormDialog[bool], asked: Sequence[Finding]) -> None:
        if not asked:
            form.call_later(form.action_accept)
            return
        found, rest = asked[0], asked[1:]

        def say(stance: Stance, reason: str) -> None:
            self.words = (*self.words, Word(found.anchor, stance, reason))
            self._ask_over(form, rest)

        async def reasoned(stance: Stance, values: Mapping[str, str]) -> bool:
            form.call_later(say, stance, values["reason"])
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


def _may(found: Finding, stance: Stance) -> bool:
    """Whether that is an answer: what is blocked does not just stand."""
    return stance is not Stance.KEPT or found.hit.severity is not Severity.BLOCK


def _wants_reason(found: Finding, stance: Stance) -> bool:
    return stance is Stance.NEEDED or found.hit.severity is Severity.BLOCK
