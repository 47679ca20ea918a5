"""A call by its number, typed by the agent: one that came in beside the system, or one to make."""

from collections.abc import Awaitable, Callable, Mapping

from agentdesk.locale import t
from agentdesk.rules.pack import Direction
from screens.dialogs.form import FormDialog
from screens.widgets.form import Ask


def new_call_dialog(submit: Callable[[Mapping[str, str]], Awaitable[bool]]) -> FormDialog[bool]:
    """The form; an empty number is a hidden one."""
    directions = tuple((str(each), t(f"new-call.{each}")) for each in Direction)
    asks = (
        Ask("number", t("new-call.number"), required=False, hint=t("new-call.hint")),
        Ask("direction", t("new-call.direction"), options=directions),
    )
    return FormDialog(t("new-call.title"), asks, submit, accept=t("new-call.accept"))
