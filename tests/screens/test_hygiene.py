"""Static checks on the screens: no bare text in widgets, nothing untranslated, nothing heavy loaded early.

The type checker cannot tell text a person typed from text of ours, so these read the source.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "screens").rglob("*.py"))
HAN = re.compile(r"[\u3400-\u9fff]")

SINKS = {"Static": 0, "Label": 0, "Button": 0, "Option": 0, "Collapsible": 0, "Tab": 0, "TabPane": 0, "Content": 0}
"""Widgets, and the position of what they draw: markup to Textual where it is a str."""

METHODS = {"update": 0}
"""Methods that draw their argument."""

ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}

SAFE = {"plain", "joined"}
"""The helpers everything goes through (`screens.draw`)."""

DIGITS = {"span", "wall"}
"""Helpers that write digits and colons only."""


GUARDS = {"guarded", "in_turn"}
"""Decorators that bring errors to the one dialog (`screens.work`, `screens.turns`)."""


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def contents() -> set[str]:
    """Functions and methods of the screens that say they return Content, and the safe helpers."""
    found = SAFE | DIGITS
    for path in SOURCES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef) and node.returns and "Content" in ast.unparse(node.returns):
                found.add(node.name)
    return found


CONTENTS = contents()


def called(node: ast.expr) -> str:
    """The last name of what a call calls."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def is_safe(node: ast.expr, function: ast.AST) -> bool:
    """Whether an expression is Content made by the helpers, as far as the source tells."""
    if isinstance(node, ast.Call):
        return called(node.func) in CONTENTS or (called(node.func) == "join" and "Content" in ast.unparse(node.func))
    if isinstance(node, ast.IfExp):
        return is_safe(node.body, function) and is_safe(node.orelse, function)
    if isinstance(node, ast.Constant):
        return node.value is None or not re.search(r"[\w\[\]]", str(node.value))
    if isinstance(node, ast.Attribute):
        return node.attr in CONTENTS
    if isinstance(node, ast.JoinedStr):
        return all(is_safe(part, function) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return is_safe(node.value, function)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return is_safe(node.left, function)  # blanks, so many times
    if isinstance(node, ast.Name):
        return all(is_safe(value, function) for value in assigned(node.id, function)) and bool(
            assigned(node.id, function) or annotated(node.id, function)
        )
    return False


def assigned(name: str, function: ast.AST) -> list[ast.expr]:
    """What a function assigns to a name."""
    return [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and any(isinstance(x, ast.Name) and x.id == name for x in node.targets)
    ]


def annotated(name: str, function: ast.AST) -> bool:
    """Whether a parameter of that name is declared as Content."""
    arguments = function.args.args + function.args.kwonlyargs if isinstance(function, ast.FunctionDef) else []
    return any(a.arg == name and a.annotation and ast.unparse(a.annotation) == "Content" for a in arguments)


def drawn(function: ast.AST) -> Iterator[ast.expr]:
    """Every expression a function gives to something that draws it."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            name = called(node.func)
            at = SINKS.get(name, METHODS.get(name) if isinstance(node.func, ast.Attribute) else None)
            if at is not None and len(node.args) > at:
                yield node.args[at]
        elif isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES for target in node.targets
        ):
            yield node.value


def functions(tree: ast.Module) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name != "draw.py"], ids=lambda p: str(p.relative_to(ROOT)))
def test_no_bare_text_reaches_a_widget(path: Path) -> None:
    bare = [
        f"{path.name}:{node.lineno}: {ast.unparse(node)}"
        for function in functions(parsed(path))
        for node in drawn(function)
        if not is_safe(node, function)
    ]
    assert bare == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_notices_are_never_markup(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and called(node.func) == "notify":
            markup = next((word.value for word in node.keywords if word.arg == "markup"), None)
            assert isinstance(markup, ast.Constant), node.lineno
            assert markup.value is False, node.lineno
            assert isinstance(node.args[0], ast.Call), node.lineno
            assert called(node.args[0].func) == "t", node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_visible_is_written_in_the_source(path: Path) -> None:
    """No Han character outside docstrings, and no word given to the drawing helpers, but through the catalogues."""
    tree = parsed(path)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    words = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
        if HAN.search(node.value)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node.func) in SAFE and node.args:
            shown = node.args[:1] if called(node.func) == "plain" else node.args
            words += [text for arg in shown for text in literals(arg) if re.search(r"[A-Za-z]{2}", text)]
    if path.name == "keys_page.py":
        words = []
    assert words == []


def literals(node: ast.expr) -> Iterator[str]:
    """Text written out in an expression, but not the keys inside calls."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from literals(part)
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from literals(node.left)
        yield from literals(node.right)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_who_awaits_a_use_case_is_guarded(path: Path) -> None:
    """An error of a use case ends in the dialog, not in a traceback."""
    unguarded = [
        f"{path.name}:{function.lineno}: {function.name}"
        for function in functions(parsed(path))
        if isinstance(function, ast.AsyncFunctionDef)
        and is_handler(function)
        and any(isinstance(node, ast.Call) and called(node.func) == "ask" for node in ast.walk(function))
        and not any(ast.unparse(decorator) in GUARDS for decorator in function.decorator_list)
    ]
    assert unguarded == []


def is_handler(function: ast.AsyncFunctionDef) -> bool:
    """Whether Textual calls it: handlers, actions, workers."""
    decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
    called_by_textual = any(decorator.startswith(("on(", "work")) for decorator in decorators)
    return called_by_textual or function.name.startswith(("action_", "on_", "watch_"))


HEAVY = (
    "sqlmodel", "sqlalchemy", "pydantic", "phonenumbers", "argon2", "alembic", "psycopg", "daachorse",
    "agentdesk.records", "agentdesk.services", "agentdesk.packs", "agentdesk.rules.call", "screens.desk",
)  # fmt: skip


def test_the_first_frame_needs_nothing_heavy(tmp_path: Path) -> None:
    """Paint both first screens in a fresh interpreter and look at what was loaded by then."""
    program = f"""
import asyncio, sys
from pathlib import Path
from agentdesk.settings import Settings
from screens.app import DeskApp

class Painted(DeskApp):
    OPEN_AFTER = 0.001

    def open_store(self):
        loaded.update(sys.modules)

loaded = {{}}
async def paint(home):
    app = Painted(Settings(home, home / "config.toml"))
    async with app.run_test() as pilot:
        loaded.clear()
        while not loaded:
            await pilot.pause()
        assert app.screen.query("#card")

empty, kept = Path({str(tmp_path)!r}) / "empty", Path({str(tmp_path)!r}) / "kept"
kept.mkdir()
(kept / "agentdesk.db").touch()
asyncio.run(paint(empty))
asyncio.run(paint(kept))
assert "screens.sign_in" in loaded and "screens.welcome" in loaded
print(*(name for name in {HEAVY!r} if name in loaded))
"""
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""
