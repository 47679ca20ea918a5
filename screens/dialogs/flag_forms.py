"""What the flags ask: the agent's word, a lead's verdict, an observation, which flags to show."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import tzinfo

from agentdesk.locale import t
from agentdesk.rules.flags import Observation, Stance, Verdict
from agentdesk.rules.forbidden import Severity
from agentdesk.services.history import FloorCall
from agentdesk.text import mask_number
from screens.dialogs.choice import Choice
from screens.dialogs.form import FormDialog
from screens.symbols import symbols
from screens.widgets.form import Ask

Submit = Callable[[Mapping[str, str]], Awaitable[bool]]

PENDING, SETTLED, ALL = "pending", "settled", "all"
ANY, LOUD = "any", "loud"
"""Severities as choices of the filter: all of them, and those a lead is told of at once."""
NO_CALL = "-"


def stance_choices(*, observed: bool) -> list[Choice]:
    """What an agent can say about a flag of their own."""
    stances = [stance for stance in Stance if not (observed and stance is Stance.CALLERS)]
    return [Choice(stance, t(f"flags.stance.{stance}")) for stance in stances]


def reason_form(stance: Stance, submit: Submit) -> FormDialog[bool]:
    """Why the agent says so."""
    ask = Ask("reason", t("flags.why"), required=stance is Stance.NEEDED)
    return FormDialog(t(f"flags.stance.{stance}"), (ask,), submit, beside={"flags.reason": "reason"})


def verdict_form(verdict: Verdict, submit: Submit) -> FormDialog[bool]:
    """A verdict that goes against the agent, with what there is to say about it."""
    ask = Ask("remark", t("flags.remark"), required=False, hint=t("flags.remark-hint"))
    return FormDialog(t(f"flags.verdict.{verdict}"), (ask,), submit, accept=t(f"flags.verdict.{verdict}"))


def observe_form(
    calls: Sequence[FloorCall], agents: Sequence[str], agent_id: str, submit: Submit, zone: tzinfo | None
) -> FormDialog[bool]:
    """What a lead saw or heard: of one of the last calls, or of an agent."""
    lines = tuple((str(call.id), _call(call, zone)) for call in calls)
    asks = (
        Ask(
            "what", t("flags.what"), options=tuple((str(each), t(f"flags.observation.{each}")) for each in Observation)
        ),
        Ask("remark", t("flags.seen")),
        Ask("call", t("flags.on-call"), options=((NO_CALL, t("flags.no-call")), *lines)),
        Ask("agent", t("flags.agent-id"), agent_id, required=False, suggestions=tuple(agents)),
    )
    beside = {"flags.observe-nobody": "agent", "flags.own": "agent", "flags.observe-remark": "remark"}
    return FormDialog(t("keys.flags.observe"), asks, submit, beside=beside)


def _call(call: FloorCall, zone: tzinfo | None) -> str:
    dot = symbols().dot
    return f"{call.rang_at.astimezone(zone):%m-%d %H:%M} {dot} {call.agent_id} {dot} {mask_number(call.number)}"


def filter_form(values: Mapping[str, str], agents: Sequence[str], submit: Submit) -> FormDialog[bool]:
    """Which flags are shown."""
    severities = ((ANY, t("flags.any")), (LOUD, t("flags.loud")))
    each = tuple((str(severity), t(f"flags.severity.{severity}")) for severity in Severity)
    whose = (Ask("agent", t("flags.agent-id"), values["agent"], required=False, suggestions=tuple(agents)),)
    asks = (
        Ask(
            "which", t("flags.which"), values["which"],
            options=tuple((which, t(f"flags.filter.{which}")) for which in (PENDING, SETTLED, ALL)),
        ),
        Ask("severity", t("flags.severity-ask"), values["severity"], options=(*severities, *each)),
        *(whose if agents else ()),
        Ask("since", t("flags.when"), values["since"], required=False, hint=t("flags.when-hint")),
    )  # fmt: skip
    return FormDialog(t("keys.flags.filter"), asks, submit, beside={"flags.since-unread": "since"})
