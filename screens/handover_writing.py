"""Writing a handover log, and a remark on one (HO-1, HO-3, TKT-18)."""

from collections.abc import Mapping, Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import TextArea

from agentdesk.errors import Refused
from agentdesk.locale import t
from agentdesk.rules.flags import Passage
from agentdesk.rules.handover import Part
from agentdesk.services import handover
from agentdesk.services.drafts import Draft
from agentdesk.services.handover import REMARK, LogDraft, LogView, Unfilled
from agentdesk.services.office import Desk
from screens.dialogs.confirm import ConfirmDialog
from screens.draw import plain
from screens.handover_lines import log_detail
from screens.keys import Key
from screens.symbols import symbols
from screens.widgets.field import Field
from screens.widgets.note import Note
from screens.widgets.words import Words
from screens.work import desk_app
from screens.writing import Writing


class LogWriting(Writing):
    """A log: the successor's ID, and each part in an editor of its own."""

    fields = tuple(Part)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "handover")
        self._nothing: frozenset[Part] = frozenset()

    def above(self) -> ComposeResult:
        """The successor."""
        with Horizontal(classes="part successor"):
            yield Words(classes="label", id="label-successor")
            yield Field(id="successor")

    def _label(self) -> None:
        super()._label()
        self.query_one("#label-successor", Words).say(plain(t("handover.successor")))
        self.query_one("#successor", Field).placeholder = plain(t("handover.successor-hint")).plain

    def heading(self) -> str:
        """A new log."""
        return t("handover.write-title")

    def about(self) -> str:
        """What logs are."""
        return t("handover.help")

    def label_of(self, field: str) -> tuple[str, str]:
        """The part's name, and what belongs in it."""
        return t(f"handover.part.{field}"), t(f"handover.hint.{field}")

    def first(self) -> Note | Field:
        """The successor; in a log that was begun, where one left it."""
        begun = any(self.text(part) for part in Part)
        return self.editor if begun else self.query_one("#successor", Field)

    def passages(self) -> Sequence[Passage]:
        """The parts."""
        return handover.passages({part: self.text(part) for part in Part})

    def further(self) -> dict[str, str]:
        """The successor."""
        return {"successor": self.query_one("#successor", Field).value}

    def take(self, draft: Draft) -> None:
        """Put the successor back too."""
        super().take(draft)
        self.query_one("#successor", Field).value = draft.fields.get("successor", "")

    @on(TextArea.Changed)
    def _part_changed(self, event: TextArea.Changed) -> None:
        self._nothing -= {Part(event.text_area.id or "")}

    def beside(self) -> Mapping[str, str]:
        """Faults of the successor's ID, and what happened."""
        faults = ("malformed", "own", "unknown", "inactive")
        return {f"exchange.{fault}": "successor" for fault in faults} | {
            "handover.successor-missing": "successor",
            "handover.journal-missing": Part.JOURNAL,
        }

    async def hand_in(self) -> bool:
        """Offer it."""
        parts = {part: self.text(part) for part in Part}
        successor = self.query_one("#successor", Field).value.strip()
        if not successor:
            raise Refused("handover.successor-missing")
        draft = LogDraft(successor, parts, self._nothing, self.corrections(), self.key)
        try:
            view = await desk_app(self).ask(handover.offer, self.desk, draft, words=self.words)
        except Unfilled as unfilled:
            await self._ask_nothing(unfilled.parts)
            return False
        self.app.notify(t("handover.offered", agent_id=view.line.to_id), markup=False, timeout=5)
        return True

    async def _ask_nothing(self, parts: Sequence[Part]) -> None:
        named = "\n".join(f"{symbols().dot} {t(f'handover.part.{part}')}" for part in parts)
        dialog = ConfirmDialog(
            t("handover.nothing-title"), f"{t('handover.nothing-text')}\n{named}", t("handover.nothing-yes")
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self._nothing |= set(parts)
                self.call_later(self.action_hand_in)
            else:
                self.set_focus(self.query_one(f"#{parts[0]}"))

        await self.app.push_screen(dialog, answered)


class RemarkWriting(Writing):
    """A remark, under the log it is on."""

    fields = (REMARK,)

    def __init__(self, desk: Desk, log: LogView) -> None:
        super().__init__(desk, f"{REMARK}-{log.line.id}")
        self.log_view = log

    def above(self) -> ComposeResult:
        """The log."""
        with VerticalScroll(id="logs-detail"):
            yield Words(id="logs-text")

    def _label(self) -> None:
        super()._label()
        drawn = log_detail(self.log_view, self.desk.agent_id, desk_app(self).zone)
        self.query_one("#logs-text", Words).say(drawn)

    def heading(self) -> str:
        """A remark."""
        return t("handover.remark-title")

    def about(self) -> str:
        """What remarks are."""
        return t("handover.remark-hint")

    def label_of(self, field: str) -> tuple[str, str]:
        """What a remark is for."""
        return t("handover.remark"), t("handover.remark-hint")

    def key_label(self, key: Key) -> str:
        """A remark is added, not handed over."""
        return t("handover.add") if key.id == "hand-in" else super().key_label(key)

    def passages(self) -> Sequence[Passage]:
        """The one text."""
        return (Passage(REMARK, self.text(REMARK)),)

    def beside(self) -> Mapping[str, str]:
        """There is one field."""
        return {"handover.empty": REMARK}

    async def hand_in(self) -> bool:
        """Add it."""
        add = partial(handover.remark, key=self.key, words=self.words)
        await desk_app(self).ask(add, self.desk, self.log_view.line.id, self.text(REMARK))
        self.app.notify(t("handover.remark-added"), markup=False, timeout=5)
        return True
