"""The other side of an ID exchange (ID-1): enter the ID one heard, or refuse with a reason."""

from collections.abc import Awaitable, Callable, Mapping

from agentdesk.locale import t
from agentdesk.services.exchanges import ExchangeView
from screens.dialogs.form import FormDialog
from screens.widgets.form import Ask


def answer_dialog(
    asked: ExchangeView, own_id: str, submit: Callable[[Mapping[str, str]], Awaitable[bool]]
) -> FormDialog[bool]:
    """The form: either field is enough. It never shows the ID that is to be heard."""
    asks = (
        Ask("heard", t("exchange.heard"), required=False, hint=t("exchange.heard-hint")),
        Ask("refusal", t("exchange.refusal"), required=False, hint=t("exchange.refusal-hint")),
    )
    purpose = t(f"exchange.{asked.purpose}")
    text = t("exchange.answer-text", seat=asked.from_seat, purpose=purpose, agent_id=own_id)
    beside = {"exchange.heard-wrong": "heard", "exchange.reason": "refusal"}
    return FormDialog(t("exchange.answer-title"), asks, submit, accept=t("exchange.confirm"), text=text, beside=beside)
