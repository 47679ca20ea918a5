"""A ticket from the call: everything the desk knows already stands in it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, tzinfo

from agentdesk.locale import t
from agentdesk.rules.pack import Label
from screens.dialogs.kept_form import KeptForm
from screens.widgets.form import Ask
from screens.widgets.wrap_up import label

BESIDE = {
    "tickets.subject-missing": "subject",
    "tickets.type-unknown": "type",
    "tickets.promise-past": "promised",
    "tickets.handler-unknown": "handler",
    "when.unread": "promised",
}
"""Beside which field each refusal is said."""


def ticket_form(
    types: tuple[Label, ...],
    values: Mapping[str, str],
    own_id: str,
    submit: Callable[[Mapping[str, str]], Awaitable[bool]],
    keep: Callable[[Mapping[str, str]], None],
    now: Callable[[], datetime],
    zone: tzinfo,
) -> KeptForm:
    """The form with `values` in its fields. The agent asked first stays the owner, whoever handles it (TKT-14)."""
    options = tuple((each.id, label(each)) for each in types)
    asks = (
        Ask("subject", t("ticket.subject"), values.get("subject", "")),
        Ask("type", t("ticket.type"), values.get("type", ""), options=options),
        Ask("detail", t("ticket.detail"), values.get("detail", ""), required=False, lines=True),
        Ask("customer", t("ticket.customer"), values.get("customer", ""), required=False),
        Ask("contact", t("ticket.contact"), values.get("contact", ""), required=False),
        Ask("promised", t("ticket.promised"), values.get("promised", ""), required=False, hint=t("when.hint")),
        Ask("handler", t("ticket.handler"), values.get("handler", ""), required=False, hint=own_id),
    )
    return KeptForm(
        t("ticket.title"), asks, submit, keep, time="promised", now=now, zone=zone, accept=t("ticket.save"),
        text=t("ticket.first-asked", agent_id=own_id), beside=BESIDE,
    )  # fmt: skip
