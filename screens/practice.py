"""Practice answers: the desk gives a situation, the agent says in it what she would say, the desk marks it (TR-5).

Her wording is flagged as a call's note is: underlined while typed, answered for before it is handed in.
"""

from typing import ClassVar
from uuid import UUID

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import OptionList, TextArea
from textual.widgets.option_list import Option

from agentdesk.errors import Refused
from agentdesk.locale import t
from agentdesk.rules.flags import Stance, read_again, written_down
from agentdesk.services import drill
from agentdesk.services.drafts import Draft
from agentdesk.services.drill import ANSWER, Answer, AnswerLine, Situation
from agentdesk.services.flag_work import Unsettled
from agentdesk.services.office import Desk
from screens.desk_state import WORDING
from screens.drafting import Keeper
from screens.draw import joined, plain
from screens.help import HelpDialog
from screens.keys import Key, bindings
from screens.pane import Topic
from screens.practice_lines import answer_line, result, situation_card, whole
from screens.saying import sentence
from screens.symbols import symbols
from screens.turns import in_turn
from screens.widgets.columns import NoteColumn
from screens.widgets.flag_strip import FlagStrip
from screens.widgets.key_bar import KeyBar
from screens.widgets.note import Note
from screens.widgets.status_bar import StatusBar
from screens.widgets.words import Words
from screens.wording import NoteWording
from screens.work import desk_app, guarded

RESTS = 0.3
"""Seconds without a key after which typing rests."""


