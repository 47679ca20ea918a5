"""Welcome: the first start of all. Try the sample centre, or set up one's own."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Static

from agentdesk.locale import t
from screens.draw import plain
from screens.keys import bindings
from screens.pane import Pane, Topic
from screens.work import desk_app, guarded


class WelcomeScreen(Pane[None]):
    """Two ways to begin."""

    GROUPS = ("welcome",)
    BINDINGS = bindings("welcome")

    def __init__(self) -> None:
        super().__init__()
        self._busy = False

    def topic(self) -> Topic | None:
        """What the two ways lead to."""
        return Topic(t("welcome.title"), t("welcome.about"))

    def body(self) -> ComposeResult:
        """One card in the middle."""
        with Vertical(id="card"):
            yield Static(plain(t("welcome.title")), id="centre")
            yield Static(plain(t("welcome.text")), id="text")
            yield Button(plain(t("welcome.sample")), id="sample", variant="primary", compact=True)
            yield Static(plain(t("welcome.sample-text")), classes="under")
            yield Button(plain(t("welcome.set-up")), id="set-up", compact=True)
            yield Static(plain(t("welcome.set-up-text")), classes="under")
            yield Static(id="said")

    def on_mount(self) -> None:
        """Enter tries the sample."""
        self.query_one("#sample").focus()

    @on(Button.Pressed, "#sample")
    def action_sample(self) -> None:
        """Plant the sample centre and go to its sign-in."""
        if not self._busy:
            self._plant()

    @work(exit_on_error=False)
    @guarded
    async def _plant(self) -> None:
        app = desk_app(self)
        self._set_busy("welcome.planting")
        try:
            await app.opened()
            from agentdesk.services.sample import plant_sample  # noqa: PLC0415 - loaded with the store

            await app.ask(plant_sample)
        finally:
            self._set_busy("")
        await app.learn_centre()
        await app.signed_out()

    @on(Button.Pressed, "#set-up")
    def action_set_up(self) -> None:
        """Ask for what a centre needs."""
        if not self._busy:
            self._ask()

    @work(exit_on_error=False)
    @guarded
    async def _ask(self) -> None:
        app = desk_app(self)
        self._set_busy("app.starting")
        try:
            await app.opened()
            from screens.set_up import SetUpScreen  # noqa: PLC0415 - loads the services
        finally:
            self._set_busy("")
        await app.push_screen(SetUpScreen())

    def _set_busy(self, key: str) -> None:
        """Say what is going on; nothing else starts meanwhile."""
        self._busy = bool(key)
        self.query_one("#said", Static).update(plain(t(key) if key else ""))
