"""The one registry of keys: bindings, footer, F1, palette and docs/keys.md all come from it.

Values here and in the other modules of the first paint are named tuples: a dataclass takes six times as long to define.

A function key always has a second, portable one: some terminals and window managers keep F-keys to themselves.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from agentdesk.rules.call import Action


class Key(NamedTuple):
    """One thing a key does, in one group: a pane, or `app` for everywhere."""

    id: str
    group: str
    keys: tuple[str, ...]
    """In Textual's names; the first is the one the footer shows. Empty: in the palette alone."""
    rank: int = 0
    """How much it matters when the footer is narrow, 1 most; 0 stays out of the footer."""
    priority: bool = False
    """Goes before the focused widget's own keys: what an editor would take otherwise."""
    bound: bool = True
    """False where Textual or the widget binds it: listed only."""
    palette: bool = True
    call: str = ""
    """The action with its arguments, where it is not the id; `{key}` stands for the key pressed."""

    @property
    def action(self) -> str:
        """The Textual action: `sign-out` is `action_sign_out` of the screen, or of the app."""
        return self.call or ("app." if self.group == "app" else "") + self.id.replace("-", "_")

    @property
    def label_key(self) -> str:
        """Catalogue key of the one or two words in the footer."""
        return f"keys.{self.group}.{self.id}"

    @property
    def help_key(self) -> str:
        """Catalogue key of the sentence that explains it."""
        return f"keys.{self.group}.{self.id}-help"


KEYS = (
    Key("help", "app", ("f1", "ctrl+underscore", "question_mark"), rank=4),
    Key("palette", "app", ("ctrl+p",), rank=6, priority=True, palette=False),
    Key("state", "app", ("f12", "ctrl+g"), rank=5, priority=True),
    Key("flags", "app", ()),
    Key("handover", "app", ()),
    Key("drill", "app", ()),
    Key("language", "app", ()),
    Key("theme", "app", ()),
    Key("sign-out", "app", ()),
    Key("copy", "app", ("y",), palette=False),
    Key("copy-selection", "app", ("ctrl+c",), bound=False, palette=False),
    # Before the focused widget's turn: what is typed right after a tab, however fast, goes to the next field.
    Key("focus-next", "app", ("tab",), priority=True, palette=False),
    Key("focus-previous", "app", ("shift+tab",), priority=True, palette=False),
    Key("quit", "app", ("ctrl+q",), rank=7, priority=True),
    Key("sign-in", "signin", ("f2", "ctrl+n"), rank=1, priority=True),
    Key("practice", "signin", ("f3", "ctrl+o"), rank=2, priority=True),
    Key("sample", "welcome", ("1",), rank=1),
    Key("set-up", "welcome", ("2",), rank=2),
    Key("live", "welcome", ("f3", "ctrl+o"), rank=3),
    Key("accept", "setup", ("f2", "ctrl+n"), rank=1, priority=True),
    Key("back", "setup", ("escape",), rank=2),
    Key("accept", "dialog", ("f2", "ctrl+n"), rank=1, priority=True, palette=False),
    Key("cancel", "dialog", ("escape",), rank=2, palette=False),
    Key("close", "notice", ("escape", "enter"), rank=1, palette=False),
    Key("choose", "choice", ("enter",), rank=1, bound=False, palette=False),
    Key("pick", "choice", ("up", "down"), rank=3, bound=False, palette=False),
    Key("cancel", "choice", ("escape",), rank=2, palette=False),
    Key("next", "desk", ("f2", "ctrl+n"), rank=1, priority=True),
    Key("hold", "desk", ("f3", "ctrl+o"), rank=3, priority=True),
    Key("end", "desk", ("f4", "ctrl+e"), rank=2, priority=True),
    Key("phrases", "desk", ("f5", "ctrl+l"), rank=5, priority=True),
    Key("transfer", "desk", ("f6", "ctrl+t"), rank=8, priority=True),
    Key("fix", "desk", ("f7", "ctrl+r"), rank=7, priority=True),
    Key("ticket", "desk", ("f8", "ctrl+k"), rank=6, priority=True),
    Key("promise", "desk", ("f9", "ctrl+d"), rank=9, priority=True),
    Key("otherwise", "desk", ("f10", "ctrl+f"), rank=10, priority=True),
    Key("callers", "desk", ("f11", "ctrl+b"), rank=11, priority=True),
    Key("needed", "desk", ("ctrl+u",), rank=12, priority=True),
    Key("tick", "desk", ("enter",), priority=True, palette=False),
    Key("other", "desk", ("left", "right"), priority=True, palette=False, call="other('{key}')"),
    Key("rail", "desk", ("escape",), priority=True),
    Key("choose", "phrases", ("f2", "ctrl+n", "enter"), rank=1, priority=True, palette=False),
    Key("insert", "phrases", ("f7", "ctrl+r"), rank=2, priority=True, palette=False),
    Key("pick", "phrases", ("up", "down"), rank=4, priority=True, palette=False, call="pick('{key}')"),
    Key("cancel", "phrases", ("escape",), rank=3, palette=False),
    Key("fix", "ticket", ("f7", "ctrl+r"), rank=3, priority=True, palette=False),
    Key("callers", "ticket", ("f11", "ctrl+b"), rank=8, priority=True, palette=False),
    Key("needed", "ticket", ("ctrl+u",), rank=9, priority=True, palette=False),
    Key("code", "wrap-up", tuple("123456789"), rank=1, priority=True, palette=False, call="code({key})"),
    Key("extend", "wrap-up", ("e",), rank=2, priority=True),
    Key("uphold", "flags", ("u",), rank=1),
    Key("coach", "flags", ("c",), rank=2),
    Key("reject", "flags", ("d",), rank=3),
    Key("teach", "flags", ("e",), rank=5),
    Key("word", "flags", ("w",), rank=7),
    Key("settle", "flags", ("x",), rank=8),
    Key("observe", "flags", ("o",), rank=9),
    Key("filter", "flags", ("f",), rank=6),
    Key("dry-run", "flags", ("r",), rank=10),
    Key("back", "flags", ("escape",), rank=4),
    Key("next", "practice", ("f2", "ctrl+n"), rank=1, priority=True),
    Key("fix", "practice", ("f7", "ctrl+r"), rank=2, priority=True),
    Key("callers", "practice", ("f11", "ctrl+b"), rank=4, priority=True),
    Key("needed", "practice", ("ctrl+u",), rank=5, priority=True),
    Key("back", "practice", ("escape",), rank=3, priority=True),
    Key("try", "dry-run", ("f2", "ctrl+n"), rank=1, priority=True),
    Key("back", "dry-run", ("escape",), rank=2),
    Key("accept", "handover", ("a",), rank=1),
    Key("write", "handover", ("n",), rank=2),
    Key("remark", "handover", ("r",), rank=3),
    Key("back", "handover", ("escape",), rank=4),
    Key("hand-in", "writing", ("f2", "ctrl+n"), rank=1, priority=True),
    Key("fix", "writing", ("f7", "ctrl+r"), rank=3, priority=True),
    Key("callers", "writing", ("f11", "ctrl+b"), rank=8, priority=True),
    Key("needed", "writing", ("ctrl+u",), rank=9, priority=True),
    Key("leave", "writing", ("escape",), rank=2),
)

