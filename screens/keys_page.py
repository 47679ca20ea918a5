"""docs/keys.md from the registry: `python -m screens.keys_page > docs/keys.md`; a test finds it out of date."""

import sys

from agentdesk.locale import catalogue, languages
from screens.keys import KEYS, Key, of
from screens.keys import pressed as keys_of

HEAD = """# Keys · 按键

Every F-key has a second, portable key for terminals that keep F-keys to themselves. Plain letters and digits never act
while a text field has the focus. The command palette (Ctrl+P) finds every command by name.

每个 F 键都有第二个组合键，供不传 F 键的终端使用。光标在输入框里时，单个字母和数字只是文字。
命令面板（Ctrl+P）可按名称查找任何命令。
"""


def _row(key: Key) -> str:
    sentences = [catalogue(language) for language in reversed(languages())]
    words = " · ".join(each[key.label_key] for each in sentences)
    explained = "<br>".join(each[key.help_key] for each in sentences)
    return f"| {keys_of(key) or '–'} | {words} | {explained} |"


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for group in dict.fromkeys(key.group for key in KEYS):
        title = " · ".join(catalogue(language)[f"keys.groups.{group}"] for language in reversed(languages()))
        rows = "\n".join(_row(key) for key in of(group))
        parts.append(f"## {title}\n\n| Key · 按键 | Does · 作用 | |\n| --- | --- | --- |\n{rows}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