class PracticeScreen(NoteWording):
    """One situation after the other. Before an answer is handed in, the wanted wording is nowhere on the screen."""

    CSS_PATH = "practice.tcss"
    GROUPS = ("practice",)
    spoken = True
    BINDINGS: ClassVar = bindings("practice")
    AUTO_FOCUS = "#note"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.asked: Situation | None = None
        self.line: AnswerLine | None = None
        """The answer once it is handed in."""
        self.unkept = False
        """The disk refused the last draft."""
        place = drill.at_any_seat(desk)
        self.keeper = Keeper(self, place, self._draft, self._lost)
        self._place = place.session_id
        self._key: UUID | None = None
        self._lines: tuple[AnswerLine, ...] = ()
        self._resting: Timer | None = None
        self._typing = False

    def body(self) -> ComposeResult:
        """What is asked, what is said to it, and what was said before."""
        yield Words(id="drill-title")
        with Vertical(id="drill-both"):
            with Vertical(id="drill"):
                yield Words(id="situation")
                yield NoteColumn(id="middle")
                yield Words(id="result")
            with Vertical(id="answers-column"):
                yield Words(id="answers-title")
                yield OptionList(id="answers")

    @guarded
    async def on_mount(self) -> None:
        """Go on with the answer that was being typed, else with the situation practised least."""
        app = desk_app(self)
        app.store_changed.subscribe(self, lambda _: self._look_again())
        self._name_parts()
        assert app.office is not None
        self.look_for(app.office.pack(self.desk.pack_id), [self.note])
        draft = await self.keeper.begin(self._place)
        await self._read_answers()
        await self._ask(draft or Draft())

    def _name_parts(self) -> None:
        self.note.border_title = plain(t("drill.say"))
        self.note.placeholder = plain(t("drill.placeholder"))

    # ---- one situation --------------------------------------------------------------------------------------------

    async def _ask(self, draft: Draft) -> None:
        """Show the situation of a draft, or the next one."""
        app = desk_app(self)
        assert app.office is not None
        self.asked = await app.ask(drill.situation, self.desk, draft.fields.get("phrase", ""))
        self.line, self.saving = None, ""
        try:
            self._key = UUID(draft.fields["key"])
            self.words, self.stood = read_again(draft.fields.get(WORDING, ""))
        except (ValueError, KeyError, TypeError):  # no draft, or one of another version
            self._key, self.words, self.stood = app.office.ids.new(), (), frozenset()
        self.note.read_only = False
        self.note.open_at(draft.note, draft.caret)
        self.set_focus(self.note)
        self.show_all()

    @in_turn
    async def action_next(self) -> None:
        """Hand in; where wording wants a word, it stands; after the mark the next situation."""
        if self.line is not None:
            await self.keeper.begin(self._place)
            await self._ask(Draft())
        elif self.saving:
            await self.give_word(Stance.KEPT)
        else:
            await self.close_with(ANSWER)

    async def close_with(self, code: str) -> None:
        """Hand the answer in. Where flagged wording wants a word first, it is asked for at its place."""
        app = desk_app(self)
        if self.asked is None or self._key is None:
            return
        answer = Answer(self._key, self.asked.phrase.id, self.note.text, self.corrections())
        try:
            self.line = await app.ask(drill.hand_in, self.desk, answer, words=self.words)
        except Unsettled:
            self.saving = code
            self.app.bell()
            await self.ask_next()
            return
        except Refused as refused:
            self.app.bell()
            said = f"{symbols().error} {sentence(refused, app.zone)}"
            self.query_one(FlagStrip).say(plain(said, "$error"))
            return
        await self.keeper.end()
        self.note.read_only = True
        await self._read_answers()
        self.show_all()

    # ---- what is shown --------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show the situation, and once it is handed in what came of the answer."""
        if self.asked is None:
            return
        dot = f" {symbols().dot} "
        counts = dot.join((t("drill.times", count=self.asked.times), t("drill.untried", count=self.asked.untried)))
        lost = plain(f"  {symbols().error} {t('drafts.unkept')}", "bold $error") if self.unkept else ""
        title = joined(plain(f"{t('drill.title')}  "), plain(counts, "not bold $foreground-muted"), lost)
        self.query_one("#drill-title", Words).say(title)
        card = self.query_one("#situation", Words)
        card.border_title = plain(t(f"stage.{self.asked.phrase.stage}"))
        card.say(situation_card(self.asked, self._cells(card)))
        strip, marked = self.query_one(FlagStrip), self.query_one("#result", Words)
        strip.display, marked.display = self.line is None, self.line is not None
        if self.line is not None:
            marked.say(result(self.line, self.asked.values, self._cells(marked)))
        else:
            self.show_flags()
        self.refresh_bindings()

    def _cells(self, part: Words) -> int:
        """The width of a line in that part, whether it is shown yet or not."""
        return max(20, part.content_size.width or self.query_one("#drill").content_size.width - 4)

    async def _read_answers(self) -> None:
        self._lines = await desk_app(self).ask(drill.answers, self.desk)
        self._show_answers()

    def _show_answers(self) -> None:
        app, listed = desk_app(self), self.query_one("#answers", OptionList)
        everybody = drill.sees_all(self.desk)
        title = t("drill.everybodys" if everybody else "drill.mine", count=len(self._lines))
        self.query_one("#answers-title", Words).say(plain(title, "$foreground-muted"))
        cells = max(30, listed.size.width - 4)
        at = listed.highlighted
        listed.clear_options().add_options(
            Option(answer_line(line, app.zone, app.now(), cells, agents=everybody), str(line.id))
            for line in self._lines
        )
        listed.highlighted = min(at or 0, len(self._lines) - 1) if self._lines else None

    @work(group="sync", exclusive=True, exit_on_error=False)
    @guarded
    async def _look_again(self) -> None:
        async with self.turn:
            await self._read_answers()

    @on(OptionList.OptionSelected, "#answers")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        """The whole of an answer."""
        line = next((line for line in self._lines if str(line.id) == event.option.id), None)
        if line is not None:
            title = f"{t(f'stage.{line.stage}')} {symbols().dot} {line.agent_id}"
            self.app.push_screen(HelpDialog(Topic(title, whole(line)), []))

    # ---- what is typed --------------------------------------------------------------------------------------------

    @on(TextArea.Changed, "#note")
    def _note_changed(self) -> None:
        self.keeper.touch()
        self._typing = True
        if self._resting is None:
            self._resting = self.set_timer(RESTS, self._rest)

    def _rest(self) -> None:
        """Once typing rests, what is flagged was meant as it stands."""
        self._resting = self.set_timer(RESTS, self._rest) if self._typing else None
        if not self._typing and self.line is None:
            self.remember_standing()
        self._typing = False

    @on(TextArea.SelectionChanged, "#note")
    def _caret_moved(self) -> None:
        self.keeper.touch()

    @on(Note.Flagged)
    def _flagged(self) -> None:
        if self.line is None:
            self.show_flags()

    def _draft(self) -> Draft:
        kept = written_down(self.words, self.stood)
        fields = {"key": str(self._key), "phrase": self.asked.phrase.id if self.asked else ""}
        return Draft(self.note.text, self.note.cursor_location, fields | ({WORDING: kept} if kept else {}))

    def _lost(self, lost: bool) -> None:
        if lost != self.unkept:
            self.unkept = lost
            self.show_all()

    # ---- around it ------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is handed in is no longer reworded."""
        return None if action in ("fix", "callers", "needed") and self.line is not None else True

    def key_label(self, key: Key) -> str:
        """The footer says what the next key does at this moment."""
        if (key.group, key.id) != ("practice", "next"):
            return super().key_label(key)
        if self.line is not None:
            return t("drill.next")
        return t("next.keep" if self.saving else "keys.practice.next")

    @in_turn
    async def action_back(self) -> None:
        """Put away what the handing in asks; else leave, with what is typed kept."""
        if self.saving:
            self.saving = ""
            self.show_all()
            return
        if self.line is None:
            await self.keeper.flush()
        self.dismiss(None)

    def on_resize(self, event: events.Resize) -> None:
        """Draw what is measured in cells again."""
        self.call_after_refresh(self._redraw)

    def _redraw(self) -> None:
        self.show_all()
        self._show_answers()

    async def speak_again(self) -> None:
        """Draw everything in the language now in use; nothing typed is touched, because nothing is rebuilt."""
        self._name_parts()
        self._redraw()
        for bar in (self.query_one(StatusBar), self.query_one(KeyBar)):
            bar.refresh()

    def topic(self) -> Topic | None:
        """What practice answers are."""
        return Topic(t("drill.title"), t("drill.help"))
