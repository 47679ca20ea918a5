"""The command palette: every action of the key registry that can be taken now, found by name in any language."""

from typing import TYPE_CHECKING

from textual.dom import DOMNode

from agentdesk import locale
from agentdesk.locale import t
from screens.dialogs.choice import Choice, ChoiceDialog
from screens.keys import Key, of, pressed
from screens.pane import Common

if TYPE_CHECKING:
    from screens.app import DeskApp


def commands(app: "DeskApp") -> dict[str, tuple[Key, DOMNode]]:
    """What can be done now: the registry's keys of this screen and of the app, each with the node that does it."""
    screen = app.screen
    groups = screen.GROUPS if isinstance(screen, Common) else ()
    active = screen.active_bindings
    found: dict[str, tuple[Key, DOMNode]] = {}
    for key in of(*groups, "app"):
        if not key.palette:
            continue
        if not key.keys:
            if app.check_action(key.id.replace("-", "_"), ()):
                found[f"{key.group}.{key.id}"] = (key, app)
        elif (bound := active.get(key.keys[0])) and bound.enabled and bound.binding.description == key.id:
            found[f"{key.group}.{key.id}"] = (key, bound.node)
    return found


def _choice(name: str, key: Key, word: str) -> Choice:
    others = (locale.catalogue(language)[key.label_key] for language in locale.languages())
    return Choice(name, word, pressed(key), f"{t(key.help_key)} {key.id} {' '.join(others)}")


def show_palette(app: "DeskApp") -> None:
    """Open it; what is chosen acts on the screen below."""
    found = commands(app)
    screen = app.screen

    def word(key: Key) -> str:
        return screen.key_label(key) if isinstance(screen, Common) else t(key.label_key)

    def chosen(name: str | None) -> None:
        if name is not None:
            key, node = found[name]
            app.call_later(app.run_action, key.action, node)

    choices = [_choice(name, key, word(key)) for name, (key, _) in found.items()]
    app.push_screen(ChoiceDialog(t("palette.title"), choices, searchable=True, hint=t("palette.hint")), chosen)
