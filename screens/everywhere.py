"""The keys that work on every screen. Each imports what it shows when it is pressed, and not for the first paint."""

from typing import TYPE_CHECKING

from textual.app import App
from textual.screen import Screen

from agentdesk.locale import t
from screens.work import desk_app, guarded

if TYPE_CHECKING:
    from collections.abc import Callable

    from agentdesk.services.office import Desk


class Everywhere(App[int], inherit_bindings=False):
    """The part of the app that answers those keys."""

    desk: "Desk | None"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing but help, copy and quit acts while a dialog waits; signing out wants a desk."""
        acts = ("palette", "state", "flags", "handover", "drill", "language", "theme", "sign_out")
        if (action in acts and self.screen.is_modal) or (action == "drill" and not desk_app(self).practising):
            return False
        return self.desk is not None if action in ("flags", "handover", "drill", "sign_out") else True

    def action_help(self) -> None:
        """Explain what has the focus, and the keys."""
        from screens.help import show_help  # noqa: PLC0415

        show_help(desk_app(self))

    def action_palette(self) -> None:
        """Every command there is, by name."""
        from screens.palette import show_palette  # noqa: PLC0415

        show_palette(desk_app(self))

    def action_state(self) -> None:
        """State, language, theme, sign-out."""
        from screens.state_menu import show_state_menu  # noqa: PLC0415

        show_state_menu(desk_app(self))

    def action_flags(self) -> None:
        """The flags, over whatever is open; once."""
        from screens.flags import FlagsScreen  # noqa: PLC0415

        self._show(FlagsScreen)

    def action_handover(self) -> None:
        """The handover logs, over whatever is open; once."""
        from screens.handover import HandoverScreen  # noqa: PLC0415

        self._show(HandoverScreen)

    def action_drill(self) -> None:
        """Practice answers, over whatever is open; once."""
        from screens.practice import PracticeScreen  # noqa: PLC0415

        self._show(PracticeScreen)

    def _show(self, screen: "Callable[[Desk], Screen[None]]") -> None:
        if self.desk is not None and not any(type(one) is screen for one in self.screen_stack):
            self.push_screen(screen(self.desk))

    def action_language(self) -> None:
        """Choose the language."""
        from screens.state_menu import show_languages  # noqa: PLC0415

        show_languages(desk_app(self))

    def action_theme(self) -> None:
        """Choose the theme."""
        from screens.state_menu import show_themes  # noqa: PLC0415

        show_themes(desk_app(self))

    @guarded
    async def action_sign_out(self) -> None:
        """Leave the seat; refused while a call is open."""
        from agentdesk.services import accounts  # noqa: PLC0415

        if self.desk is not None:
            await desk_app(self).ask(accounts.sign_out, self.desk)
            await desk_app(self).to_sign_in()

    def action_copy(self) -> None:
        """Copy the thing in focus."""
        from screens.clipboard import copy, copyable  # noqa: PLC0415

        text = copyable(self.focused or self.screen)
        if text:
            copy(self, text)
        else:
            self.notify(t("clipboard.nothing"), markup=False, timeout=3)

    @guarded
    async def action_quit(self) -> None:
        """Leave the program: signs out first, after a question; refused with reasons while a call is open."""
        from screens.leave import leave  # noqa: PLC0415

        await leave(desk_app(self))
