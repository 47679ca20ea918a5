"""What the desk shows: harmless whatever was typed, all of it at 80 × 24, rules behind prompts, quiet when idle."""

import threading

import pytest

from agentdesk.rules.forbidden import Matcher
from agentdesk.rules.pack import Pack
from agentdesk.services import calls, tickets, wording
from agentdesk.settings import Settings
from agentdesk.text import clean
from screens.help import topic_of
from screens.widgets.note import Note
from tests.screens.at_desk import CALLER, AtDesk, at_desk, drawn

HOSTILE = "[/foo][bold]x[@click=app.bell()]\x1b[2J\x1b]52;c;aGk=\x07\x9b2J\u202e反\u2066\u200b👩‍👧e" + "\u0301" * 9
SIGNS = {"\x1b", "\x9b", "\x07", "\u202e", "\u2066", "\u200b", "\x00"}


async def harmless(desk: AtDesk) -> None:
    """The screen stands, and nothing a terminal would act upon is in it."""
    await desk.rest()
    assert not set(drawn(desk.app)) & SIGNS
    assert not type(desk.app.screen).__name__.startswith("Error")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_hostile_text_is_shown_harmlessly_wherever_it_comes_up(sample: Settings, size: tuple[int, int]) -> None:
    async with at_desk(sample, size=size) as desk:
        await desk.talk()
        await desk.paste(HOSTILE + "我不知道")
        await harmless(desk)
        assert desk.screen.note.text.startswith("[/foo][bold]x[@click=app.bell()]")
        desk.screen.set_focus(desk.screen.query_one("#caller-name"))
        await desk.paste(HOSTILE)
        await desk.press("enter")
        await harmless(desk)
        assert desk.view.caller_name == clean(HOSTILE).strip()
        await desk.press("f8")
        await desk.paste(HOSTILE)
        await harmless(desk)
        await desk.press("f2")
        await harmless(desk)
        await desk.press("f9")
        await desk.paste(HOSTILE)
        await harmless(desk)
        await desk.press("f2")
        desk.screen.set_focus(desk.screen.note)
        await desk.press("f2")
        await harmless(desk)
        await desk.press("f10")
        desk.app.screen.set_focus(desk.app.screen.query_one("#reason"))
        await desk.paste(HOSTILE)
        await desk.press("f2", "1")
        await harmless(desk)
        assert "[/foo]" in drawn(desk.app), "the page between calls shows note, name and ticket as typed"
        await desk.ring()
        await harmless(desk)


@pytest.mark.parametrize("number", ["[/foo]\x1b[2J\u202e", "anonymous", "+1 202 555 0143", "13800000000"])
async def test_any_number_rings_as_it_can_be_shown(sample: Settings, number: str) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.ring(number)
        await harmless(desk)
        shown = desk.text("#ring")
        assert {"anonymous": "号码隐藏", "+1 202 555 0143": "+1 202-555-0143"}.get(number, "") in shown
        if "foo" in number:
            assert "[/foo]" in shown
            assert "照原样" in shown


async def test_a_note_of_a_hundred_thousand_characters_is_saved(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.paste("宽带[/foo]\n" * 12_000)
        await desk.press("f2", "f2", "f2", "f4", "1")
        assert desk.screen.view is None
        last = (await desk.app.ask(calls.recent, desk.screen.desk))[0]
        assert len((await desk.app.ask(calls.show, last.id))["note"]) > 90_000


async def test_nobody_waits_for_the_phrases_and_what_was_typed_meanwhile_is_flagged(
    sample: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first ring used to compile the pack on the screen's thread."""
    compiled = threading.Event()
    slowly = wording.matcher

    def held_up(pack: Pack) -> Matcher:
        compiled.wait()
        return slowly(pack)

    async with at_desk(sample) as desk:
        await desk.talk()
        with monkeypatch.context() as patch:
            patch.setattr(wording, "ready", lambda pack: None)
            patch.setattr(wording, "matcher", held_up)
            desk.screen.note.watch_for(lambda text: ())
            desk.screen.watch_for_phrases()
            await desk.screen.note.run_action("cursor_line_end")
            desk.screen.note.put("我不知道")
            assert not desk.screen.note.flags
            patch.undo()
            compiled.set()
            await desk.app.workers.wait_for_complete()
        assert [flag.hit.phrase for flag in desk.screen.note.flags] == ["bu-zhi-dao"]


async def test_the_flag_its_rule_and_its_replacement_stand_under_the_note(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type("我不知道")
        strip = desk.text("#flags")
        assert "FORB-2" in strip
        assert "F7" in strip
        flag = desk.screen.query_one(Note).flag_ahead
        assert flag is not None
        assert flag.hit.replacement[:10] in strip.replace("\n", "")
        await desk.press("f7")
        assert "不知道" not in desk.screen.note.text
        assert not desk.screen.note.flags
        assert not desk.text("#flags")


async def test_help_tells_the_rule_and_its_source_behind_the_prompt(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.ready()
        await desk.ring()
        await desk.press("f2")
        topic = topic_of(desk.app.focused)
        assert topic is not None
        assert topic.rule == "ID-2"
        assert "003_d561d77cc802aa30.txt" in topic.source
        await desk.press("f1")
        assert "ID-2" in drawn(desk.app)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_everything_an_agent_needs_stands_on_a_screen_of_any_size(
    sample: Settings, size: tuple[int, int], language: str
) -> None:
    async with at_desk(sample, size=size, language=language) as desk:
        await desk.talk()
        await desk.type("宽带慢，我不知道")
        await desk.press("f4")
        shown = drawn(desk.app)
        for piece in ("010 5550 0101", "宽带慢", "CALL-5", "CALL-8", "F2", "F4", "F7", "FORB-2"):
            assert piece in shown, piece
        for row in shown.splitlines():
            assert "⟨" not in row, "a sentence that is missing"


async def test_an_idle_desk_paints_nothing_but_its_clock(sample: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        await desk.type("宽带慢")
        await desk.press("escape")
        painted: list[str] = []
        for widget in desk.screen.query("*"):
            name = f"{type(widget).__name__}#{widget.id}"
            monkeypatch.setattr(widget, "refresh", lambda *_, name=name, **__: painted.append(name))
        await desk.pass_time(1)
        await desk.look()
        assert {name for name in painted if not name.startswith(("StatusBar", "StateClock"))} == set()


async def test_the_number_is_masked_in_lists_and_shown_while_the_call_lasts(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        await desk.talk()
        assert "010 5550 0101" in drawn(desk.app)
        await desk.press("f10")
        desk.app.screen.set_focus(desk.app.screen.query_one("#reason"))
        await desk.type("x")
        await desk.press("f2", "1")
        assert "5550 0101" not in drawn(desk.app)
        assert CALLER not in drawn(desk.app)


async def test_the_page_between_calls_follows_what_is_written_elsewhere(sample: Settings) -> None:
    async with at_desk(sample) as desk:
        draft = tickets.TicketDraft("fault", "别处建的工单", "", "", "")
        await desk.app.ask(tickets.open_ticket, desk.screen.desk, None, draft)
        await desk.look()
        await desk.pass_time(6)
        assert "别处建的工单" in drawn(desk.app)
