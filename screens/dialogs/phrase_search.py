"""Phrases by situation, one word or a few pinyin initials away."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from agentdesk.locale import language, t
from agentdesk.rules.pack import Pack, Phrase, filled
from agentdesk.rules.prompt import wording
from agentdesk.rules.script import find
from screens.draw import joined, pad, plain
from screens.keys import bindings
from screens.pane import Dialog, Topic
from screens.widgets.field import Field
from screens.widgets.phrase_panel import phrase_topic, slot_name

WIDTH = 84
"""Cells of the dialog, as its style sheet has it."""

STAGE = 16
"""Cells of the column of stages."""


@dataclass(frozen=True, slots=True)
class Found:
    """The phrase chosen, and whether it goes into the note and not before the agent."""

    phrase: Phrase
    insert: bool = False


class PhraseSearch(Dialog[Found | None]):
    """A search line over the list; arrows move in the list while the cursor stays in the line."""

    GROUPS = ("phrases",)
    BINDINGS = bindings("phrases")

    def __init__(self, pack: Pack, initials: Mapping[str, str], values: Mapping[str, str]) -> None:
        super().__init__(t("phrases.title"))
        self._pack = pack
        self._initials = initials
        self._values = values

    def box(self) -> ComposeResult:
        """Search line, list, and what stands there when nothing matches."""
        yield Field(id="search", placeholder=t("phrases.hint"))
        yield OptionList(id="found")
        yield Static(plain(t("dialog.nothing")), id="nothing", classes="next")

    def on_mount(self) -> None:
        """Every phrase in the order of a call, the cursor in the search line."""
        self._search("")
        self.query_one("#found").can_focus = False
        self.set_focus(self.query_one("#search"))

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    def _search(self, query: str) -> None:
        found = find(self._pack, query, self._initials)
        options = self.query_one(OptionList)
        cells = min(WIDTH, self.app.size.width * 96 // 100) - 10
        lines = [Option(_line(phrase, self._values, cells), phrase.id) for phrase in found]
        options.clear_options().add_options(lines)
        options.highlighted = 0 if found else None
        self.query_one("#nothing").display = not found

    def action_pick(self, by: str) -> None:
        """Go through the list."""
        options = self.query_one(OptionList)
        if by == "down":
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_choose(self) -> None:
        """Put the phrase before the agent, to be said next."""
        self._answer(insert=False)

    def action_insert(self) -> None:
        """Put it into the note."""
        self._answer(insert=True)

    @on(OptionList.OptionSelected)
    def _clicked(self) -> None:
        self._answer(insert=False)

    def topic(self) -> Topic | None:
        """The rule and source of the phrase that is marked."""
        phrase = self._marked()
        return phrase_topic(phrase) if phrase else None

    def _marked(self) -> Phrase | None:
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return None
        return self._pack.phrase(options.get_option_at_index(options.highlighted).id or "")

    def _answer(self, *, insert: bool) -> None:
        phrase = self._marked()
        if phrase is not None:
            self.dismiss(Found(phrase, insert))


def _line(phrase: Phrase, values: Mapping[str, str], cells: int) -> Content:
    """Stage, wording and situation; what does not fit goes on below the wording, not below the stage."""
    english = language() == "en"
    situation = phrase.situation_gloss if english else phrase.situation
    said = joined(
        *(plain(text or f"‹{slot_name(slot)}›") for text, slot in wording(phrase, values)),
        plain(f"  {situation}" if situation else "", "$foreground-muted"),
    ).fold(cells - STAGE)
    gloss = plain(filled(phrase.gloss, values)[0], "$foreground-muted").wrap(cells - STAGE) if english else []
    stage = plain(pad(t(f"stage.{phrase.stage}"), STAGE), "$foreground-muted")
    return joined(stage, Content(f"\n{' ' * STAGE}").join([*said, *gloss]))
