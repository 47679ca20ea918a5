"""The phrase to say now, large, with its slots filled, and a field for the one that is not."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from agentdesk.locale import has, language, t
from agentdesk.rules.pack import Phrase, filled
from agentdesk.rules.prompt import wording
from screens.draw import joined, plain
from screens.keys import find, short
from screens.pane import Topic
from screens.symbols import symbols
from screens.widgets.field import Field
from screens.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is put before the agent: a phrase of a stage with the values of its slots."""

    stage: str
    phrase: Phrase | None = None
    values: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    asks: str = ""
    """The slot whose value the field below holds; empty where the desk knows them all."""
    turn: tuple[int, int] = (0, 0)
    """Which of how many phrases of the stage this is, from 1."""
    word: str = ""
    """What the key beside it does now, by its catalogue key."""
    foreign: bool = False
    """The pack speaks another language than the desk: the gloss is shown."""
    hint: str = ""
    """A sentence in place of a phrase, by its catalogue key."""


class PhrasePanel(VerticalScroll, can_focus=False):
    """Says what to say. The field below asks for the first slot that wants a value."""

    DEFAULT_CSS = """
    PhrasePanel {
        height: auto; border: round $primary; border-title-color: $primary; border-title-style: bold;
        border-subtitle-color: $foreground; padding: 0 2; scrollbar-size-vertical: 1;
        & > #wording { padding: 1 0; }
        & > #slot { height: auto; display: none; }
        & > #slot.-shown { display: block; }
        & > #slot > Words { width: auto; padding: 0 1 0 0; color: $owed; }
        & > #slot > Field { width: 1fr; background: $panel; }
        & > #slot > Words.-known { color: $text-muted; }
        & > #origin { color: $text-muted; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    @dataclass
    class Filled(Message):
        """Posted when the value of the slot asked for changed."""

        panel: "PhrasePanel"
        slot: str
        value: str

        @property
        def control(self) -> "PhrasePanel":
            """The panel."""
            return self.panel

    @dataclass
    class Settled(Message):
        """Posted when enter was pressed in the field of the slot."""

        panel: "PhrasePanel"
        slot: str

        @property
        def control(self) -> "PhrasePanel":
            """The panel."""
            return self.panel

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._prompt: Prompt | None = None

    @property
    def prompt(self) -> Prompt | None:
        """What is shown."""
        return self._prompt

    def compose(self) -> ComposeResult:
        """Wording, field, origin."""
        yield Words(id="wording")
        with Horizontal(id="slot"):
            yield Words(id="slot-name")
            yield Field(id="slot-value")
        yield Words(id="origin")

    def show(self, prompt: Prompt | None, *, again: bool = False) -> None:
        """Show a prompt; nothing is painted where it is the one that stands, unless `again` (another language)."""
        if prompt == self._prompt and not again:
            return
        moved = prompt is None or self._prompt is None or prompt.phrase != self._prompt.phrase
        self._prompt = prompt
        self.display = prompt is not None
        if prompt is None:
            return
        self.border_title = plain(_title(prompt))
        self.border_subtitle = plain(f"{short(find('desk', 'next').keys[0])} {t(prompt.word)}" if prompt.word else "")
        self.query_one("#wording", Words).say(_wording(prompt))
        origin = self.query_one("#origin", Words)
        origin.say(_origin(prompt.phrase) if prompt.phrase else Content(""))
        self._ask(prompt)
        if moved:
            self.scroll_home(animate=False)

    def _ask(self, prompt: Prompt) -> None:
        row = self.query_one("#slot")
        row.set_class(bool(prompt.asks), "-shown")
        if not prompt.asks:
            return
        name = self.query_one("#slot-name", Words)
        name.say(plain(slot_name(prompt.asks)))
        name.set_class(prompt.asks not in prompt.missing, "-known")
        field = self.query_one("#slot-value", Field)
        value = dict(prompt.values).get(prompt.asks, "")
        if field.value != value:
            with field.prevent(Input.Changed):
                field.value = value
                field.cursor_position = len(value) if field.has_focus else 0

    @on(Input.Changed, "#slot-value")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._prompt and self._prompt.asks:
            self.post_message(self.Filled(self, self._prompt.asks, event.value))

    @on(Input.Submitted, "#slot-value")
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self._prompt and self._prompt.asks:
            self.post_message(self.Settled(self, self._prompt.asks))

    def topic(self) -> Topic | None:
        """The rule and source behind the phrase, for F1."""
        phrase = self._prompt.phrase if self._prompt else None
        return phrase_topic(phrase) if phrase else None


def phrase_topic(phrase: Phrase) -> Topic:
    """What F1 says of a phrase: the rule in a sentence, its id, and the file and article it stands in."""
    key = f"rule.{phrase.rule}"
    said = f"「{phrase.text}」\n{phrase.gloss}"
    text = f"{said}\n\n{t(key)}" if has(key) else said
    borrowed = f"\n{t('phrase.borrowed-why')}" if phrase.borrowed else ""
    source = f"{phrase.source.file} {phrase.source.article}"
    return Topic(t(f"stage.{phrase.stage}"), text + borrowed, phrase.rule, source)


def slot_name(slot: str) -> str:
    """A slot as it is asked for; a pack's own slot by its id."""
    key = f"slot.{slot}"
    return t(key) if has(key) else slot.replace("_", " ")


def _title(prompt: Prompt) -> str:
    at, of = prompt.turn
    name = t(f"stage.{prompt.stage}") if prompt.stage else t("phrase.done")
    return f"{name} ‹{at}/{of}›" if of > 1 else name


def _wording(prompt: Prompt) -> Content:
    if prompt.phrase is None:
        return plain(t(prompt.hint)) if prompt.hint else Content("")
    values = dict(prompt.values)
    drawn = joined(*(_piece(text, slot) for text, slot in wording(prompt.phrase, values)))
    if prompt.foreign and prompt.phrase.gloss:
        return joined(drawn, Content("\n"), plain(filled(prompt.phrase.gloss, values)[0], "$foreground-muted"))
    return drawn


def _piece(text: str, slot: str) -> Content:
    return plain(text, "bold", lines=True) if text else plain(f"‹{slot_name(slot)}›", "bold $owed")


def _origin(phrase: Phrase) -> Content:
    parts: Sequence[str] = (
        phrase.rule,
        phrase.situation_gloss if language() == "en" and phrase.situation_gloss else phrase.situation,
        t("phrase.binds") if phrase.binds else "",
        t("phrase.borrowed") if phrase.borrowed else "",
        phrase.source.article,
    )
    return plain(f" {symbols().dot} ".join(part for part in parts if part))
