"""The state menu: what an agent may be, the language, the theme, and the way out."""

from typing import TYPE_CHECKING

from agentdesk import locale
from agentdesk.locale import t
from agentdesk.rules.presence import State, may_ask
from screens.dialogs.choice import Choice, ChoiceDialog
from screens.symbols import symbols
from screens.themes import choices as themes
from screens.work import guarded

if TYPE_CHECKING:
    from screens.app import DeskApp

REASONS = ("rest", "meal", "training", "paperwork", "fault")
"""Why an agent is not ready: catalogue keys under `state.reason`."""


def _states(app: "DeskApp") -> list[Choice]:
    """The states that may be asked for now. Going not ready says why."""
    if app.presence is None:
        return []
    now = app.presence.state
    choices = []
    if may_ask(now, State.READY):
        glyph = symbols().states[State.READY]
        choices.append(Choice("ready", f"{glyph} {t('state.ready')}", now=now is State.READY))
    if may_ask(now, State.NOT_READY):
        glyph = symbols().states[State.NOT_READY]
        choices += [
            Choice(
                f"not-ready:{reason}",
                f"{glyph} {t('state.not-ready')} {symbols().dot} {t(f'state.reason.{reason}')}",
                now=now is State.NOT_READY and app.presence.reason == reason,
            )
            for reason in REASONS
        ]
    return choices


def show_state_menu(app: "DeskApp") -> None:
    """Open it."""
    waiting = t("flags.badge", count=app.alarms) if app.alarms else ""
    offered = t("handover.badge", count=app.handovers) if app.handovers else ""
    choices = [
        *_states(app),
        *([Choice("flags", f"{t('keys.app.flags')}{symbols().more}", waiting)] if app.desk is not None else []),
        *([Choice("handover", f"{t('keys.app.handover')}{symbols().more}", offered)] if app.desk is not None else []),
        *([Choice("drill", f"{t('keys.app.drill')}{symbols().more}")] if app.check_action("drill", ()) else []),
        Choice("language", f"{t('keys.app.language')}{symbols().more}", t("status.language")),
        Choice("theme", f"{t('keys.app.theme')}{symbols().more}", t(f"theme.{app.theme}")),
    ]
    if app.desk is not None:
        choices.append(Choice("sign-out", t("keys.app.sign-out")))

    def chosen(name: str | None) -> None:
        if name in ("flags", "handover", "drill", "language", "theme", "sign-out"):
            app.call_later(app.run_action, f"app.{name.replace('-', '_')}")
        elif name is not None:
            app.call_later(_go, app, *name.partition(":")[::2])

    app.push_screen(ChoiceDialog(t("state.menu"), choices), chosen)


@guarded
async def _go(app: "DeskApp", state: str, reason: str) -> None:
    from agentdesk.services import presence  # noqa: PLC0415 - loaded after the first paint

    if app.desk is not None:
        app.state_changed(await app.ask(presence.go, app.desk, State(state), reason))


def show_languages(app: "DeskApp") -> None:
    """Choose the language; each is named in itself."""
    choices = [
        Choice(language, locale.catalogue(language)["status.language-name"], now=language == locale.language())
        for language in locale.languages()
    ]

    def chosen(language: str | None) -> None:
        if language is not None:
            app.call_later(_speak, app, language)

    app.push_screen(ChoiceDialog(t("keys.app.language"), choices), chosen)


@guarded
async def _speak(app: "DeskApp", language: str) -> None:
    await app.speak(language)


def show_themes(app: "DeskApp") -> None:
    """Choose the theme."""
    choices = [
        Choice(theme.name, t(f"theme.{theme.name}"), now=theme.name == app.theme)
        for theme in themes(practice=app.practising)
    ]

    def chosen(theme: str | None) -> None:
        if theme is not None:
            app.dress(theme)

    app.push_screen(ChoiceDialog(t("keys.app.theme"), choices), chosen)
