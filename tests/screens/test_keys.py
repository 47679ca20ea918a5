"""The key registry: no clashes, nothing a plain terminal cannot send, every word in the catalogues, docs up to date."""

import importlib
import inspect
import pkgutil
from collections import Counter
from pathlib import Path
from string import ascii_lowercase

import pytest

import screens
from agentdesk.locale import catalogue
from agentdesk.rules.call import Action
from screens import keys
from screens.keys_page import page
from screens.pane import Common

PORTABLE = {f"ctrl+{letter}" for letter in ascii_lowercase if letter not in "himjs"} | {"ctrl+underscore"}
"""One byte each in every terminal, and none of them backspace, tab, enter or flow control."""

FORBIDDEN = {"ctrl+enter", "ctrl+m", "ctrl+i", "ctrl+h", "ctrl+s", "ctrl+j"}


def classes() -> list[type]:
    found: list[type] = []
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        if module.name != "screens.keys_page":
            members = inspect.getmembers(importlib.import_module(module.name), inspect.isclass)
            found += [member for _, member in members]
    return found


SCREENS = sorted({c for c in classes() if issubclass(c, Common)}, key=lambda c: c.__name__)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda c: str(c.__name__))
def test_no_key_means_two_things_on_one_screen(screen: type[Common[object]]) -> None:
    for group in screen.GROUPS:
        pressed = Counter(each for key in keys.of(group, "app") for each in key.keys)
        assert [each for each, times in pressed.items() if times > 1] == []


@pytest.mark.parametrize("key", keys.KEYS, ids=lambda k: f"{k.group}.{k.id}")
def test_every_function_key_has_a_portable_second(key: keys.Key) -> None:
    functions = [each for each in key.keys if each[0] == "f" and each[1:].isdigit()]
    if functions:
        assert PORTABLE.intersection(key.keys)
    assert not FORBIDDEN.intersection(key.keys)
    assert not any("alt+" in each for each in key.keys)


@pytest.mark.parametrize("key", [k for k in keys.KEYS if k.bound], ids=lambda k: f"{k.group}.{k.id}")
def test_every_bound_key_has_its_action(key: keys.Key) -> None:
    name = "action_" + key.action.removeprefix("app.").split("(")[0]
    assert any(hasattr(each, name) for each in classes()), name


def test_every_group_is_on_a_screen() -> None:
    on_screens = {group for screen in SCREENS for group in screen.GROUPS} | {"app"}
    assert {key.group for key in keys.KEYS} == on_screens


def test_the_catalogues_name_every_key_and_no_other() -> None:
    named = {k for k in catalogue("en") if k.startswith("keys.") and not k.startswith("keys.groups.")}
    assert named == {k for key in keys.KEYS for k in (key.label_key, key.help_key)}
    groups = {k.removeprefix("keys.groups.") for k in catalogue("en") if k.startswith("keys.groups.")}
    assert groups == {key.group for key in keys.KEYS}


@pytest.mark.parametrize("action", Action)
def test_every_way_that_settles_an_obligation_has_a_key(action: Action) -> None:
    assert keys.for_action(action).keys


def test_a_digit_carries_itself_into_the_action() -> None:
    actions = [getattr(binding, "action", "") for binding in keys.bindings("wrap-up")]
    assert "code(1)" in actions
    assert "code(9)" in actions


@pytest.mark.parametrize(
    ("name", "short", "long"),
    [("f2", "F2", "F2"), ("ctrl+n", "^N", "Ctrl+N"), ("ctrl+underscore", "^_", "Ctrl+_"), ("escape", "Esc", "Esc")],
)
def test_keys_are_written_as_people_know_them(name: str, short: str, long: str) -> None:
    assert (keys.short(name), keys.long(name)) == (short, long)


def test_the_page_of_keys_is_up_to_date() -> None:
    docs = Path(__file__).parents[2] / "docs" / "keys.md"
    assert docs.read_text(encoding="utf-8") == page(), "run: python -m screens.keys_page > docs/keys.md"
