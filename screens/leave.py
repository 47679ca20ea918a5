"""Leaving the program: not while a call is open, and not by a slip of the finger while signed in."""

from typing import TYPE_CHECKING

from agentdesk.errors import Refused
from agentdesk.locale import t
from screens.dialogs.confirm import ConfirmDialog
from screens.pane import Common
from screens.work import guarded

if TYPE_CHECKING:
    from screens.app import DeskApp


async def leave(app: "DeskApp") -> None:
    """Exit before sign-in, ask after it, refuse while a screen has reasons to stay."""
    for screen in app.screen_stack:
        if isinstance(screen, Common) and (reasons := await screen.reasons_to_stay()):
            raise Refused("app.stay", reasons=reasons)
    if app.desk is None:
        app.exit(0)
        return
    if any(isinstance(screen, ConfirmDialog) for screen in app.screen_stack):
        return
    dialog = ConfirmDialog(t("app.leave"), t("app.leave-text"), t("app.leave-yes"))

    def answered(yes: bool | None) -> None:
        if yes:
            app.call_later(_sign_out_and_exit, app)

    await app.push_screen(dialog, answered)


@guarded
async def _sign_out_and_exit(app: "DeskApp") -> None:
    from agentdesk.services import accounts  # noqa: PLC0415 - loaded after the first paint

    if app.desk is not None:
        await app.ask(accounts.sign_out, app.desk)
    app.exit(0)
