"""Every key that means the same on the whole desk, by the id of what it does; footer, `?`, palette read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual.binding import Binding, BindingType

from commandpost.locale import words

SCAN = "S"  # begins a scan one day: no binding may ever use it


class Sentence(str):
    """An English sentence that is said later, in the language then spoken."""

    __slots__ = ()


def told(sentence: str) -> str:
    """Say a sentence that was written down earlier."""
    return words.say(sentence) if sentence else ""


class Key(NamedTuple):
    """One key: the id of what it does (a verb's, where it runs one), the action of the screen, what it is called."""

    id: str
    key: str
    action: str
    says: Sentence
    show: bool = True
    priority: bool = False

    def binding(self) -> Binding:
        """Give it as Textual wants it; the id lets the user's keymap move it."""
        return Binding(self.key, self.action, self.says, show=self.show, priority=self.priority, id=self.id)


DECLARED: dict[str, Key] = {}  # every key of the pages loaded so far, by id
_moved: dict[str, str] = {}  # the user's own keys


def bound(*keys: Key) -> list[BindingType]:
    """Give the BINDINGS of a widget class."""
    for key in keys:
        DECLARED.setdefault(key.id, key)
    return [key.binding() for key in keys]


def move(keymap: Mapping[str, str]) -> None:
    """The user's own keys hold from now on, by the ids of commands; the frame tells Textual the same."""
    _moved.clear()
    _moved.update(keymap)


def key_of(command: str) -> str:
    """Give the key of a command as it is printed on a keyboard: the user's own, else ours; nothing for a page not loaded."""
    known = DECLARED.get(command)
    key = _moved.get(command) or (known.key if known else "")
    return key_name(key.partition(",")[0]) if key else ""


# A key that opens a line has priority: Textual then runs it before it looks at the keys typed after it, so they fall into
# the line and not beside it. While somebody types, `check_action` lets these keys be letters.
GLOBAL: tuple[Key, ...] = (
    Key("incident.report", "n", "app.report_line", Sentence("new"), priority=True),
    Key("desk.command", "colon", "app.command_line", Sentence("command"), priority=True),
    Key("search", "slash", "app.search", Sentence("search"), priority=True),
    Key("log.day", "d", "app.duty", Sentence("duty log")),
    Key("hear.list", "h", "app.hear", Sentence("roll call"), show=False),
    Key("pane.board", "1", "app.pane('board')", Sentence("Board")),
    Key("pane.checklists", "2", "app.lists", Sentence("Checklists")),
    Key("card.list", "q", "app.cards", Sentence("action cards")),
    Key("desk.help", "question_mark,f1", "app.help", Sentence("help")),
    Key("deadline.acknowledge", "a", "app.acknowledge", Sentence("acknowledge"), show=False, priority=True),
    Key("alert.waiting", "A", "app.alarms", Sentence("alarms"), show=False),
    Key("desk.jump", "j", "app.jump", Sentence("jump"), show=False, priority=True),
    Key("desk.settings", "comma", "app.settings", Sentence("settings"), show=False),
    Key("walk.begin", "enter", "app.walk_begin", Sentence("begin the walk"), show=False, priority=True),
    Key("walk.leave", "escape", "app.walk_leave", Sentence("leave the walk"), show=False),
    Key("desk.palette", "ctrl+p", "app.command_palette", Sentence("all commands"), show=False),
    Key("desk.language", "ctrl+l", "app.language", Sentence("中文 / English"), show=False, priority=True),
    Key("desk.theme", "ctrl+t", "app.next_theme", Sentence("next theme"), show=False, priority=True),
    Key("desk.quit", "ctrl+q", "app.quit", Sentence("quit"), show=False, priority=True),
)

# what moves the cursor of a list stands in no list of keys; `list.complete` is a verb
MOVES = frozenset({"list.up", "list.down", "list.page_up", "list.page_down", "list.first", "list.last"})

NAMES = {
    "enter": Sentence("Enter"),
    "escape": Sentence("Esc"),
    "colon": ":",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "comma": ",",
    "slash": "/",
    "full_stop": ".",
    "semicolon": ";",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "space": Sentence("Space"),
    "delete": "Del",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}


def key_name(key: str) -> str:
    """Give the key as it is printed on a keyboard."""
    name = NAMES.get(key, key.upper() if key[:1] == "f" and key[1:].isdigit() else key)
    return told(name) if isinstance(name, Sentence) else name
