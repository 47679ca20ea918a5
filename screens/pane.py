"""What every screen of the desk has: groups of keys, help, and a change of language that loses nothing typed."""

from pathlib import Path
from typing import ClassVar, NamedTuple, Protocol, TypeVar, runtime_checkable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from agentdesk.locale import t
from screens.draw import plain
from screens.keys import Key, bindings
from screens.widgets.field import Field
from screens.widgets.key_bar import KeyBar
from screens.widgets.status_bar import StatusBar
from screens.work import desk_app

ResultT = TypeVar("ResultT")

NO_BREAKPOINTS: list[tuple[int, str]] = []
"""For screens that look the same at every width: a breakpoint styles all widgets once more before the first paint."""


class Topic(NamedTuple):
    """What F1 says about the thing in focus: a title, sentences, and the rule with its source where there is one."""

    title: str
    text: str
    rule: str = ""
    source: str = ""


@runtime_checkable
class Helpable(Protocol):
    """A widget or screen that can explain itself."""

    def topic(self) -> Topic | None:
        """What there is to say now; None passes the question on to the parent."""
        ...


class Common(Screen[ResultT]):
    """The common part of full screens and dialogs."""

    GROUPS: ClassVar[tuple[str, ...]] = ()
    """The groups of the key registry that live on this screen and its widgets."""

    def key_label(self, key: Key) -> str:
        """The footer's word for a key at this moment."""
        return t(key.label_key)

    def banner(self) -> ComposeResult:
        """In practice the line that says so, over everything."""
        if desk_app(self).practising:
            from screens.widgets.banner import Banner  # noqa: PLC0415 - a live desk does without

            yield Banner()

    async def reasons_to_stay(self) -> str:
        """Why the program may not be left now, in a sentence; empty where nothing holds it back."""
        return ""

    async def speak_again(self) -> None:
        """Draw everything in the language now in use; what was typed, and the focus, stay."""
        typed = {field.id: (field.value, field.selection) for field in self.query(Field) if field.id}
        focused = self.focused.id if self.focused else None
        await self.recompose()
        for field in self.query(Field):
            if field.id in typed:
                with field.prevent(Field.Changed):
                    field.value, field.selection = typed[field.id]
        if focused:
            self.query_one(f"#{focused}").focus()


class Pane(Common[ResultT]):
    """A full screen: header, body, footer."""

    def body(self) -> ComposeResult:
        """The widgets between header and footer."""
        yield from ()

    def compose(self) -> ComposeResult:
        """Header, body, footer."""
        yield from self.banner()
        yield StatusBar()
        yield from self.body()
        yield KeyBar()


class Dialog(ModalScreen[ResultT], Common[ResultT]):
    """A titled box over the screen that wants an answer; its own footer lies over the screen's.

    Each has an `action_accept` of its own.
    """

    GROUPS: ClassVar[tuple[str, ...]] = ("dialog",)
    # A dialog keeps the app's other keys out.
    BINDINGS = bindings("dialog") + bindings("app", "help", "copy")
    CSS_PATH = Path(__file__).parent / "dialogs" / "dialog.tcss"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def box(self) -> ComposeResult:
        """The widgets inside the box."""
        yield from ()

    def compose(self) -> ComposeResult:
        """The box, and the footer."""
        yield from self.banner()
        with Vertical(classes="box") as box:
            box.border_title = plain(self._title)
            yield from self.box()
        yield KeyBar()

    def action_cancel(self) -> None:
        """Go away with nothing done."""
        self.dismiss(None)
