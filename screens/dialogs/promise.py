"""A question stays open: a contact number and a definite time of reply, told to the caller (CALL-6, CALL-12)."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, tzinfo

from agentdesk.locale import t
from screens.dialogs.kept_form import KeptForm
from screens.widgets.form import Ask

BESIDE = {"when.unread": "due", "promise.contact": "contact"}


def promise_form(
    values: Mapping[str, str],
    submit: Callable[[Mapping[str, str]], Awaitable[bool]],
    keep: Callable[[Mapping[str, str]], None],
    now: Callable[[], datetime],
    zone: tzinfo,
) -> KeptForm:
    """The form. With the question alone the promise is owed from now on; with contact and time it is made."""
    asks = (
        Ask("question", t("promise.question"), values.get("question", "")),
        Ask("due", t("promise.due"), values.get("due", ""), required=False, hint=t("when.hint")),
        Ask("contact", t("promise.contact-label"), values.get("contact", ""), required=False),
        Ask("approved", t("promise.approved"), values.get("approved", ""), required=False, hint=t("promise.by-hint")),
    )
    return KeptForm(
        t("promise.title"), asks, submit, keep, time="due", now=now, zone=zone, accept=t("promise.save"),
        text=t("promise.text"), beside=BESIDE,
    )  # fmt: skip
