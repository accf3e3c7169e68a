"""Says whether a command may have another key: one key, one meaning, on every page, and no key that somebody types with (DESIGN 4)."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from textual.binding import Binding
from textual.keys import Keys
from textual.widgets import Input

from commandpost.locale.words import say
from commandpost.tui.keys import DECLARED, SCAN, key_name, key_of, told

PLACES = ("commandpost.tui.panes", "commandpost.tui.parts")  # where pages and their parts declare their keys
FIXED = frozenset(
    [
        "enter",
        "escape",
        "tab",
        "shift+tab",
        "up",
        "down",
        "left",
        "right",
        "pageup",
        "pagedown",
        "home",
        "end",
        "space",
        "backspace",
        "delete",
        "insert",
    ]
)
# What a terminal sends as the same byte as Tab, Enter and Backspace, and what ends or stops a program.
TAKEN = frozenset({"ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h", "ctrl+c", "ctrl+z", "ctrl+at", "ctrl+left_square_bracket"})


def load_all() -> None:
    """Load every page, so that every command is known; in a thread, once somebody has keys of his own or looks at them."""
    for place in PLACES:
        for module in pkgutil.iter_modules(import_module(place).__path__, f"{place}."):
            import_module(module.name)


def commands() -> list[str]:
    """Give the ids of all commands that have a key which may be another."""
    return [name for name, key in DECLARED.items() if not set(key.key.split(",")) & FIXED and key.says]


def spelled(key: str) -> str:
    """Give a key as bindings have it: `?` is question_mark; nothing for what is no key."""
    key = key.strip() if len(key) > 1 else key
    if not key or ("," in key and key != ","):
        return ""
    name = "comma" if key == "," else next(iter(Binding.make_bindings([Binding(key, "x", "x")]))).key
    bare = name.rpartition("+")[2]
    one = len(key) == 1 and key.isprintable() and key.isascii()
    known = bare in {item.value for item in Keys} or (len(bare) == 1 and bare.isascii() and "+" in name)
    return name if one or known or (name == key and len(name) > 1 and _character(name) != "") else ""


def _character(name: str) -> str:
    """Give the character that a key types; nothing for one that types none."""
    if len(name) == 1:
        return name
    from textual.keys import key_to_character

    found = key_to_character(name)
    return found if found and found.isprintable() and "ctrl+" not in name else ""


def typed(key: str) -> bool:
    """Whether the key types a character."""
    return bool(_character(spelled(key) or key))


def refusal(command: str, key: str, keymap: Mapping[str, str]) -> str:
    """Say why a command may not have this key beside the user's other keys; nothing when it may. All pages are loaded."""
    known = DECLARED.get(command)
    if known is None or not known.says:
        return say(
            "There is no command “{id}”. {key} shows all commands.", id=command[:60], key=key_of("desk.settings")
        )
    what = told(known.says)
    if set(known.key.split(",")) & FIXED:
        return say("{key} ({what}) means the same in every program and stays.", key=key_name(known.key), what=what)
    name = spelled(key)
    if not name:
        return say("“{key}” is no key. Examples: g, f5, ctrl+r.", key=key[:20])
    shown = key_name(name)
    if name == SCAN:
        return say("{key} begins a scan and can be no command ({what}). Choose another.", key=shown, what=what)
    if name in FIXED:
        return say("{key} moves, opens or edits on every page and can be no command ({what}). Choose another.", key=shown, what=what)  # fmt: skip
    if name in TAKEN or name in _editing():
        return say("{key} edits the line one types in and can be no command ({what}). Choose another.", key=shown, what=what)  # fmt: skip
    if _character(name) and not _character(known.key.partition(",")[0]):
        return say(
            "{what} works while one types, and {key} would be typed. Choose a key with ctrl, or f1 to f12.", key=shown, what=what
        )  # fmt: skip
    for other, its in DECLARED.items():
        held = keymap.get(other, its.key)
        if other != command and name in {spelled(k) or k for k in held.split(",")}:
            its_name = told(its.says) or other
            return say("{key} is {other} already; it cannot be {what} as well. Choose another.", key=shown, other=its_name, what=what)  # fmt: skip
    return ""


def _editing() -> set[str]:
    return {binding.key for binding in Binding.make_bindings(Input.BINDINGS)}


def checked(keys: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Give the user's keys that hold, and why the others do not; load_all first. Two may exchange their keys; of two
    that want the same the first has it."""
    wrong: dict[str, str] = {}
    while True:
        held: dict[str, str] = {}
        before = len(wrong)
        for command, key in keys.items():
            if command in wrong:
                continue
            later = {c: k for c, k in keys.items() if c not in wrong and c not in held and spelled(k) != spelled(key)}
            if why := refusal(command, key, {**later, **held}):
                wrong[command] = why
            else:
                held[command] = spelled(key)
        if len(wrong) == before:  # else a command has its own key back, which another may have taken
            return held, wrong