_OF_ACTION: Mapping[str, str] = {
    "answer": "next",
    "say": "next",
    "hold": "hold",
    "resume": "next",
    "transfer": "transfer",
    "confirm": "next",
    "promise": "promise",
    "exchange": "transfer",
    "end": "end",
    "end-otherwise": "otherwise",
    "give-reason": "otherwise",
    "let-caller-hang-up": "end",
    "code": "next",
    "next-call": "next",
}
"""By the values of `rules.call.Action`, which the first paint does without."""

_SHOWN: Mapping[str, str] = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "question_mark": "?",
    "underscore": "_",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def of(*groups: str) -> tuple[Key, ...]:
    """The keys of those groups, group by group, in the registry's order."""
    return tuple(key for group in groups for key in KEYS if key.group == group)


def find(group: str, key_id: str) -> Key:
    """One key of a group. Raises KeyError for an unknown one."""
    for key in KEYS:
        if (key.group, key.id) == (group, key_id):
            return key
    raise KeyError(f"{group}.{key_id}")


def for_action(action: "Action") -> Key:
    """The desk's key for what a call asks next: the way that settles an obligation."""
    return find("desk", _OF_ACTION[action])


def bindings(group: str, *only: str) -> list[BindingType]:
    """The Textual bindings of a group, or of the entries of these ids alone, for `BINDINGS`."""
    return [
        Binding(each, key.action.replace("{key}", each), key.id, show=False, priority=key.priority)
        for key in of(group)
        if key.bound and (not only or key.id in only)
        for each in key.keys
    ]


def short(name: str) -> str:
    """A key as the footer shows it: `F2`, `^N`, `Esc`."""
    if name.startswith("ctrl+"):
        rest = name.removeprefix("ctrl+")
        return "^" + _SHOWN.get(rest, rest.upper())
    return _SHOWN.get(name, name.upper() if len(name) > 1 else name)


def long(name: str) -> str:
    """A key as help and documentation write it: `F2`, `Ctrl+N`, `Esc`."""
    if name.startswith("ctrl+"):
        rest = name.removeprefix("ctrl+")
        return "Ctrl+" + _SHOWN.get(rest, rest.upper())
    return short(name)


def pressed(key: Key) -> str:
    """All keys of an entry as help writes them, a row of digits as its ends."""
    keys = [long(each) for each in key.keys]
    return f"{keys[0]} – {keys[-1]}" if len(keys) > 3 else " / ".join(keys)
