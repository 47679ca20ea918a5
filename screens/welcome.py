"""Welcome: the first start of all. Try the sample centre, or set up one's own."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from agentdesk.locale import t
from screens.draw import plain
from screens.keys import bindings
from screens.pane import NO_BREAKPOINTS, Pane, Topic
from screens.widgets.push import Push
from screens.work import desk_app, guarded


class WelcomeScreen(Pane[None]):
    """Two ways to begin."""

    GROUPS = ("welcome",)
    HORIZONTAL_BREAKPOINTS = NO_BREAKPOINTS
    BINDINGS = bindings("welcome")
    CSS_PATH = "welcome.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._busy = False

    def topic(self) -> Topic | None:
        """What the two ways lead to."""
        return Topic(t("welcome.title"), t("welcome.about"))

    def body(self) -> ComposeResult:
        """One card in the middle."""
        with Vertical(id="card") as card:
            card.border_title = plain(t("welcome.title"))
            yield Static(plain(t("welcome.text")), id="text")
            yield Push(t("welcome.sample"), id="sample", main=True)
            yield Static(plain(t("welcome.sample-text")), classes="under")
            if desk_app(self).practising:
                yield Push(t("sign-in.to-live"), id="live")
            else:
                yield Push(t("welcome.set-up"), id="set-up")
                yield Static(plain(t("welcome.set-up-text")), classes="under")
            yield Static(id="said")

    def on_mount(self) -> None:
        """Enter tries the sample."""
        self.query_one("#sample").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A centre of one's own is set up at the live desk; from practice a key leads there."""
        practising = desk_app(self).practising
        return not practising if action == "set_up" else practising if action == "live" else True

    @on(Push.Pressed, "#live")
    def action_live(self) -> None:
        """Leave practice."""
        if not self._busy:
            desk_app(self).switch()

    @on(Push.Pressed, "#sample")
    def action_sample(self) -> None:
        """Plant the sample centre and go to its sign-in."""
        if not self._busy:
            self._plant()

    @work()
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
        await app.to_sign_in()

    @on(Push.Pressed, "#set-up")
    def action_set_up(self) -> None:
        """Ask for what a centre needs."""
        if not self._busy:
            self._ask()

    @work()
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
