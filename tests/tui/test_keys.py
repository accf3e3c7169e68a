"""DESIGN 4: one key, one meaning everywhere; every key is told by footer, help and palette; one letter stays free for scans."""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import commandpost.tui
from commandpost.domain import registry
from commandpost.tui import keys
from commandpost.tui.panes_table import PANES
from commandpost.tui.parts.keymap import FIXED
from tests.tui.fake_desk import FakeDesk
from tests.tui.seat import sitting


def declared() -> list[tuple[str, Binding]]:
    """Every binding that a class of the screen declares itself."""
    found = []
    for module in pkgutil.walk_packages(commandpost.tui.__path__, "commandpost.tui."):
        for name, thing in vars(importlib.import_module(module.name)).items():
            if isinstance(thing, type) and issubclass(thing, DOMNode) and thing.__module__ == module.name:
                for binding in Binding.make_bindings(thing.__dict__.get("BINDINGS", [])):
                    found.append((f"{module.name}.{name}", binding))
    return found


def test_one_key_one_meaning() -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for where, binding in declared():
        assert binding.id, f"{where} binds {binding.key} without saying by an id what it does"
        meanings[binding.key].add(binding.id)
    # up, down and tab move, in a list as in a form
    # and Enter does or opens what one stands on; no user may give these another meaning (parts/keymap.py)
    moving = FIXED
    assert {key: ids for key, ids in meanings.items() if len(ids) > 1 and key not in moving} == {}


def test_a_scan_may_press_no_key() -> None:
    assert keys.SCAN.isupper() and len(keys.SCAN) == 1
    assert not [where for where, binding in declared() if keys.SCAN in binding.key.split(",")]


def test_digits_belong_to_panes_that_exist() -> None:
    digits = {binding.key: binding.action for _, binding in declared() if binding.key.isdigit()}
    assert set(digits.values()) == {f"app.pane('{name}')" for name in PANES}


def test_a_key_that_runs_a_verb_bears_its_id() -> None:
    for _, binding in declared():
        room, _, verb = (binding.id or "").partition(".")
        if room in ("incident", "log", "deadline", "fact", "person", "post", "place"):
            assert binding.id in registry.COMMANDS or binding.id in registry.QUESTIONS, (room, verb)


async def test_help_tells_the_keys_of_this_page_and_goes_away() -> None:
    async with sitting(FakeDesk().furnish()) as seat:
        await seat.see("Enter open")
        await seat.press("question_mark")
        await seat.see("Keys that work here", "log entry", "next theme", "move in a list")
        await seat.press("n", "1")
        await seat.pilot.pause()
        assert "report ▸" not in seat.text(), "the keys of the page rest while help is open"
        await seat.press("question_mark")
        await seat.gone("Keys that work here")


async def test_the_palette_finds_a_verb_in_either_language_and_puts_it_on_the_line() -> None:
    async with sitting(FakeDesk().furnish()) as seat:
        await seat.see("26-0007")
        await seat.until(lambda: bool(keys_learned()), "verbs learned")
        await seat.press("ctrl+p")
        await seat.see("Type part of a command")
        await seat.type("strike")
        await seat.see("log strike")
        await seat.press("enter")
        await seat.see(": ▸ log strike 26-0007")


async def test_the_palette_does_what_a_key_does() -> None:
    async with sitting(FakeDesk().furnish(), language="zh_CN") as seat:
        await seat.see("26-0007")
        await seat.press("ctrl+p")
        await seat.see("输入命令的一部分")
        await seat.type("上报")
        await seat.see("上报")
        await seat.press("enter")
        await seat.see("上报 ▸")


def keys_learned() -> str:
    from commandpost.tui.parts.verbs import sentence

    return sentence("log.strike")


async def test_every_verb_of_the_screen_says_its_sentence_in_both_languages() -> None:
    from commandpost.locale.words import set_language
    from commandpost.tui.parts import verbs

    verbs.learn()
    for verb in (*registry.COMMANDS, *registry.QUESTIONS):
        if verb in verbs.NOT_HERE:
            continue
        set_language("en")
        english = verbs.says(verb)
        set_language("zh_CN")
        assert english and verbs.says(verb) != english, verb


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_help_is_always_at_the_end_of_the_key_line(size: tuple[int, int]) -> None:
    async with sitting(FakeDesk().furnish(), size=size) as seat:
        await seat.see("26-0007")
        assert seat.lines()[-1].endswith("? help")


async def test_ctrl_q_leaves_when_what_was_entered_is_done() -> None:
    desk = FakeDesk()
    desk.may_write.clear()
    async with sitting(desk, wait="reading") as seat:
        await seat.press("n")
        await seat.type("fire")
        await seat.press("enter")
        await seat.see("1 waiting")
        desk.may_write.set()
        await seat.press("ctrl+q")
        await seat.until(lambda: seat.app.return_code is not None or not seat.app.is_running, "left")
    assert desk.done
