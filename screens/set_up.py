"""Set up my centre: its name, pack and time zone, the first admin and the first lead."""

from collections.abc import Mapping

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from agentdesk.errors import Refused
from agentdesk.locale import language, t
from agentdesk.rules.identity import SHORTEST_PASSWORD, Role, well_formed
from agentdesk.rules.pack import Pack
from agentdesk.services.centre import CentrePlan, NewAccount, set_up
from screens.draw import plain
from screens.keys import bindings
from screens.pane import Pane, Topic
from screens.saying import sentence
from screens.symbols import symbols
from screens.turns import settled
from screens.widgets.form import Ask, Form
from screens.widgets.push import Push
from screens.work import desk_app, guarded

BESIDE = {
    "centre.name-missing": "name",
    "centre.zone-unknown": "zone",
    "centre.pack-unknown": "pack",
    "accounts.id-taken": "lead-id",
}
"""The field each refusal belongs to."""

ZONES = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Europe/London", "UTC")
"""Offered while typing; any IANA zone is taken."""

WHO = ("admin", "lead")


def faults(values: Mapping[str, str], pack: Pack) -> dict[str, str]:
    """What is wrong with the accounts as typed, by field. The service judges once more."""
    found: dict[str, str] = {}
    for who in WHO:
        if not well_formed(values[f"{who}-id"], pack.id_format):
            found[f"{who}-id"] = t("set-up.id-format", id_format=pack.id_format)
        if len(values[f"{who}-password"]) < SHORTEST_PASSWORD:
            found[f"{who}-password"] = t("set-up.password-short", least=SHORTEST_PASSWORD)
        elif values[f"{who}-password"] != values[f"{who}-again"]:
            found[f"{who}-again"] = t("set-up.not-the-same")
    if values["admin-id"] == values["lead-id"]:
        found.setdefault("lead-id", t("set-up.same-id"))
    return found


def plan(values: Mapping[str, str]) -> CentrePlan:
    """The centre as typed. The admin may lead as well, so that one person can look after a small centre."""
    roles = {"admin": frozenset({Role.ADMIN}), "lead": frozenset({Role.LEAD, Role.AGENT})}
    accounts = (
        NewAccount(values[f"{who}-id"], values[f"{who}-name"], values[f"{who}-password"], roles[who]) for who in WHO
    )
    return CentrePlan(values["name"], values["pack"], values["zone"], tuple(accounts))


class SetUpScreen(Pane[None]):
    """One form; what is wrong stands under its field, and nothing typed is lost."""

    GROUPS = ("setup",)
    BINDINGS = bindings("setup")
    CSS_PATH = "set_up.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._busy = False

    def topic(self) -> Topic | None:
        """What a centre needs."""
        return Topic(t("set-up.title"), t("set-up.about"))

    def body(self) -> ComposeResult:
        """The form between title and buttons."""
        with VerticalScroll(id="card", can_focus=False) as card:
            card.border_title = plain(t("set-up.title"))
            yield Form(*self._asks())
            yield Static(id="refused")
            with Horizontal(id="buttons"):
                yield Push(t("set-up.accept"), id="accept", main=True)
                yield Push(t("dialog.back"), id="back")

    def _asks(self) -> list[Ask]:
        asks = [
            Ask("name", t("set-up.name"), heading=t("set-up.centre")),
            Ask("pack", t("set-up.pack"), self._fitting(), options=self._packs()),
            Ask("zone", t("set-up.zone"), ZONES[0], suggestions=ZONES),
        ]
        for who in WHO:
            asks += [
                Ask(f"{who}-id", t("sign-in.agent-id"), heading=t(f"set-up.{who}")),
                Ask(f"{who}-name", t("set-up.person")),
                Ask(f"{who}-password", t("sign-in.password"), secret=True),
                Ask(f"{who}-again", t("set-up.again"), secret=True),
            ]
        return asks

    def _packs(self) -> tuple[tuple[str, str], ...]:
        office = desk_app(self).office
        assert office is not None
        english = language() == "en"
        return tuple((pack.id, pack.name_en if english else pack.name_zh) for pack in office.library.packs.values())

    def _fitting(self) -> str:
        """The first pack that speaks the language in use."""
        office = desk_app(self).office
        assert office is not None
        packs = office.library.packs.values()
        return next((pack.id for pack in packs if pack.language[:2] == language()[:2]), "")

    def on_mount(self) -> None:
        """Start in the first field."""
        self.query_one(Form).focus_field("name")

    @on(Form.Submitted)
    @on(Push.Pressed, "#accept")
    async def action_accept(self) -> None:
        """Check what stands there and make the centre of it."""
        await settled(self)
        form = self.query_one(Form)
        office = desk_app(self).office
        if self._busy or office is None or not form.complete():
            return
        values = form.values()
        wrong = faults(values, office.pack(values["pack"]))
        form.show_errors(wrong)
        if not wrong:
            self._set_up(values)

    @work()
    @guarded
    async def _set_up(self, values: Mapping[str, str]) -> None:
        app = desk_app(self)
        self._busy = True
        self._refuse("")
        try:
            await app.ask(set_up, plan(values))
        except Refused as refused:
            text = sentence(refused, app.zone)
            if field := BESIDE.get(refused.key):
                self.query_one(Form).show_errors({field: text})
            else:
                self._refuse(f"{symbols().error} {text}")
            return
        finally:
            self._busy = False
        await app.learn_centre()
        await app.to_sign_in()

    def _refuse(self, text: str) -> None:
        self.query_one("#refused", Static).update(plain(text))

    @on(Push.Pressed, "#back")
    def action_back(self) -> None:
        """Back to the two ways."""
        self.dismiss(None)
