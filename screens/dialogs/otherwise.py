"""The endings beside the script, each with its reason."""

from collections.abc import Awaitable, Callable, Mapping

from agentdesk.locale import t
from agentdesk.rules.call import Phase
from agentdesk.rules.moves import Ending
from screens.dialogs.form import FormDialog
from screens.widgets.form import Ask

HUNG_UP = "hung-up-first"
"""Not an ending of its own: the script is done, and the agent hung up first (CALL-9)."""

ENDINGS: Mapping[Phase, tuple[str, ...]] = {
    Phase.RINGING: (Ending.DROPPED, Ending.MISSED),
    Phase.TALKING: (Ending.DROPPED, Ending.SILENT, Ending.WRONG_NUMBER, Ending.ABUSIVE, HUNG_UP),
    Phase.HOLDING: (Ending.DROPPED, Ending.SILENT, Ending.WRONG_NUMBER, Ending.ABUSIVE, HUNG_UP),
}


def otherwise_dialog(phase: Phase, submit: Callable[[Mapping[str, str]], Awaitable[bool]]) -> FormDialog[bool]:
    """The form for the endings that fit the phase."""
    options = tuple((str(each), t(f"ending.{each}")) for each in ENDINGS[phase])
    asks = (
        Ask("ending", t("otherwise.how"), options=options),
        Ask("reason", t("otherwise.reason"), hint=t("otherwise.reason-hint")),
    )
    return FormDialog(t("otherwise.title"), asks, submit, accept=t("otherwise.accept"), text=t("otherwise.text"))
